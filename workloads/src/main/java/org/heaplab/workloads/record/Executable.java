package org.heaplab.workloads.record;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.heaplab.workloads.symbols.ElfFile;

/// Finds in a program's file why its heap, or a part of it, cannot be recorded.
public final class Executable {
  private static final int SET_USER_ID = 04000;
  private static final int SET_GROUP_ID = 02000;
  private static final int MAX_SCRIPTS = 4;
  private static final String CAPABILITIES = "security.capability";
  private static final String OPERATOR_NEW = "_Znwm";

  /// Functions that identify an allocator. A program that defines one of them is linked with the
  /// allocator. A program that only refers to one calls the allocator by a name other than malloc.
  private static final Map<String, String> ALLOCATORS =
      Map.ofEntries(
          Map.entry("mallocx", "jemalloc"),
          Map.entry("rallocx", "jemalloc"),
          Map.entry("dallocx", "jemalloc"),
          Map.entry("sdallocx", "jemalloc"),
          Map.entry("je_malloc", "jemalloc"),
          Map.entry("je_mallocx", "jemalloc"),
          Map.entry("_rjem_malloc", "jemalloc"),
          Map.entry("_rjem_mallocx", "jemalloc"),
          Map.entry("mi_malloc", "mimalloc"),
          Map.entry("mi_malloc_aligned", "mimalloc"),
          Map.entry("mi_heap_malloc", "mimalloc"),
          Map.entry("mi_new", "mimalloc"),
          Map.entry("tc_malloc", "tcmalloc"),
          Map.entry("tc_new", "tcmalloc"),
          Map.entry("TCMallocInternalMalloc", "tcmalloc"),
          Map.entry("scalable_malloc", "tbbmalloc"),
          Map.entry("rpmalloc", "rpmalloc"),
          Map.entry("sn_malloc", "snmalloc"),
          Map.entry("hoard_malloc", "Hoard"),
          Map.entry("nedmalloc", "nedmalloc"),
          Map.entry("dlmalloc", "dlmalloc"));

  /// Texts that identify an allocator in a program whose symbols were removed.
  private static final Map<String, String> TEXTS =
      Map.of(
          "<jemalloc>: ", "jemalloc",
          "mimalloc: warning: ", "mimalloc",
          "TCMALLOC_SAMPLE_PARAMETER", "tcmalloc",
          "TCMALLOC_RELEASE_RATE", "tcmalloc");

  private static final Map<String, String> SANITIZERS =
      Map.of(
          "__asan_init", "AddressSanitizer",
          "__hwasan_init", "HWAddressSanitizer",
          "__tsan_init", "ThreadSanitizer",
          "__msan_init", "MemorySanitizer",
          "__lsan_init", "LeakSanitizer");

  private static final Map<String, String> RUNTIMES =
      Map.of(
          "runtime.mallocgc", "Go", "caml_alloc_small_dispatch", "OCaml", "rts_evalIO", "Haskell");

  private final Path file;
  private final Optional<ElfFile> elf;

  private Executable(Path file, Optional<ElfFile> elf) {
    this.file = file;
    this.elf = elf;
  }

  /// @param program a path, or a name to search for in the folders of PATH
  public static Executable of(String program) {
    return of(find(program), 0);
  }

  private static Executable of(Path file, int scripts) {
    Optional<String> interpreter = interpreter(file);
    if (interpreter.isPresent() && scripts < MAX_SCRIPTS) {
      return of(find(interpreter.get()), scripts + 1);
    }
    return new Executable(file, ElfFile.read(file));
  }

  /// Why the recorder is not loaded when this program starts; empty when nothing prevents it.
  public Optional<String> whyNotLoaded() {
    if (isSetId()) return Optional.of("it is set-user-ID or set-group-ID");
    if (Posix.hasAttribute(file, CAPABILITIES)) return Optional.of("its file has capabilities");
    if (elf.isEmpty()) return Optional.empty();
    if (!elf.get().isOfThisMachine()) return Optional.of("it is made for another processor");
    if (elf.get().interpreter().isEmpty()) return Optional.of("it is statically linked");
    if (elf.get().interpreter().contains("musl")) return Optional.of("it is linked with musl");
    return sanitizer().map(name -> "it is built with " + name + ", whose runtime must come first");
  }

  /// The allocator in the program that the recorder does not see; empty when there is none.
  public Optional<String> ownAllocator() {
    if (elf.isEmpty()) return Optional.empty();
    return sanitizer()
        .map(name -> "it is built with " + name + ", which has a malloc of its own")
        .or(
            () ->
                firstOf(RUNTIMES, elf.get().defined())
                    .map(name -> RUNTIMES.get(name) + " takes its heap from the system by itself"))
        .or(
            () ->
                firstOf(ALLOCATORS, elf.get().defined())
                    .map(name -> ALLOCATORS.get(name) + " is linked into the program"))
        .or(
            () ->
                elf.get().defined().contains("malloc")
                    ? Optional.of("the program brings a malloc of its own")
                    : Optional.empty())
        .or(
            () ->
                firstOf(ALLOCATORS, elf.get().undefined())
                    .map(name -> "it calls " + name + " of " + ALLOCATORS.get(name)))
        .or(
            () ->
                elf.get()
                    .text(TEXTS.keySet())
                    .map(TEXTS::get)
                    .map(name -> name + " is linked into the program"));
  }

  /// A possible reason why the recorder saw no call at all.
  String whySilent() {
    boolean operators = elf.map(file -> file.defined().contains(OPERATOR_NEW)).orElse(false);
    return operators ? "it has operators new of its own" : "it may take its memory by other means";
  }

  private Optional<String> sanitizer() {
    var symbols = new HashSet<>(elf.get().defined());
    symbols.addAll(elf.get().undefined());
    return firstOf(SANITIZERS, symbols).map(SANITIZERS::get);
  }

  private static Optional<String> firstOf(Map<String, String> names, Set<String> symbols) {
    return names.keySet().stream().filter(symbols::contains).sorted().findFirst();
  }

  private boolean isSetId() {
    try {
      int mode = (int) Files.getAttribute(file, "unix:mode");
      return (mode & SET_USER_ID) != 0
          || ((mode & SET_GROUP_ID) != 0
              && Files.getPosixFilePermissions(file).contains(PosixFilePermission.GROUP_EXECUTE));
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static Path find(String program) {
    try {
      Path path = Path.of(program);
      if (program.contains("/")) return path;
      return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
          .map(folder -> Path.of(folder).resolve(program))
          .filter(Files::isExecutable)
          .findFirst()
          .orElse(path);
    } catch (InvalidPathException e) {
      return Path.of("");
    }
  }

  /// The program that runs a script; the script's first line names it.
  private static Optional<String> interpreter(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var beginning = ByteBuffer.allocate(256);
      channel.read(beginning);
      String text = new String(beginning.array(), 0, beginning.position(), StandardCharsets.UTF_8);
      if (!text.startsWith("#!")) return Optional.empty();
      List<String> words =
          Stream.of(text.substring(2).lines().findFirst().orElse("").strip().split("[ \t]+"))
              .toList();
      boolean viaEnv = words.size() > 1 && words.getFirst().endsWith("/env");
      return Optional.of(viaEnv ? words.get(1) : words.getFirst());
    } catch (IOException | BufferUnderflowException e) {
      return Optional.empty();
    }
  }
}

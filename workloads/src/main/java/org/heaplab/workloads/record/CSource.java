package org.heaplab.workloads.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A C program or library whose source is a resource of this project. The system's compiler
/// compiles it once. The result is kept in `$XDG_CACHE_HOME/heaplab` (or `~/.cache/heaplab`), in a
/// folder that is named by the hash of sources, flags and compiler. If one of these changes, the
/// program is compiled again. Several processes may compile the same source at once: each of them
/// renames a finished file to its final name.
public final class CSource {
  public enum Product {
    EXECUTABLE("-fPIE"),
    SHARED_OBJECT("-shared -fPIC -fvisibility=hidden");

    private final String flags;

    Product(String flags) {
      this.flags = flags;
    }
  }

  private static final List<String> FLAGS = List.of("-std=gnu11", "-O2", "-pthread");
  private static final List<String> LIBRARIES = List.of("-ldl");

  private final Class<?> owner;
  private final String source;
  private final List<String> includes;
  private final Path cache;
  private final String compiler;

  /// @param owner the class whose folder has the sources
  /// @param source the file to compile, e.g. `replay.c`
  /// @param includes the files in the same folder that it includes
  public CSource(Class<?> owner, String source, String... includes) {
    this(defaultCache(), "cc", owner, source, includes);
  }

  CSource(Path cache, String compiler, Class<?> owner, String source, String... includes) {
    this.cache = cache;
    this.compiler = compiler;
    this.owner = owner;
    this.source = source;
    this.includes = List.of(includes);
  }

  /// Returns the compiled file; compiles it first when it is not in the cache.
  ///
  /// @param flags for the compiler, in addition to `-O2`
  /// @throws IOException with a message of one line: there is no compiler, the compiler refuses the
  ///   source, or the cache cannot be written
  public Path compile(Product product, String... flags) throws IOException {
    List<String> command = command(product, flags);
    Map<String, byte[]> files = read();
    String name = source.substring(0, source.lastIndexOf('.'));
    Path finished = cache.resolve(hash(files, command)).resolve(name);
    if (Files.exists(finished)) return finished;

    Files.createDirectories(finished.getParent());
    Path workshop = Files.createTempDirectory(finished.getParent(), "compiling-");
    try {
      for (var file : files.entrySet()) {
        Files.write(workshop.resolve(file.getKey()), file.getValue());
      }
      Path result = workshop.resolve(name);
      command.addAll(List.of("-o", result.toString(), workshop.resolve(source).toString()));
      command.addAll(LIBRARIES);
      run(command);
      Files.move(result, finished, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(workshop);
    }
    return finished;
  }

  private List<String> command(Product product, String... flags) {
    var command = new ArrayList<>(List.of(compiler));
    command.addAll(FLAGS);
    command.addAll(List.of(product.flags.split(" ")));
    command.addAll(List.of(flags));
    return command;
  }

  /// The first line of the compiler's own version, and how it is called; empty where there is none.
  public String compiler(Product product, String... flags) {
    try {
      String version = run(List.of(compiler, "--version")).lines().findFirst().orElse("");
      return version + ": " + String.join(" ", command(product, flags));
    } catch (IOException e) {
      return "";
    }
  }

  private static Path defaultCache() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path caches =
        configured != null && configured.startsWith("/")
            ? Path.of(configured)
            : Path.of(System.getProperty("user.home"), ".cache");
    return caches.resolve("heaplab");
  }

  private Map<String, byte[]> read() throws IOException {
    var files = new TreeMap<String, byte[]>();
    for (String name : Stream.concat(Stream.of(source), includes.stream()).toList()) {
      try (InputStream in = owner.getResourceAsStream(name)) {
        if (in == null) throw new IOException("no resource " + name + " beside " + owner.getName());
        files.put(name, in.readAllBytes());
      }
    }
    return files;
  }

  private String hash(Map<String, byte[]> files, List<String> command) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
    digest.update(run(List.of(compiler, "--version")).getBytes(StandardCharsets.UTF_8));
    digest.update(command.toString().getBytes(StandardCharsets.UTF_8));
    files.forEach(
        (name, bytes) -> {
          digest.update((name + "\0" + bytes.length + "\0").getBytes(StandardCharsets.UTF_8));
          digest.update(bytes);
        });
    return HexFormat.of().formatHex(digest.digest(), 0, Long.BYTES);
  }

  private String run(List<String> command) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new IOException("no C compiler (" + compiler + "): install the package gcc", e);
    }
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() == 0) return output;
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + compiler + " was running", e);
    }
    String why =
        output.lines().filter(line -> line.contains("error:")).findFirst().orElse(output.strip());
    throw new IOException(compiler + " failed: " + why + " (are gcc and libc6-dev installed?)");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) Files.delete(file);
    }
    Files.delete(folder);
  }
}

package org.heaplab.allocators.foreign;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A native allocator, how to find it on this machine, and how it is set.
///
/// @param name as in the catalogue
/// @param source where the algorithm is described: author, title, year
/// @param linkage how a process comes to use it
/// @param symbols the names of its functions
/// @param file the pattern by which [Installed] finds it on this machine; empty when it is bundled
/// @param bundled where a jar on the class path holds it, as [BundledLibrary] understands it; or
///   empty
/// @param debianPackage what to install where it is missing
/// @param settings variables of the environment that tune it; none for an allocator as it comes
/// @param atPhases a function `int (size_t)` that its users call with 0 where a phase of their work
///   ends; empty for none
public record ForeignLibrary(
    String name,
    String source,
    Linkage linkage,
    Symbols symbols,
    String file,
    Optional<String> bundled,
    String debianPackage,
    Map<String, String> settings,
    String atPhases) {
  /// The variable by which a library comes to stand for the C library's `malloc`.
  private static final String PRELOAD = "LD_PRELOAD";

  public ForeignLibrary {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /// Where a library is, or why it is not on this machine.
  public sealed interface Location {}

  /// @param file the shared object
  public record Found(Path file) implements Location {}

  /// @param reason one line that names what to install
  public record Missing(String reason) implements Location {}

  static ForeignLibrary installed(
      String name,
      String source,
      Linkage linkage,
      Symbols symbols,
      String file,
      String debianPackage) {
    return new ForeignLibrary(
        name, source, linkage, symbols, file, Optional.empty(), debianPackage, Map.of(), "");
  }

  static ForeignLibrary bundled(String name, String source, Symbols symbols, String resource) {
    return new ForeignLibrary(
        name, source, Linkage.PREFIXED, symbols, "", Optional.of(resource), "", Map.of(), "");
  }

  /// One that the C program itself has.
  static ForeignLibrary ofReplay(String name, String source, Symbols symbols) {
    return new ForeignLibrary(
        name, source, Linkage.REPLAY, symbols, "", Optional.empty(), "", Map.of(), "");
  }

  /// The same under another name.
  ForeignLibrary named(String other) {
    return tuned(other, settings);
  }

  /// The same, tuned.
  ForeignLibrary tuned(String other, Map<String, String> variables) {
    return new ForeignLibrary(
        other, source, linkage, symbols, file, bundled, debianPackage, variables, atPhases);
  }

  /// The same, with a call at the end of each phase.
  ForeignLibrary callingAtPhases(String other, String function) {
    return new ForeignLibrary(
        other, source, linkage, symbols, file, bundled, debianPackage, settings, function);
  }

  /// This one where the machine has it, otherwise another.
  ForeignLibrary or(ForeignLibrary other) {
    return locate() instanceof Found ? this : other;
  }

  /// As on a command line: `NAME=VALUE NAME=VALUE`, and what is called at the end of a phase.
  public String settingsText() {
    Stream<String> variables =
        settings.entrySet().stream().map(variable -> variable.getKey() + "=" + variable.getValue());
    Stream<String> calls =
        atPhases.isEmpty() ? Stream.empty() : Stream.of(atPhases + "(0) at phase marks");
    return Stream.concat(variables, calls).collect(Collectors.joining(" "));
  }

  /// What has to be in the environment of a process that uses it: its settings, and its file where
  /// it replaces malloc.
  ///
  /// @param shared the shared object
  public Map<String, String> environment(Path shared) {
    if (linkage != Linkage.REPLACES_MALLOC) return settings;
    var variables = new TreeMap<>(settings);
    variables.put(PRELOAD, shared.toString());
    return variables;
  }

  /// How a process comes to it, in a few words; empty for what the C program itself has.
  public String loading() {
    return switch (linkage) {
      case C_LIBRARY -> "linked";
      case REPLACES_MALLOC -> "preloaded";
      case PREFIXED -> bundled.isPresent() ? "opened, out of a jar" : "opened";
      case REPLAY -> "";
    };
  }

  /// Whether it is a library by itself: not the settings of another, and no part of the C program.
  public boolean isOfItsOwn() {
    return settings.isEmpty() && atPhases.isEmpty() && linkage != Linkage.REPLAY;
  }

  /// Bytes of a block that are neither its payload nor shown by its usable size, where they are
  /// known: the size word of a chunk of the C library. 0 otherwise.
  public int headerBytes() {
    return linkage == Linkage.C_LIBRARY ? Long.BYTES : 0;
  }

  /// Finds the library; a bundled one is unpacked the first time.
  public Location locate() {
    if (linkage == Linkage.REPLAY) return new Found(Path.of(""));
    if (bundled.isPresent()) return BundledLibrary.unpack(name, bundled.get());
    Optional<Path> installed = Installed.find(file);
    if (installed.isPresent()) return new Found(installed.get());
    return new Missing(
        "%s is not installed: no %s; Debian has it in %s".formatted(name, file, debianPackage));
  }

  /// Why this library cannot serve inside this Java process; empty when it can.
  public Optional<String> unusableHere() {
    return switch (locate()) {
      case Missing missing -> Optional.of(missing.reason());
      case Found found -> unusableIn(System.getenv(), found.file());
    };
  }

  private Optional<String> unusableIn(Map<String, String> variables, Path shared) {
    if (linkage == Linkage.REPLAY) return Optional.of(name + " is part of the C replay");
    if (!atPhases.isEmpty()) {
      return Optional.of(name + " differs only at marks of phases, which the C replay heeds");
    }
    if (variables.entrySet().containsAll(environment(shared).entrySet())) return Optional.empty();
    return Optional.of(
        linkage == Linkage.REPLACES_MALLOC
            ? name + " replaces malloc and so needs a process of its own"
            : name + " is tuned and so needs an environment of its own");
  }

  /// The environment that a Java process needs to use it; empty when no Java process can.
  public Optional<Map<String, String>> javaEnvironment() {
    return locate() instanceof Found found
            && unusableIn(environment(found.file()), found.file()).isEmpty()
        ? Optional.of(environment(found.file()))
        : Optional.empty();
  }
}

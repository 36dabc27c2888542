package org.heaplab.allocators.foreign;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
public record ForeignLibrary(
    String name,
    String source,
    Linkage linkage,
    Symbols symbols,
    String file,
    Optional<String> bundled,
    String debianPackage,
    Map<String, String> settings) {
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
        name, source, linkage, symbols, file, Optional.empty(), debianPackage, Map.of());
  }

  static ForeignLibrary bundled(String name, String source, Symbols symbols, String resource) {
    return new ForeignLibrary(
        name, source, Linkage.PREFIXED, symbols, "", Optional.of(resource), "", Map.of());
  }

  /// One that the C program itself has.
  static ForeignLibrary ofReplay(String name, String source, Symbols symbols) {
    return new ForeignLibrary(
        name, source, Linkage.REPLAY, symbols, "", Optional.empty(), "", Map.of());
  }

  /// The same under another name.
  ForeignLibrary named(String other) {
    return tuned(other, settings);
  }

  /// The same, tuned.
  ForeignLibrary tuned(String other, Map<String, String> variables) {
    return new ForeignLibrary(
        other, source, linkage, symbols, file, bundled, debianPackage, variables);
  }

  /// This one where the machine has it, otherwise another.
  ForeignLibrary or(ForeignLibrary other) {
    return locate() instanceof Found ? this : other;
  }

  /// As on a command line: `NAME=VALUE NAME=VALUE`.
  public String settingsText() {
    return settings.entrySet().stream()
        .map(variable -> variable.getKey() + "=" + variable.getValue())
        .collect(Collectors.joining(" "));
  }

  /// Whether it is a library by itself: not the settings of another, and no part of the C program.
  public boolean isOfItsOwn() {
    return settings.isEmpty() && linkage != Linkage.REPLAY;
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
    if (linkage == Linkage.REPLACES_MALLOC) {
      return Optional.of(name + " replaces malloc and so needs a process of its own");
    }
    if (linkage == Linkage.REPLAY) return Optional.of(name + " is part of the C replay");
    if (!settings.isEmpty()) {
      return Optional.of(name + " is tuned and so needs an environment of its own");
    }
    return locate() instanceof Missing missing ? Optional.of(missing.reason()) : Optional.empty();
  }
}

package org.heaplab.workloads.symbols;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Files with code, each read when it is first needed.
public final class CodeFiles {
  private final Map<String, Optional<CodeFile>> files = new HashMap<>();

  /// Empty when the file cannot be read, or has no code for this machine.
  Optional<CodeFile> of(String path) {
    return files.computeIfAbsent(path, CodeFiles::read);
  }

  private static Optional<CodeFile> read(String path) {
    try {
      return path.startsWith("/") ? CodeFile.read(Path.of(path)) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}

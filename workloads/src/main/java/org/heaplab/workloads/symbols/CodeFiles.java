package org.heaplab.workloads.symbols;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heaplab.workloads.symbols.Addr2Line.Line;

/// Files with code. Each is read when it is first needed, and asked for each line once: many
/// processes may run the same file.
public final class CodeFiles {
  private static final Line NO_LINE = new Line("", "");

  private final Map<String, Optional<CodeFile>> files = new HashMap<>();
  private final Map<String, Map<Long, Line>> lines = new HashMap<>();
  private final Addr2Line addr2line;

  public CodeFiles() {
    this("addr2line");
  }

  /// @param addr2line the program's name, or path
  CodeFiles(String addr2line) {
    this.addr2line = new Addr2Line(addr2line);
  }

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

  /// What debug information says of addresses in a file; each of them has a line, perhaps an empty
  /// one.
  Map<Long, Line> lines(String path, Collection<Long> addresses) {
    Map<Long, Line> known = lines.computeIfAbsent(path, file -> new HashMap<>());
    List<Long> unknown =
        addresses.stream().distinct().filter(address -> !known.containsKey(address)).toList();
    if (!unknown.isEmpty() && of(path).isPresent()) known.putAll(addr2line.ask(path, unknown));
    for (long address : unknown) known.putIfAbsent(address, NO_LINE);
    return known;
  }

  /// Whether a file has lines, and nothing here can read them.
  boolean lacksLines(String path) {
    return addr2line.isMissing() && of(path).map(CodeFile::hasLines).orElse(false);
  }
}

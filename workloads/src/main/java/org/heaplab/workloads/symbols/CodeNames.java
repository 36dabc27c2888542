package org.heaplab.workloads.symbols;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.heaplab.workloads.symbols.Addr2Line.Line;
import org.heaplab.workloads.symbols.CodeFile.Function;
import org.heaplab.workloads.symbols.CodeMap.Place;

/// Names of return addresses, as good as they can be had:
///
/// ```text
/// grow (list.c:12)        debug information has the line
/// grow+0x1d (program)     a symbol has the function
/// program+0x11d6          the file is known
/// 0x7f2a40001234          nothing is
/// ```
///
/// A return address is that of the instruction after the call. So function and line are those of
/// the byte before it.
public final class CodeNames {
  private final CodeMap map;
  private final CodeFiles files;
  private boolean lacksLines;

  public CodeNames(CodeMap map, CodeFiles files) {
    this.map = map;
    this.files = files;
  }

  /// Whether lines could be named if the program `addr2line` were installed.
  public boolean lacksLines() {
    return lacksLines;
  }

  /// The name of each address.
  public Map<Long, String> of(Collection<Long> addresses) {
    var names = new HashMap<Long, String>();
    Map<String, Map<Long, Long>> byFile = new LinkedHashMap<>();
    for (long address : addresses) {
      Optional<Place> place = map.find(address - 1);
      if (place.isEmpty()) {
        names.put(address, "0x" + Long.toHexString(address));
      } else if (isFile(place.get())) {
        byFile
            .computeIfAbsent(place.get().file(), file -> new LinkedHashMap<>())
            .put(address, place.get().address());
      } else {
        names.put(address, withoutFile(place.get()));
      }
    }
    byFile.forEach((file, places) -> addNames(file, places, names));
    return names;
  }

  private static boolean isFile(Place place) {
    return !place.file().isEmpty() && !place.file().startsWith("[");
  }

  /// Code that a program makes while it runs is at addresses that mean nothing in another run.
  private static String withoutFile(Place place) {
    return place.file().isEmpty() ? "code made at run time" : place.file();
  }

  private void addNames(String file, Map<Long, Long> places, Map<Long, String> names) {
    Optional<CodeFile> code = files.of(file);
    Map<Long, Line> lines = files.lines(file, places.values());
    lacksLines |= files.lacksLines(file);
    String module = file.substring(file.lastIndexOf('/') + 1);
    places.forEach(
        (address, place) -> {
          Optional<Function> function = code.flatMap(one -> one.function(place));
          names.put(address, name(module, place + 1, function, lines.get(place)));
        });
  }

  /// Without a line, `addr2line` names the nearest function before, whether the place is in it or
  /// not. So then only a symbol counts, and `addr2line` for what C++ and Rust make of its name.
  private static String name(String module, long place, Optional<Function> function, Line line) {
    if (!line.line().isEmpty()) {
      String name = line.function().isEmpty() ? module : line.function();
      return name + " (" + line.line() + ")";
    }
    if (function.isEmpty()) return module + "+0x" + Long.toHexString(place);
    String symbol = function.get().name();
    boolean isMangled = symbol.startsWith("_Z") || symbol.startsWith("_R");
    String name = isMangled && !line.function().isEmpty() ? line.function() : symbol;
    long into = place - function.get().address();
    return name + "+0x" + Long.toHexString(into) + " (" + module + ")";
  }
}

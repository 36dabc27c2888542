package org.heaplab.workloads.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceException;

/// The order of a log's parts by their names: `start-to-page`, `page-to-blank`, `blank-to-exit`.
/// Each part begins where the part before it ends; this order is not alphabetical.
final class PartChain {
  private static final String TO = "-to-";

  private PartChain() {}

  /// Whether the names of all files have the form of parts of a log.
  static boolean isClaimed(List<String> names) {
    return names.stream().allMatch(name -> bare(name).contains(TO));
  }

  /// @throws TraceException when the names do not form one chain
  static List<Part> order(List<Part> parts) {
    if (parts.size() == 1) return parts;
    Map<String, Part> byBeginning = new HashMap<>();
    for (Part part : parts) {
      if (byBeginning.put(beginning(part), part) != null) throw broken(parts);
    }
    var endings = parts.stream().map(PartChain::ending).collect(Collectors.toSet());
    List<Part> first = parts.stream().filter(part -> !endings.contains(beginning(part))).toList();
    if (first.size() != 1) throw broken(parts);
    var chain = new ArrayList<Part>();
    // Each part is removed when it is used, so the chain ends even if a name leads back into it.
    Part part = byBeginning.remove(beginning(first.getFirst()));
    while (part != null) {
      chain.add(part);
      part = byBeginning.remove(ending(part));
    }
    if (chain.size() != parts.size()) throw broken(parts);
    return chain;
  }

  private static String beginning(Part part) {
    return side(part, name -> name.substring(0, name.indexOf(TO)));
  }

  private static String ending(Part part) {
    return side(part, name -> name.substring(name.indexOf(TO) + TO.length()));
  }

  private static String side(Part part, UnaryOperator<String> cut) {
    return cut.apply(bare(part.name()));
  }

  private static String bare(String name) {
    return Trace.nameOf(Path.of(name));
  }

  private static TraceException broken(List<Part> parts) {
    return new TraceException(
        "the parts of a log must be one chain, each ending where the next begins: "
            + parts.stream().map(Part::name).toList());
  }
}

package org.heaplab.paper.edition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.paper.source.Node;
import org.heaplab.paper.source.TextException;
import org.heaplab.paper.source.TextException.Problem;

/// The numbers of sections, tables and figures, as LaTeX counts them.
final class Numbering {
  private final Map<Node, String> ofNodes = new LinkedHashMap<>();
  private final Map<String, String> ofLabels = new LinkedHashMap<>();
  private boolean inAppendix;
  private int section;
  private int subsection;
  private int table;
  private int figure;

  /// @throws TextException when two labels are the same
  Numbering(List<Node> nodes) {
    var problems = new ArrayList<Problem>();
    String last = "";
    for (Node node : nodes) {
      if (!(node instanceof Node.Command command)) continue;
      switch (command.name()) {
        case "appendix" -> {
          inAppendix = true;
          section = 0;
        }
        case "section" -> {
          section++;
          subsection = 0;
          last = section();
          ofNodes.put(node, last);
        }
        case "subsection" -> {
          subsection++;
          last = section() + "." + subsection;
          ofNodes.put(node, last);
        }
        case "resulttable" -> label(command, Integer.toString(++table), problems);
        case "resultfigure" -> label(command, Integer.toString(++figure), problems);
        case "label" -> label(command, command.plain().getFirst(), last, problems);
        default -> {}
      }
    }
    if (!problems.isEmpty()) throw new TextException(problems);
  }

  /// Those of an appendix have letters.
  private String section() {
    return inAppendix ? Character.toString('A' + section - 1) : Integer.toString(section);
  }

  private void label(Node.Command command, String number, List<Problem> problems) {
    ofNodes.put(command, number);
    label(command, command.plain().get(1), number, problems);
  }

  private void label(Node node, String label, String number, List<Problem> problems) {
    if (ofLabels.put(label, number) == null) return;
    problems.add(new Problem(node.place(), "a label must stand once: " + label));
  }

  /// @return empty for what has no number
  String of(Node node) {
    return ofNodes.getOrDefault(node, "");
  }

  /// @throws IllegalArgumentException when there is no such label
  String of(String label) {
    String number = ofLabels.get(label);
    if (number != null) return number;
    throw new IllegalArgumentException("there is no label " + label);
  }
}

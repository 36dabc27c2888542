package org.heaplab.report.text;

import java.util.ArrayList;
import java.util.List;

/// A table in Markdown, its first column to the left, the numbers after it to the right.
final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();

  MarkdownTable(List<String> heads) {
    row(heads);
    var rules = new ArrayList<String>();
    for (int i = 0; i < heads.size(); i++) rules.add(i == 0 ? "---" : "---:");
    row(rules);
  }

  void row(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

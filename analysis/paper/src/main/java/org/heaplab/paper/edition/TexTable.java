package org.heaplab.paper.edition;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.report.table.TextTable.Form;

/// A table in LaTeX (`booktabs`), as wide as the text. Columns of many words share what the others
/// leave.
final class TexTable {
  /// A column whose title or longest entry has more letters is broken into lines.
  private static final int LONGEST_UNBROKEN = 26;

  private final TextTable table;

  private TexTable(TextTable table) {
    this.table = table;
  }

  static String of(TextTable table) {
    return new TexTable(table).written();
  }

  private String written() {
    List<Integer> columns = IntStream.range(0, table.columns().size()).boxed().toList();
    String kinds = columns.stream().map(this::kind).collect(Collectors.joining());
    boolean broken = columns.stream().anyMatch(this::isLong);
    String begin = broken ? "\\begin{tabularx}{\\linewidth}" : "\\begin{tabular}";
    String end = broken ? "\\end{tabularx}" : "\\end{tabular}";
    var tex = new StringBuilder("%s{@{}%s@{}}%n\\toprule%n".formatted(begin, kinds));
    tex.append(row(columns.stream().map(this::head).toList())).append("\\midrule\n");
    for (List<Entry> row : table.rows())
      tex.append(row(row.stream().map(TexTable::entry).toList()));
    return tex.append("\\bottomrule\n%s%n".formatted(end)).toString();
  }

  private String kind(int column) {
    if (isLong(column)) return "L";
    return table.isOfNumbers(column) ? "r" : "l";
  }

  private boolean isLong(int column) {
    return table.columns().get(column).length() > LONGEST_UNBROKEN
        || table.rows().stream()
            .anyMatch(row -> row.get(column).whole().length() > LONGEST_UNBROKEN);
  }

  private String head(int column) {
    return "\\textbf{%s}".formatted(TexText.breakable(table.columns().get(column)));
  }

  private static String row(List<String> cells) {
    return String.join(" & ", cells) + " \\\\\n";
  }

  private static String entry(Entry entry) {
    String text = TexText.breakable(entry.text());
    if (entry.form() == Form.CODE) text = "\\texttt{%s}".formatted(text);
    return entry.note().isEmpty()
        ? text
        : text + " \\note{%s}".formatted(TexText.breakable(entry.note()));
  }
}

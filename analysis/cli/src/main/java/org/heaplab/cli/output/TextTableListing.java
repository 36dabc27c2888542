package org.heaplab.cli.output;

import java.util.List;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;

/// A table of the report on a terminal, under its caption and note.
public record TextTableListing(TextTable table) {
  @Override
  public String toString() {
    var lines = new ConsoleTable();
    for (int column = 0; column < table.columns().size(); column++) {
      lines.column(table.columns().get(column), table.isOfNumbers(column));
    }
    for (List<Entry> row : table.rows()) lines.row(row.stream().map(Entry::whole).toList());
    return table.about() + "\n\n" + lines;
  }
}

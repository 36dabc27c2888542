package org.heaplab.report.workload;

import java.util.List;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.WorkloadTables;

/// What allocators hold when adversaries ask for the worst, beside what theory says.
public final class AdversariesTable {
  private AdversariesTable() {}

  /// None where there is nothing of it.
  public static List<TextTable> of(ExperimentResults results) {
    var table =
        new TextTable.Builder(
                "Adversaries that see the addresses of blocks: what is held over what is live, and the least that theory says an adversary can make of any heap that moves no block, or pages that each hold a locked block. Headers and rounding are in what is held, not in the bound.")
            .columns("adversary", "allocator", "live", "held", "held ÷ live")
            .columns("bound ÷ live", "held ÷ bound");
    for (ComparedAllocator allocator : results.allocators()) {
      Cell alone = results.alone().get(allocator.name());
      if (alone == null) continue;
      for (Row row : alone.series(WorkloadTables.ADVERSARY).rows()) table.row(row(allocator, row));
    }
    TextTable built = table.build();
    return built.rows().isEmpty() ? List.of() : List.of(built);
  }

  private static List<Entry> row(ComparedAllocator allocator, Row row) {
    double bound = row.number("bound");
    return List.of(
        Entry.words(row.text("adversary")),
        Entry.code(allocator.name()),
        number(Unit.BYTES, row.number("live_bytes")),
        number(Unit.BYTES, row.number("footprint_bytes")),
        number(Unit.RATIO, row.number("ratio")),
        number(Unit.RATIO, bound),
        number(Unit.RATIO, row.number("ratio") / bound));
  }

  private static Entry number(Unit unit, double value) {
    return Double.isNaN(value) ? Entry.NONE : Entry.number(unit.format(value), value);
  }
}

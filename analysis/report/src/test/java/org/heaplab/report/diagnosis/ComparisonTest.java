package org.heaplab.report.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final ComparedAllocator OWN = MadeUp.rival("usual");

  private static Cell cell(String trace, long live, long held) {
    return MadeUp.cell(
        OWN,
        trace,
        Map.of(
            "peak_live_bytes",
            live,
            "peak_footprint_bytes",
            held,
            "end_footprint_bytes",
            held,
            "mean_ratio",
            1.2));
  }

  private static Cell sizes(Cell cell, long upTo, long blocks, long bytes) {
    return cell.add(
        Row.of(
            Tables.SIZE,
            new Key(cell.key().experiment(), cell.trace(), ""),
            Map.of(
                "up_to",
                upTo,
                "requests",
                blocks,
                "blocks_at_peak",
                blocks,
                "bytes_at_peak",
                bytes,
                "blocks_at_end",
                0,
                "bytes_at_end",
                0)));
  }

  private static List<Finding> compared(Cell before, Cell after) {
    TraceResults one = MadeUp.trace("before", before);
    TraceResults other = MadeUp.trace("after", after);
    var results =
        MadeUp.results(MadeUp.about("own", OWN.name(), List.of()), List.of(OWN), one, other);
    return Comparison.of(new MeasuredTrace(results, one), new MeasuredTrace(results, other));
  }

  @Test
  void whatGrewIsSaidByHowMuchAndWhere() {
    Cell before = sizes(sizes(cell("before", 1000, 1200), 64, 10, 600), 128, 4, 400);
    Cell after = sizes(sizes(cell("after", 2000, 2300), 64, 10, 600), 128, 14, 1400);
    List<Finding> findings = compared(before, after);
    assertEquals("91.7 % more", findings.getFirst().verdict());
    assertEquals("live data", findings.get(1).verdict());
    assertEquals("65 B to 128 B", findings.get(2).verdict());
    assertEquals("65 B to 128 B: 400 B → 1.37 KiB in 4 → 14 blocks.", findings.get(2).evidence());
  }

  @Test
  void moreWasteIsNotMoreLiveData() {
    List<Finding> findings = compared(cell("before", 1000, 1200), cell("after", 1000, 1800));
    assertEquals("what is not live", findings.get(1).verdict());
    assertTrue(
        findings.get(1).evidence().contains("+0 B is live data and +600 B is not"),
        findings.get(1).evidence());
    assertEquals(2, findings.size());
  }

  @Test
  void aSmallDifferenceIsNone() {
    List<Finding> findings = compared(cell("before", 1000, 1200), cell("after", 1001, 1203));
    assertEquals("as much", findings.getFirst().verdict());
    assertEquals("neither", findings.get(1).verdict());
  }

  @Test
  void aBandThatOneTraceLacksCountsAsNothing() {
    Cell before = cell("before", 1000, 1200);
    Cell after = sizes(cell("after", 2000, 2300), 4096, 1, 3000);
    Finding sizes = compared(before, after).get(2);
    assertEquals("2.00 KiB to 4.00 KiB", sizes.verdict());
    assertTrue(
        sizes.evidence().startsWith("2.00 KiB to 4.00 KiB: 0 B → 2.93 KiB in 0 → 1 blocks"),
        sizes.evidence());
  }
}

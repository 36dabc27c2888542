package org.heaplab.report.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.heaplab.report.diagnosis.TraceChanges.Demand;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;

final class TraceChangesTest {
  private static Row band(long upTo, long requests, long blocks, long bytes) {
    return Row.of(
        Tables.SIZE,
        new Key("", "app", ""),
        Map.of(
            "up_to",
            upTo,
            "requests",
            requests,
            "blocks_at_peak",
            blocks,
            "bytes_at_peak",
            bytes,
            "blocks_at_end",
            0,
            "bytes_at_end",
            0));
  }

  @Test
  void liveBytesAndSizesAreSaidByHowMuch() {
    List<Finding> findings =
        TraceChanges.of(
            new Demand("old", 1000, 14, 0, List.of(band(64, 100, 10, 600), band(128, 4, 4, 400))),
            new Demand("new", 1500, 22, 0, List.of(band(64, 300, 10, 600), band(128, 9, 9, 900))));
    assertEquals(3, findings.size());
    assertEquals("How much more is live, from old to new?", findings.getFirst().question());
    assertEquals("50.0 % more", findings.getFirst().verdict());
    assertEquals("65 B to 128 B: 400 B → 900 B in 4 → 9 blocks.", findings.get(1).evidence());
    assertEquals("33 B to 64 B", findings.get(2).verdict());
    assertEquals(
        "33 B to 64 B: 100 → 300 requests; 65 B to 128 B: 4 → 9 requests.",
        findings.get(2).evidence());
  }

  @Test
  void theSameTwiceDiffersInNothing() {
    var same = new Demand("app", 1000, 14, 10, List.of(band(64, 100, 10, 600)));
    List<Finding> findings = TraceChanges.of(same, same);
    assertEquals(1, findings.size());
    assertEquals("as much", findings.getFirst().verdict());
  }

  @Test
  void whatWasNotThereBeforeHasNoShare() {
    assertEquals("none before", Change.between(0, 5));
    assertEquals("as much", Change.between(0, 0));
    assertEquals("100.0 % less", Change.between(5, 0));
  }
}

package org.heaplab.report.quantity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.results.Run;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.metric.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantitiesTest {
  private static final String ON = "space";

  private final Quantities quantities =
      new Quantities(
          new ReferenceRuns(
              Map.of(
                  "first",
                  run(
                      trace("cc1", ReplayedWorkload.ORDINARY, 1.0, 2.0, 4.0),
                      trace("lua", ReplayedWorkload.ORDINARY, 4.0, 8.0, 6.0),
                      trace("redis", ReplayedWorkload.LONG_RUNNING, 3.0, 2.0, 9.0)))));

  private static final ComparedAllocator OWN = MadeUp.java("own", "");
  private static final ComparedAllocator FIRST = MadeUp.java("first", "");
  private static final ComparedAllocator BEST = MadeUp.java("best", "");

  /// Three heaps of ours, so that what they have is exact.
  private static TraceResults trace(
      String name, String group, double own, double first, double best) {
    return MadeUp.ofGroup(
        group, name, cell(OWN, name, own), cell(FIRST, name, first), cell(BEST, name, best));
  }

  private static Cell cell(ComparedAllocator allocator, String trace, double ratio) {
    return MadeUp.cell(allocator, trace, Map.of("mean_ratio", ratio));
  }

  private static Run run(TraceResults... traces) {
    var rivals = List.of(new RivalGroup("others", List.of("first", "best")));
    return MadeUp.run(
        MadeUp.results(MadeUp.about(ON, "own", rivals), List.of(OWN, FIRST, BEST), traces));
  }

  @ParameterizedTest
  @CsvSource({
    "mean/space/mean_ratio/own/ordinary, 2.000",
    "mean/space/mean_ratio/own/all, 2.289",
    "on/space/mean_ratio/own/lua, 4.000",
    "over/space/mean_ratio/own/first/ordinary, 0.500",
    "over/space/mean_ratio/own/others/ordinary, 0.577",
    "most/space/mean_ratio/own/all, 4.000",
    "least/space/mean_ratio/own/all, 1.000",
    "mostover/space/mean_ratio/own/others/all, 1.500",
    "leastover/space/mean_ratio/own/others/all, 0.500",
    "traces/space/ordinary, 2",
    "traces/space/all, 3",
    "processes/space, 10"
  })
  void aQuantityIsFoundByWhatItIs(String key, String value) {
    assertEquals(value, quantities.find(key).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "median/space/mean_ratio/own/all",
        "mean/space/mean_ratio/own",
        "mean/space/mean_ratio//all",
        "mean/time/mean_ratio/own/all",
        "mean/space/waste/own/all",
        "mean/space/mean_ratio/other/all",
        "mean/space/mean_ratio/own/short",
        "mean/space/ns_per_op/own/all",
        "on/space/mean_ratio/own/perl",
        "over/space/mean_ratio/own/other/all"
      })
  void whatThereIsNotIsRefused(String key) {
    assertThrows(IllegalArgumentException.class, () -> quantities.find(key));
  }

  @Test
  void aDirectionThatDoesNotHoldIsRefused() {
    Quantity half = quantities.find("over/space/mean_ratio/own/first/ordinary");
    assertEquals("50.0 %", half.below());
    assertThrows(IllegalStateException.class, half::above);
    Quantity twice = quantities.find("mean/space/mean_ratio/own/ordinary");
    assertEquals("100.0 %", twice.above());
    assertThrows(IllegalStateException.class, twice::below);
  }

  @Test
  void anExperimentIsInOneRunOnly() {
    Run run = run();
    assertThrows(
        IllegalArgumentException.class,
        () -> new ReferenceRuns(Map.of("first", run, "second", run)));
  }
}

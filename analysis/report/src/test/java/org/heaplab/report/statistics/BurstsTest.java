package org.heaplab.report.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.report.statistics.Bursts.Line;
import org.heaplab.report.statistics.Bursts.Place;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;

class BurstsTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");
  private static final List<ComparedAllocator> RIVALS =
      List.of(MadeUp.rival("usual"), MadeUp.rival("slow"), MadeUp.rival("fast"));

  /// Two operations for each block.
  private static Cell cell(ComparedAllocator allocator, double nanos) {
    Map<String, Object> values = Map.of("ops", 200, "blocks", 100);
    return MadeUp.cell(allocator, "one", values, nanos, nanos, nanos);
  }

  private static ExperimentResults results() {
    var locks = new Cell(new Key("e", "", "ours"));
    for (int round = 0; round < 3; round++) {
      lock(locks, 4000, round, 10, 30);
      lock(locks, 8, round, 1, 3 + round);
    }
    return new ExperimentResults(
        MadeUp.about("e", "ours", List.of(MadeUp.natives("usual", "slow", "fast"))),
        List.of(
            MadeUp.trace(
                "one",
                cell(OURS, 10),
                cell(RIVALS.get(0), 20),
                cell(RIVALS.get(1), 30),
                cell(RIVALS.get(2), 5))),
        List.of(OURS, RIVALS.get(0), RIVALS.get(1), RIVALS.get(2)),
        Map.of("ours", locks));
  }

  private static void lock(Cell cell, int blocks, int round, double plain, double locked) {
    cell.add(
        Row.of(
            Tables.LOCK,
            cell.key(),
            Map.of("blocks", blocks, "round", round, "plain_ns", plain, "locked_ns", locked)));
  }

  private static Place inCache() {
    return Bursts.of(results()).orElseThrow().places().getFirst();
  }

  @Test
  void theFirstNativeAndTheFastestAreTheRivals() {
    List<Line> rivals = inCache().rivals();
    assertEquals(
        List.of("usual", "fast"), rivals.stream().map(one -> one.allocator().name()).toList());
  }

  @Test
  void theFewestBlocksComeFirst() {
    List<Place> places = Bursts.of(results()).orElseThrow().places();
    assertEquals(List.of(8L, 4000L), places.stream().map(Place::blocks).toList());
  }

  @Test
  void aBlockCostsItsOperationsAndItsBursts() {
    Line ours = inCache().subject();
    assertEquals(20 + 10 * 4, ours.at(10).value(), 1e-9);
    assertEquals(20 + 10 * 3, ours.at(10).low(), 1e-9);
    assertEquals(40 + 10, inCache().rivals().getFirst().at(10).value(), 1e-9);
    assertEquals(1.2, ours.over(inCache().rivals().getFirst(), 10).value(), 1e-9);
  }

  @Test
  void linesCrossWhereBothCostTheSame() {
    Line ours = inCache().subject();
    Estimate crossing = ours.crossing(inCache().rivals().getFirst());
    assertEquals(20.0 / 3, crossing.value(), 1e-6);
    assertEquals(20.0 / 4, crossing.low(), 1e-6);
    assertEquals(20.0 / 2, crossing.high(), 1e-6);
    assertEquals(Bursts.FEWEST, ours.crossing(inCache().rivals().getLast()).value());
  }

  @Test
  void withoutLocksThereIsNothingToShow() {
    ExperimentResults results = results();
    assertTrue(
        Bursts.of(
                new ExperimentResults(
                    results.experiment(), results.traces(), results.allocators(), Map.of()))
            .isEmpty());
  }

  @Test
  void onlyTracesOnWhichAllWereTimedCount() {
    ExperimentResults all = results();
    var more = new ArrayList<>(all.traces());
    more.add(MadeUp.trace("two", MadeUp.cell(OURS, "two", Map.of("ops", 1, "blocks", 1), 3)));
    more.add(MadeUp.trace("three", MadeUp.cell(OURS, "three", Map.of("ops", 1, "blocks", 1))));
    var results = new ExperimentResults(all.experiment(), more, all.allocators(), all.alone());
    assertEquals(1, Bursts.of(results).orElseThrow().traces().size());
  }
}

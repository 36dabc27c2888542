package org.heaplab.report.bars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heaplab.report.results.Allocator;
import org.heaplab.report.results.Cell;
import org.heaplab.report.results.Experiment;
import org.heaplab.report.results.LockTimes;
import org.heaplab.report.results.Subject;
import org.junit.jupiter.api.Test;

class HandleBarsTest {
  private static final double NONE = Double.NaN;

  /// A trace on which everything is as good as it has to be, and nothing better.
  private static final Map<String, Double> JUST_ENOUGH =
      Map.of(
          "peak_ratio", 1.09,
          "mean_ratio", 1.14,
          "peak_footprint_bytes", 10e6,
          "footprint_bytes_at_peak", 100_000.0,
          "metadata_bytes_at_peak", 9_500.0,
          "live_blocks_at_peak", 1_000.0,
          "max_pause_ns", 1e6,
          "min_heap_bytes", 105_000.0,
          "peak_packed_bytes", 100_000.0,
          "moved_bytes", 200.0);

  private static final LockTimes JUST_FAST_ENOUGH = locks(256, 3, 3, 3);

  /// @param lockedNanos of each round, in which reading alone takes 1 ns
  private static LockTimes locks(int blocks, double... lockedNanos) {
    double[] plain = new double[lockedNanos.length];
    Arrays.fill(plain, 1);
    return new LockTimes("handle", blocks, plain, lockedNanos);
  }

  private static Cell cell(String name, String kind, Map<String, Double> columns, double... nanos) {
    return new Cell(
        new Allocator(name, kind.equals("java") ? "handle" : "general", kind),
        true,
        columns,
        true,
        true,
        "",
        Optional.empty(),
        nanos,
        Optional.empty());
  }

  private static Cell handle(Map<String, Double> changes) {
    var columns = new HashMap<>(JUST_ENOUGH);
    columns.put("allocated_bytes", 1_000.0);
    columns.putAll(changes);
    return cell("handle", "java", columns, 40, 41, 42);
  }

  private static Cell rival(String name, double peak, double mean, double nanos) {
    return cell(name, "native", Map.of("peak_ratio", peak, "mean_ratio", mean), nanos);
  }

  private static Subject trace(String name, Cell handle) {
    return new Subject(
        "handle-bars",
        name,
        true,
        List.of(
            handle,
            rival("glibc", 1.2, 1.3, 41),
            rival("mimalloc", 1.3, 1.4, 30),
            rival("mimalloc-system", 1.09, 1.2, 20.5),
            rival("tbb", 1, 1, 1)));
  }

  private static HandleBars bars(Subject... traces) {
    return bars(List.of(JUST_FAST_ENOUGH), traces);
  }

  private static HandleBars bars(List<LockTimes> locks, Subject... traces) {
    return HandleBars.of(new Experiment("handle-bars", List.of(traces), List.of(), locks))
        .orElseThrow();
  }

  private static List<Outcome> outcomes(HandleBars bars) {
    return bars.bars().stream().map(Bar::outcome).toList();
  }

  private static Bar bar(String figure, HandleBars bars) {
    return bars.bars().stream()
        .filter(one -> one.figure().contains(figure))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsExactlyAtItsBarHasMetIt() {
    assertEquals(
        List.of(
            Outcome.BAR_MET,
            Outcome.BAR_MET,
            Outcome.BAR_MET,
            Outcome.BAR_MET,
            Outcome.BAR_MET,
            Outcome.BAR_MET,
            Outcome.BAR_MET,
            Outcome.BAR_MET,
            Outcome.BAR_MET,
            Outcome.BAR_MET),
        outcomes(bars(trace("one", handle(Map.of())))));
  }

  @Test
  void theBestOfTheFourFamiliesCountsAndNobodyElse() {
    TraceBar one = bars(trace("one", handle(Map.of()))).traces().getFirst();
    assertEquals("mimalloc-system", one.bestPeak());
    assertEquals("mimalloc-system", one.bestMean());
    assertEquals(1, one.peakToBest());
    assertEquals(0.95, one.meanToBest(), 1e-12);
  }

  @Test
  void theWorstTraceDecides() {
    HandleBars bars =
        bars(
            trace("one", handle(Map.of("peak_ratio", 0.9))),
            trace("two", handle(Map.of("peak_ratio", 1.0901))));
    Bar peak = bar("peak ratio over", bars);
    assertEquals(Outcome.MISSED, peak.outcome());
    assertTrue(peak.measured().contains("on two"), peak.measured());
    assertTrue(peak.measured().contains("1 of 2 traces"), peak.measured());
    assertEquals(Outcome.AIM_MET, bars.traces().getFirst().peak());
    assertEquals(Outcome.MISSED, bars.traces().getLast().peak());
  }

  @Test
  void aTraceThatWasNotMeasuredIsNotMet() {
    HandleBars bars =
        bars(trace("one", handle(Map.of("min_heap_bytes", NONE))), trace("two", handle(Map.of())));
    assertEquals(Outcome.NOT_MEASURED, bar("smallest heap", bars).outcome());
  }

  @Test
  void aMissOnOneTraceIsAMissThoughAnotherIsOpen() {
    HandleBars bars =
        bars(
            trace("one", handle(Map.of("min_heap_bytes", NONE))),
            trace("two", handle(Map.of("min_heap_bytes", 106_000.0))));
    assertEquals(Outcome.MISSED, bar("smallest heap", bars).outcome());
  }

  @Test
  void theAimForMetadataAllowsForLessOfTheFootprint() {
    assertEquals(Outcome.MISSED, metadata(9_501));
    assertEquals(Outcome.BAR_MET, metadata(6_001));
    assertEquals(Outcome.AIM_MET, metadata(6_000));
  }

  private static Outcome metadata(double bytes) {
    return bar("metadata", bars(trace("one", handle(Map.of("metadata_bytes_at_peak", bytes)))))
        .outcome();
  }

  @Test
  void timeIsAgainstTheFastestOfAFamily() {
    Bar time = bar("time", bars(trace("one", handle(Map.of()))));
    assertEquals("× 1.000 glibc's, × 2.000 mimalloc's, on 1 of 1 traces", time.measured());
  }

  @Test
  void lockingCountsByWhatItAddsWhereItAddsMost() {
    Bar lock = bar("lock + unlock", bars(List.of(locks(8, 1.5, 1.7, 1.9), locks(4000, 4, 4, 4))));
    assertEquals(
        "0.70 ns (0.20–1.20 ns) over 8 blocks, 3 ns (3–3 ns) over 4\u202f000 blocks",
        lock.measured());
    assertEquals(Outcome.MISSED, lock.outcome());
    assertEquals(Outcome.AIM_MET, bar("lock + unlock", bars(List.of(locks(8, 2, 2)))).outcome());
    assertEquals(
        Outcome.BAR_MET, bar("lock + unlock", bars(List.of(locks(8, 2.1, 2.1)))).outcome());
  }

  @Test
  void locksOfOthersAndThoseThatWereNotTimedLeaveTheBarOpen() {
    var other = new LockTimes("jeff", 8, new double[] {1}, new double[] {1.5});
    for (List<LockTimes> locks : List.of(List.<LockTimes>of(), List.of(other))) {
      Bar lock = bar("lock + unlock", bars(locks));
      assertEquals(Outcome.NOT_MEASURED, lock.outcome());
      assertEquals("–", lock.measured());
    }
  }

  @Test
  void aPauseInALargerHeapDoesNotCount() {
    var large = handle(Map.of("peak_footprint_bytes", 300e6, "max_pause_ns", 5e6));
    HandleBars bars = bars(trace("large", large), trace("small", handle(Map.of())));
    assertEquals(Outcome.BAR_MET, bar("longest pause", bars).outcome());
  }

  @Test
  void aHandleHeapThatMisbehavedHasMetNothing() {
    Cell fine = handle(Map.of());
    var broken =
        new Cell(
            fine.allocator(),
            true,
            fine.columns(),
            true,
            false,
            "overlap",
            Optional.empty(),
            fine.nanosPerOperation(),
            Optional.empty());
    for (Outcome outcome : outcomes(bars(List.of(), trace("one", broken)))) {
      assertEquals(Outcome.NOT_MEASURED, outcome);
    }
  }

  @Test
  void anotherExperimentHasNoBars() {
    assertTrue(HandleBars.of(new Experiment("survey", List.of(), List.of(), List.of())).isEmpty());
  }
}

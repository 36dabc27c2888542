package org.heaplab.report.bars;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.Bar;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.metric.Basis;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Kind;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;

class MeasuredBarTest {
  private static final ComparedAllocator SUBJECT = MadeUp.java("ours", "of ours");
  private static final List<ComparedAllocator> ALLOCATORS =
      List.of(
          SUBJECT,
          MadeUp.rival("slow"),
          MadeUp.rival("fast"),
          MadeUp.rival("fast-system"),
          MadeUp.rival("other"));

  private static final Bar PEAK_TO_BEST =
      Bar.ofWorst("peak to best", Metrics.PEAK_RATIO, 1.0, 0.95).against(RivalGroup.NATIVE);
  private static final Bar MEAN_OF_PEAKS =
      Bar.ofMean("mean of peaks", Metrics.PEAK_RATIO, 1.09, 1.06);
  private static final Bar TIME =
      Bar.ofMean("time to slow", Metrics.NS_PER_OP, 1.0, null).against("slow");
  private static final Bar TIME_AIM =
      Bar.ofMean("time to the fast", Metrics.NS_PER_OP, null, 1.0).against("fast-system");
  private static final Bar METADATA =
      Bar.ofWorst("metadata", Metrics.METADATA_PER_BLOCK, 8.0, 5.0).besides(0.015);
  private static final Bar LOCK = Bar.ofWorst("lock", Metrics.LOCK_NS, 2.0, 1.0);
  private static final Bar PAUSE =
      Bar.ofWorst("pause", Metrics.MAX_PAUSE_NS, 1e6, 200e3).upTo(256 << 20);
  private static final Bar SMALLEST =
      Bar.ofWorst("smallest heap", Metrics.MIN_HEAP_TO_PACKED, 1.05, 1.02);
  private static final Bar MOVED = Bar.ofWorst("moved", Metrics.MOVED_SHARE, 0.2, 0.05);
  private static final List<Bar> ALL =
      List.of(PEAK_TO_BEST, MEAN_OF_PEAKS, TIME, TIME_AIM, METADATA, LOCK, PAUSE, SMALLEST, MOVED);

  /// A trace on which everything is as good as it has to be, and nothing better.
  private static final Map<String, Object> JUST_ENOUGH =
      Map.ofEntries(
          Map.entry("peak_ratio", 1.09),
          Map.entry("mean_ratio", 1.14),
          Map.entry("peak_footprint_bytes", 10_000_000),
          Map.entry("footprint_bytes_at_peak", 100_000),
          Map.entry("metadata_bytes_at_peak", 9_500),
          Map.entry("live_blocks_at_peak", 1_000),
          Map.entry("max_pause_ns", 1_000_000),
          Map.entry("min_heap_bytes", 105_000),
          Map.entry("peak_packed_bytes", 100_000),
          Map.entry("allocated_bytes", 1_000),
          Map.entry("moved_bytes", 200));

  private static Cell subject(String trace, Map<String, Object> changes) {
    var values = new HashMap<>(JUST_ENOUGH);
    values.putAll(changes);
    return MadeUp.cell(SUBJECT, trace, values, 41);
  }

  private static Cell without(String trace, String column) {
    var values = new HashMap<>(JUST_ENOUGH);
    values.remove(column);
    return MadeUp.cell(SUBJECT, trace, values, 41);
  }

  private static Cell rival(int index, String trace, double peak, double mean, double nanos) {
    Cell cell =
        MadeUp.cell(
            ALLOCATORS.get(index), trace, Map.of("peak_ratio", peak, "mean_ratio", mean), nanos);
    for (int i = 0; i < MadeUp.PROCESSES; i++) {
      Map<String, Object> row = Map.of("process", i, "peak_ratio", peak, "mean_ratio", mean);
      cell.add(Row.of(Tables.PROCESS, cell.key(), row));
    }
    return cell;
  }

  private static TraceResults trace(Cell subject) {
    String name = subject.trace();
    return MadeUp.trace(
        name,
        subject,
        rival(1, name, 1.2, 1.3, 41),
        rival(2, name, 1.3, 1.4, 30),
        rival(3, name, 1.09, 1.2, 20.5),
        rival(4, name, 1, 1, 1));
  }

  private static ExperimentResults results(Map<String, Cell> alone, Cell... subjects) {
    var experiment =
        MadeUp.about(
            "held",
            "ours",
            List.of(MadeUp.natives("slow", "fast", "fast-system")),
            ALL.toArray(Bar[]::new));
    List<TraceResults> traces = List.of(subjects).stream().map(MeasuredBarTest::trace).toList();
    return new ExperimentResults(experiment, traces, ALLOCATORS, alone);
  }

  /// @param lockedNanos of each round, in which reading alone takes 1 ns
  private static void lock(Cell cell, int blocks, double... lockedNanos) {
    for (int round = 0; round < lockedNanos.length; round++) {
      cell.add(
          Row.of(
              Tables.LOCK,
              cell.key(),
              Map.of(
                  "blocks",
                  blocks,
                  "round",
                  round,
                  "plain_ns",
                  1.0,
                  "locked_ns",
                  lockedNanos[round])));
    }
  }

  private static Cell alone() {
    return new Cell(new Key("held", "", "ours"));
  }

  private static MeasuredBar measured(Bar bar, ExperimentResults results) {
    return MeasuredBar.of(results, bar, Metrics.find(bar.metric()).orElseThrow(), "ours");
  }

  private static MeasuredBar measured(Bar bar, Cell... subjects) {
    return measured(bar, results(Map.of(), subjects));
  }

  private static MeasuredBar measuredLock(Cell cell) {
    return measured(LOCK, results(Map.of("ours", cell), subject("one", Map.of())));
  }

  @Test
  void whatIsExactlyAtItsBarHasMetIt() {
    Cell locks = alone();
    lock(locks, 256, 3, 3, 3);
    for (Bar bar : ALL) {
      Outcome outcome =
          measured(bar, results(Map.of("ours", locks), subject("one", Map.of()))).outcome();
      assertEquals(
          bar.equals(TIME_AIM) ? Outcome.AIM_MISSED : Outcome.BAR_MET, outcome, bar.figure());
    }
  }

  @Test
  void theBestOfTheRivalsCountsAndNoOther() {
    ExperimentResults results = results(Map.of(), subject("one", Map.of()));
    var trace = new OnTrace(results, results.traces().getFirst(), SUBJECT);
    List<String> rivals = List.of("slow", "fast", "fast-system");
    for (Metric metric : List.of(Metrics.PEAK_RATIO, Metrics.MEAN_RATIO)) {
      assertEquals("fast-system", trace.best(metric, rivals).orElseThrow().allocator().name());
    }
    assertEquals(1, trace.figure(PEAK_TO_BEST, Metrics.PEAK_RATIO).estimate().value());
  }

  @Test
  void theWorstTraceDecides() {
    MeasuredBar peak =
        measured(
            PEAK_TO_BEST,
            subject("one", Map.of("peak_ratio", 0.9)),
            subject("two", Map.of("peak_ratio", 1.0901)));
    assertEquals(Outcome.MISSED, peak.outcome());
    assertEquals(
        "× 1.000 (1.000–1.000) on two, the worst; 1 of 2 traces meet the bar", peak.measured());
  }

  @Test
  void aTraceThatWasNotMeasuredIsNotMet() {
    assertEquals(
        Outcome.NOT_MEASURED,
        measured(SMALLEST, without("one", "min_heap_bytes"), subject("two", Map.of())).outcome());
  }

  @Test
  void aMissOnOneTraceIsAMissThoughAnotherIsOpen() {
    assertEquals(
        Outcome.MISSED,
        measured(
                SMALLEST,
                without("one", "min_heap_bytes"),
                subject("two", Map.of("min_heap_bytes", 106_000)))
            .outcome());
  }

  @Test
  void aShareOfTheFootprintIsAllowedBesides() {
    assertEquals(Outcome.MISSED, metadata(9_501).outcome());
    assertEquals(Outcome.BAR_MET, metadata(6_501).outcome());
    assertEquals(Outcome.AIM_MET, metadata(6_500).outcome());
    assertEquals(
        "5 B exact + 1.5 % of F on one, the worst; 1 of 1 traces meet the bar",
        metadata(6_500).measured());
  }

  private static MeasuredBar metadata(int bytes) {
    return measured(METADATA, subject("one", Map.of("metadata_bytes_at_peak", bytes)));
  }

  @Test
  void timeIsAgainstTheFastestThatANameStandsFor() {
    assertEquals(
        "× 1.000 (1.000–1.000), 1 trace", measured(TIME, subject("one", Map.of())).measured());
    assertEquals(
        "× 2.000 (2.000–2.000), 1 trace", measured(TIME_AIM, subject("one", Map.of())).measured());
  }

  @Test
  void aTraceThatWasNotTimedIsLeftOutOfTheMean() {
    Cell untimed = MadeUp.cell(SUBJECT, "two", JUST_ENOUGH);
    MeasuredBar time = measured(TIME, subject("one", Map.of()), untimed);
    assertEquals("× 1.000 (1.000–1.000), 1 of 2 traces", time.measured());
    assertEquals(Outcome.BAR_MET, time.outcome());
  }

  @Test
  void lockingCountsByWhatItAddsWhereItAddsMost() {
    Cell both = alone();
    lock(both, 8, 1.5, 1.7, 1.9);
    lock(both, 4000, 4, 4, 4);
    assertEquals(
        "0.70 ns (0.20–1.20 ns) over 8 blocks, 3 ns (3–3 ns) over 4,000 blocks",
        measuredLock(both).measured());
    assertEquals(Outcome.MISSED, measuredLock(both).outcome());
    Cell fast = alone();
    lock(fast, 8, 2, 2);
    assertEquals(Outcome.AIM_MET, measuredLock(fast).outcome());
    Cell slower = alone();
    lock(slower, 8, 2.1, 2.1);
    assertEquals(Outcome.BAR_MET, measuredLock(slower).outcome());
  }

  @Test
  void locksOfOthersAndThoseThatWereNotTimedLeaveTheBarOpen() {
    Cell other = new Cell(new Key("held", "", "other"));
    lock(other, 8, 1.5);
    for (Map<String, Cell> alone : List.of(Map.<String, Cell>of(), Map.of("other", other))) {
      MeasuredBar lock = measured(LOCK, results(alone, subject("one", Map.of())));
      assertEquals(Outcome.NOT_MEASURED, lock.outcome());
      assertEquals("–", lock.measured());
    }
  }

  @Test
  void anotherMetricOfAnAllocatorAloneIsWrittenWithItsUnit() {
    var reading =
        new Metric(
            "read_ns",
            "read",
            Kind.REAL,
            Unit.NANOS,
            Basis.LOCK,
            "To read.",
            cell -> cell.series(Tables.LOCK).numbers("plain_ns")[0],
            null);
    Cell cell = alone();
    lock(cell, 8, 2, 2);
    ExperimentResults results = results(Map.of("ours", cell), subject("one", Map.of()));
    MeasuredBar bar = MeasuredBar.of(results, LOCK, reading, "ours");
    assertEquals("1 ns no interval", bar.measured());
    assertEquals(Outcome.CANNOT_TELL, bar.outcome());
  }

  @Test
  void aPauseInALargerHeapDoesNotCount() {
    var large =
        Map.<String, Object>of("peak_footprint_bytes", 300_000_000, "max_pause_ns", 5_000_000);
    assertEquals(
        Outcome.BAR_MET,
        measured(PAUSE, subject("large", large), subject("small", Map.of())).outcome());
  }

  @Test
  void aSubjectThatMisbehavedHasMetNothing() {
    Cell broken = subject("one", Map.of("valid", false, "reason", "overlap"));
    for (Bar bar : ALL) {
      assertEquals(Outcome.NOT_MEASURED, measured(bar, broken).outcome(), bar.figure());
    }
  }
}

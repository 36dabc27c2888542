package org.heaplab.cli.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.heaplab.allocators.foreign.ForeignLibrary;
import org.heaplab.allocators.foreign.Linkage;
import org.heaplab.allocators.foreign.Symbols;
import org.heaplab.measure.MeasuredAllocators;
import org.heaplab.measure.Progress;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.measure.experiment.Runner;
import org.heaplab.measure.experiment.Suite;
import org.heaplab.measure.experiment.TraceSource;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.question.Experiments;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.report.Report;
import org.heaplab.results.RunFolder;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.manifest.Shard;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.table.Tables;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.record.CSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two allocators of which the answer is known, one in C and its twin in Java, from the replay to
/// the cells of the report. Whoever doubles a footprint or halves a time anywhere between is found
/// here.
class OracleTest {
  private static final int BLOCKS = 2000;
  private static final long PAGE_BYTES = 4096;
  private static final long STARTUP_PAGES = 100;
  private static final String NATIVE = "oracle-c";

  /// A page or two of the process's own, of six thousand.
  private static final double SPACE_TOLERANCE = 0.001;

  /// What the replay itself takes is in the times too.
  private static final double TIME_TOLERANCE = 0.05;

  @TempDir static Path folder;

  private static Map<String, Cell> steady;
  private static Map<String, Cell> thoughtful;
  private static String page;

  @BeforeAll
  static void measure() throws IOException {
    MeasuredAllocators glibc = MeasuredAllocators.resolve(List.of("glibc"), ReplayOptions.DEFAULT);
    assumeFalse(glibc.found().isEmpty(), "needs a C compiler");
    Path program = ((MeasuredAllocator.Native) glibc.found().getFirst()).program();
    var allocators =
        new MeasuredAllocators(List.of(OracleHeap.measured(), nativeOracle(program)), List.of());
    Path run = folder.resolve("run");
    Runner.run(options(run), allocators, Progress.NONE);
    var results = RunFolder.read(run).experiments().getFirst();
    steady = cells(results.traces().getFirst().cells());
    thoughtful = cells(results.traces().getLast().cells());
    Report.render(run, (done, total, what) -> {});
    page = Files.readString(run.resolve("report.html"));
  }

  private static Map<String, Cell> cells(List<Cell> cells) {
    return cells.stream().collect(Collectors.toMap(Cell::allocator, cell -> cell));
  }

  private static MeasuredAllocator nativeOracle(Path program) throws IOException {
    Path library =
        new CSource(OracleTest.class, "oracle.c")
            .compile(CSource.Product.SHARED_OBJECT, "-fvisibility=default");
    var symbols =
        new Symbols(
            "oracle_malloc",
            "oracle_free",
            "oracle_realloc",
            "oracle_posix_memalign",
            "oracle_usable_size");
    var found =
        new ForeignLibrary(
            NATIVE, "", Linkage.PREFIXED, symbols, "", Optional.empty(), "", Map.of(), "");
    return new MeasuredAllocator.Native(NATIVE, "general", program, found, library);
  }

  private static Runner.Options options(Path run) {
    ExperimentPlan survey = Experiments.find(List.of("survey")).getFirst();
    var suite =
        new Suite(
            "test",
            Duration.ofMinutes(10),
            Long.MAX_VALUE,
            ReplayOptions.DEFAULT.withRounds(3).withWarmup(Duration.ZERO));
    return new Runner.Options(
        run,
        suite,
        List.of(survey),
        List.of(source("steady", false), source("thoughtful", true)),
        List.of(OracleHeap.NAME, NATIVE),
        Shard.WHOLE,
        1,
        Measurements.all(allocator -> List.of()),
        false,
        List.of("run"),
        "test",
        "");
  }

  private static TraceSource source(String name, boolean thinks) {
    return new TraceSource(
        new ReplayedWorkload(name, ReplayedWorkload.ORDINARY), true, () -> trace(name, thinks));
  }

  /// Blocks of a page that all live, then half of them that die and are made again. Between the two
  /// the program may think for two seconds.
  private static Trace trace(String name, boolean thinks) {
    var trace = new TraceBuilder();
    int[] slots = new int[BLOCKS];
    for (int i = 0; i < BLOCKS; i++) slots[i] = trace.malloc(PAGE_BYTES);
    for (int i = 0; i < BLOCKS; i += 2) trace.free(slots[i]);
    if (thinks) trace.time(2_000_000_000L);
    for (int i = 0; i < BLOCKS; i += 2) trace.malloc(PAGE_BYTES);
    return trace.build(name, Provenance.UNKNOWN);
  }

  private static void assertNear(double expected, double actual, double tolerance) {
    assertEquals(1, actual / expected, tolerance, () -> actual + " instead of " + expected);
  }

  /// In a cell of the table of the trace, as the metric writes it.
  private static void assertOnThePage(Metric metric, Cell cell) {
    String written = metric.format(cell);
    assertTrue(page.contains(written), () -> metric.name() + " is not on the page: " + written);
  }

  @Test
  void threePagesForEachPageAreARatioOfThree() {
    for (Cell cell : List.of(steady.get(OracleHeap.NAME), thoughtful.get(OracleHeap.NAME))) {
      for (Metric metric : List.of(Metrics.PEAK_RATIO, Metrics.MEAN_RATIO, Metrics.END_RATIO)) {
        assertNear(OracleHeap.PAGES, metric.of(cell), 1e-9);
        assertOnThePage(metric, cell);
      }
    }
  }

  @Test
  void theNativeTwinHoldsThreePagesForEachPageToo() {
    Cell cell = thoughtful.get(NATIVE);
    assertNear(OracleHeap.PAGES, Metrics.PEAK_RATIO.of(cell), SPACE_TOLERANCE);
    assertNear(OracleHeap.PAGES, Metrics.END_RATIO.of(cell), SPACE_TOLERANCE);
    assertEquals(3, cell.series(Tables.PROCESS).size());
    assertOnThePage(Metrics.PEAK_RATIO, cell);
    assertOnThePage(Metrics.END_RATIO, cell);
  }

  /// Without think time, a thousand dead blocks are still held when a thousand new ones come.
  @Test
  void thinkTimePassesForTheAllocator() {
    assertNear(1.5 * OracleHeap.PAGES, Metrics.PEAK_RATIO.of(steady.get(NATIVE)), SPACE_TOLERANCE);
    double reads = thoughtful.get(NATIVE).number(Tables.SPACE, "clock_reads");
    assertTrue(reads > BLOCKS / 2, () -> "the clock was read " + reads + " times");
  }

  @Test
  void whatALibraryMakesDirtyAtItsStartIsCountedByItself() {
    double bytes = Metrics.STARTUP_BYTES.of(steady.get(NATIVE));
    assertNear(STARTUP_PAGES * PAGE_BYTES, bytes, 0.15);
    assertOnThePage(Metrics.STARTUP_BYTES, steady.get(NATIVE));
  }

  /// No call takes less, whatever else the machine does. One that is interrupted takes more, so the
  /// quickest round counts.
  @Test
  void callsOfTwentyMicrosecondsTakeTwentyMicroseconds() {
    for (Cell cell : List.of(steady.get(OracleHeap.NAME), steady.get(NATIVE))) {
      double[] rounds =
          cell.series(Tables.TIME).rows().stream()
              .mapToDouble(row -> row.number("ns_per_op"))
              .sorted()
              .toArray();
      assertEquals(3, rounds.length);
      assertTrue(rounds[0] >= 0.99 * OracleHeap.NANOS, () -> rounds[0] + " is too little");
      assertTrue(rounds[0] <= 2 * OracleHeap.NANOS, () -> rounds[0] + " is too much");
      assertEquals(rounds[1], Metrics.NS_PER_OP.of(cell), 1e-9);
      assertOnThePage(Metrics.NS_PER_OP, cell);
    }
  }

  @Test
  void pausesOfThreeMillisecondsTakeThreeMilliseconds() {
    Cell cell = steady.get(OracleHeap.NAME);
    assertNear(OracleHeap.PAUSE_NANOS, Metrics.MAX_PAUSE_NS.of(cell), TIME_TOLERANCE);
    assertTrue(Metrics.MAX_PAUSE_WALL_NS.of(cell) >= 0.99 * OracleHeap.PAUSE_NANOS);
    assertOnThePage(Metrics.MAX_PAUSE_NS, cell);
  }

  @Test
  void twinsAreOfTheirKinds() {
    assertEquals(ComparedAllocator.NATIVE, steady.get(NATIVE).value(Tables.SPACE, "kind"));
    assertEquals(ComparedAllocator.JAVA, steady.get(OracleHeap.NAME).value(Tables.SPACE, "kind"));
  }
}

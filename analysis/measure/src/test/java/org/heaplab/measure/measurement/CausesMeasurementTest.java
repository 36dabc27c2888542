package org.heaplab.measure.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.measure.MeasuredAllocators;
import org.heaplab.measure.Result;
import org.heaplab.measure.ScriptedHeap;
import org.heaplab.measure.TestReplay;
import org.heaplab.measure.TestTraces;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.replay.LockMode;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.metric.Cause;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

class CausesMeasurementTest {
  private static final ReplayOptions OPTIONS = ReplayOptions.DEFAULT;

  /// Live bytes 10, 20, 30, 40, with a mark between them.
  private static Trace growing() {
    var builder = new TraceBuilder();
    builder.malloc(10);
    builder.malloc(10);
    builder.phase("middle");
    builder.malloc(10);
    builder.malloc(10);
    return builder.build("growing", Provenance.UNKNOWN);
  }

  /// A heap of one area, in which all that its script says is one used block.
  private static final class AllUsed extends ScriptedHeap {
    AllUsed(long... footprints) {
      super(footprints);
    }

    @Override
    public void walk(HeapVisitor visitor) {
      visitor.area("blocks", baseAddress(), footprintBytes());
      visitor.used(1, baseAddress(), footprintBytes(), 0);
    }
  }

  private static Reply walk(long peak, int points, ScriptedHeap heap) throws IOException {
    try (Trace trace = growing();
        ReplayFile file = ReplayFile.write(trace);
        heap) {
      var replay = new HeapReplay(ReplayFile.View.map(file.path()), null, new LockMode.None(), 0);
      var bytes = new ByteArrayOutputStream();
      var lines = new ReplyWriter(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      new CausesPass(replay, heap).walk(peak, points, lines);
      var reply = new Reply();
      bytes.toString(StandardCharsets.UTF_8).lines().forEach(reply::read);
      return reply;
    }
  }

  private static long peak(long... footprints) throws IOException {
    try (Trace trace = growing();
        ReplayFile file = ReplayFile.write(trace);
        var heap = new ScriptedHeap(footprints)) {
      var replay = new HeapReplay(ReplayFile.View.map(file.path()), null, new LockMode.None(), 0);
      return new CausesPass(replay, heap).findPeak();
    }
  }

  @Test
  void thePeakIsTheFirstRecordWhereTheFootprintIsLargest() throws IOException {
    assertEquals(0, peak(50, 50, 40, 50));
    assertEquals(3, peak(50, 60, 70, 70));
  }

  @Test
  void theWalksAreAtEvenPointsAndAtThePeak() throws IOException {
    Reply reply = walk(0, 2, new AllUsed(50, 60, 40, 45));
    assertNull(reply.error());
    assertEquals(2, reply.number("walks"));
    assertEquals(10, reply.number("peak_live"));
    assertEquals(40, reply.number("peak_padding"));
    assertEquals(20 + 40, reply.number("sum_live"));
    assertEquals(40 + 5, reply.number("sum_padding"));
  }

  @Test
  void thereAreNoMoreWalksThanOperations() throws IOException {
    assertEquals(4, walk(3, 250, new AllUsed(50, 60, 70, 80)).number("walks"));
  }

  @Test
  void aWalkThatIsWrongIsAnError() throws IOException {
    Reply reply = walk(0, 4, new AllUsed(50, 60, 29, 80));
    assertEquals("a cause must not have less than no bytes: PADDING=-1", reply.error());
  }

  private static Map<Cause, Double> causes(Cell cell, String column) {
    var causes = new EnumMap<Cause, Double>(Cause.class);
    for (Row row : cell.series(Tables.CAUSE).rows()) {
      causes.put(Cause.find(row.text("cause")).orElseThrow(), row.number(column));
    }
    return causes;
  }

  private static double sum(Cell cell, String column) {
    return causes(cell, column).values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static List<Result> measure(Trace made, String... allocators) throws IOException {
    try (Trace trace = made) {
      return TestReplay.causes(
          trace, MeasuredAllocators.resolve(List.of(allocators), OPTIONS).found(), OPTIONS);
    }
  }

  /// The mean footprint at each of the points of the walks.
  private static double meanFootprint(Cell cell) {
    List<Row> curve = cell.series(Tables.CURVE).rows();
    long ops = (long) cell.number(Tables.SPACE, "ops");
    double sum = 0;
    for (long point = 1; point <= CausesMeasurement.POINTS; point++) {
      long op = point * ops / CausesMeasurement.POINTS;
      sum +=
          curve.stream()
              .filter(row -> row.number("op") == op)
              .findFirst()
              .orElseThrow()
              .number("footprint_bytes");
    }
    return sum / CausesMeasurement.POINTS;
  }

  @Test
  void theCausesOfEachHeapSumToItsFootprint() throws IOException {
    String[] ours = {
      "handle",
      "handle:align=malloc",
      "handle:pack=0.015,popular=16",
      "jeff",
      "first-fit",
      "best-fit",
      "buddy",
      "page",
      "bump"
    };
    List<Result> results = measure(TestTraces.churn(5, 20_000), ours);
    assertEquals(ours.length, results.size());
    for (Result result : results) {
      Cell cell = result.cell();
      assertTrue(result.valid(), () -> cell.allocator() + ": " + result.reason());
      assertEquals(
          cell.number(Tables.SPACE, "peak_footprint_bytes"),
          sum(cell, "peak_bytes"),
          cell.allocator());
      assertEquals(meanFootprint(cell), sum(cell, "mean_bytes"), 1e-3, cell.allocator());
    }
  }

  /// 3000 blocks of 40 bytes, in chunks of 48 with a size word, and one that is not touched whole.
  @Test
  void theBlocksOfTheCLibraryHaveAWordAndPadding() throws IOException {
    var builder = new TraceBuilder();
    for (int i = 0; i < 3000; i++) builder.malloc(37);
    builder.touched(builder.malloc(1 << 24), 10_000);
    List<Result> results = measure(builder.build("blocks", Provenance.UNKNOWN), "glibc");
    assumeFalse(results.isEmpty(), "needs a C compiler");
    Map<Cause, Double> causes = causes(results.getFirst().cell(), "peak_bytes");
    assertEquals(3000 * 37 + 10_000, causes.get(Cause.LIVE));
    assertEquals(3001 * 8, causes.get(Cause.HEADERS));
    double padding = causes.get(Cause.PADDING);
    assertTrue(padding >= 3000 * 3 && padding < 3000 * 3 + 4096, () -> "padding " + padding);
    assertEquals(
        results.getFirst().cell().number(Tables.SPACE, "peak_footprint_bytes"),
        sum(results.getFirst().cell(), "peak_bytes"),
        16 * 4096);
    assertFalse(causes.containsKey(Cause.FREE_PAGES));
  }
}

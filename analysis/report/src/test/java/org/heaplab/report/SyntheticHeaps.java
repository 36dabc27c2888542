package org.heaplab.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.heaplab.results.RunFiles;
import org.heaplab.results.table.Cause;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// The rows of a run that never was beside those of space and time: fixed heaps, causes, pauses,
/// locks, and what each trace asks for.
record SyntheticHeaps(RunFiles files, Random random) {
  private static final double[] FACTORS = {1, 1.03, 1.06, 1.12, 1.25, 1.5, 2};
  private static final int PROCESSES = 5;
  private static final String HASH =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  private static final List<String> IN_FIXED_HEAPS =
      List.of("handle", "handle:compact=asked", "first-fit", "best-fit", "tlsf");

  void trace(SyntheticRun.Program program) throws IOException {
    var key = new Key(SyntheticRun.EXPERIMENT, program.name(), "");
    long blocks = (long) (program.operations() * 0.45);
    add(
        "demand",
        key,
        Row.of(
            Tables.TRACE,
            key,
            Map.of(
                "sha256", HASH,
                "blocks", blocks,
                "allocated_bytes", (long) (program.peakBytes() * 40),
                "live_blocks_at_peak", (long) (program.peakBytes() / 70),
                "peak_packed_bytes", (long) (program.peakBytes() * 1.03),
                "peak_packed_malloc_bytes", (long) (program.peakBytes() * 1.06))));
  }

  void locks(SyntheticRun.Contender contender) throws IOException {
    if (!contender.name().equals("handle")) return;
    var key = new Key(SyntheticRun.EXPERIMENT, "", contender.name());
    for (int round = 0; round < 10; round++) {
      add(
          "locks",
          key,
          lock(key, 256, round, 1.1 + 0.2 * random.nextDouble(), 4.2),
          lock(key, 262_144, round, 13 + 3 * random.nextDouble(), 27));
    }
  }

  private Row lock(Key key, int blocks, int round, double plain, double added) {
    double locked = plain + added * (1 + 0.1 * random.nextGaussian());
    return Row.of(
        Tables.LOCK,
        key,
        Map.of("blocks", blocks, "round", round, "plain_ns", plain, "locked_ns", locked));
  }

  /// @param waste of the contender on the program, as a share of live bytes
  void measure(
      Key key, SyntheticRun.Program program, SyntheticRun.Contender contender, double waste)
      throws IOException {
    if (contender.name().equals("handle")) pauses(key);
    if (!contender.allocator().isHarness()) causes(key, program, contender, waste);
    if (!IN_FIXED_HEAPS.contains(contender.name())) return;
    double smallest = program.peakBytes() * (1.02 + waste * 0.5);
    add(
        "smallest heap",
        key,
        Row.of(Tables.MIN_HEAP, key, Map.of("min_heap_bytes", (long) smallest)));
    for (int round = 0; round < PROCESSES; round++) {
      var rows = new ArrayList<Row>();
      for (double factor : FACTORS) {
        rows.add(heap(key, program, contender, factor, round, smallest));
      }
      add("heap sizes", key, rows.toArray(Row[]::new));
    }
  }

  private Row heap(
      Key key,
      SyntheticRun.Program program,
      SyntheticRun.Contender contender,
      double factor,
      int round,
      double smallest) {
    boolean moves = contender.name().equals("handle");
    boolean refused = contender.name().equals("best-fit") && factor == 1 && program.hardness() < 1;
    double pressure = moves ? 0.9 / (factor - 0.985) : 0.03 / (factor - 0.985);
    double noise = Math.exp(0.12 * random.nextGaussian());
    var values = new HashMap<String, Object>();
    values.put("factor", factor);
    values.put("round", round);
    values.put("heap_bytes", (long) (smallest * factor));
    values.put("completed", !refused);
    values.put("ns_per_op", contender.nanos() * (1 + pressure) * noise);
    boolean idle = !moves || factor >= 2;
    values.put("compactions", idle ? 0 : (int) (900 / factor));
    values.put("moved_bytes", idle ? 0L : (long) (program.peakBytes() * pressure * 20));
    if (!idle) {
      values.put("max_pause_ns", (long) (80_000 * pressure * noise));
      values.put("max_pause_wall_ns", (long) (110_000 * pressure * noise * noise));
    }
    return Row.of(Tables.HEAP, key, values);
  }

  /// What is wasted is of three causes, and of two where it is a native allocator's.
  private void causes(
      Key key, SyntheticRun.Program program, SyntheticRun.Contender contender, double waste)
      throws IOException {
    double live = program.peakBytes();
    boolean isNative = contender.allocator().isNative();
    add(
        Tables.CAUSE.measurement(),
        key,
        cause(key, Cause.LIVE, live),
        cause(key, Cause.PADDING, live * waste * 0.2),
        cause(key, isNative ? Cause.REST : Cause.FREE_BLOCKS, live * waste * 0.5),
        cause(key, isNative ? Cause.HEADERS : Cause.ENTRIES, live * waste * 0.3));
  }

  private static Row cause(Key key, Cause cause, double bytes) {
    return Row.of(
        Tables.CAUSE,
        key,
        Map.of("cause", cause.title(), "peak_bytes", (long) bytes, "mean_bytes", bytes * 0.7));
  }

  private void pauses(Key key) throws IOException {
    add(
        "pauses",
        key,
        Row.of(
            Tables.PAUSE,
            key,
            Map.of(
                "round", 0,
                "pauses", 410,
                "max_pause_ns", 40_000 + random.nextInt(40_000),
                "p99_pause_ns", 14_000,
                "max_pause_wall_ns", 90_000)));
  }

  /// The processes behind a native footprint.
  static List<Row> processes(Key key, Map<String, Object> space, Random random) {
    var rows = new ArrayList<Row>();
    for (int process = 0; process < PROCESSES; process++) {
      double noise = 1 + 0.004 * random.nextGaussian();
      var values = new HashMap<String, Object>();
      values.put("process", process);
      values.put("peak_ratio", (double) space.get("peak_ratio") * noise);
      values.put("mean_ratio", (double) space.get("mean_ratio") * noise);
      values.put("end_ratio", 1.4 * noise);
      values.put("startup_bytes", (long) ((long) space.get("startup_bytes") * noise));
      rows.add(Row.of(Tables.PROCESS, key, values));
    }
    return rows;
  }

  private void add(String measurement, Key key, Row... rows) throws IOException {
    files.add(measurement, key, List.of(rows));
  }
}

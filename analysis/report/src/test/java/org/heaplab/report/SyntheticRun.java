package org.heaplab.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.heaplab.results.ManifestFile;
import org.heaplab.results.RunFiles;
import org.heaplab.results.manifest.Bar;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// Writes the folder of a run that never was, with numbers of the size that real ones have, from a
/// seed. For tests, and to look at: `main` writes one and renders it.
public final class SyntheticRun {
  static final String EXPERIMENT = "bundled";

  /// @param space what it holds at the peak beyond live bytes, as a share
  /// @param drain which share of the peak it keeps after the program has freed its blocks
  /// @param nanos typical time of one operation
  /// @param tail how much slower the slowest operations are
  public record Contender(
      ComparedAllocator allocator, double space, double drain, double nanos, double tail) {
    String name() {
      return allocator.name();
    }
  }

  public record Program(
      String name, String group, int operations, double peakBytes, double hardness) {
    boolean real() {
      return !group.equals(ReplayedWorkload.SYNTHETIC);
    }
  }

  public static final List<Contender> CONTENDERS =
      List.of(
          other("nothing", "baseline", ComparedAllocator.Role.HARNESS, 0, 0, 4, 3),
          ours("handle", "handle", 0.05, 0.06, 27, 400),
          ours("first-fit", "sequential", 0.11, 0.55, 64, 900),
          ours("best-fit", "sequential", 0.09, 0.52, 81, 700),
          ours("buddy", "buddy", 0.46, 0.75, 30, 60),
          other("bump", "baseline", ComparedAllocator.Role.BOUNDS, 22, 22, 9, 40),
          other("page", "baseline", ComparedAllocator.Role.BOUNDS, 31, 6, 390, 30),
          theirs("glibc", 0.12, 0.62, 33, 500),
          theirs("jemalloc", 0.16, 0.50, 26, 300),
          theirs("mimalloc", 0.22, 0.58, 18, 200),
          theirs("tcmalloc", 0.25, 0.70, 21, 350),
          theirs("tbb", 0.31, 0.72, 24, 260),
          ours("handle:compact=asked", "handle", 0.06, 0.20, 22, 60),
          theirs("glibc-tight", 0.10, 0.30, 49, 600),
          theirs("jemalloc-tight", 0.12, 0.28, 61, 500),
          new Contender(
              new ComparedAllocator(
                  "nothing-c",
                  "baseline",
                  ComparedAllocator.NATIVE,
                  ComparedAllocator.Role.HARNESS),
              0,
              0,
              3,
              3));

  /// As many as a full catalogue has.
  public static final List<Contender> THIRTY =
      Stream.concat(
              CONTENDERS.stream(),
              Stream.of(
                  ours("jeff", "handle", 0.33, 0.4, 95, 2000),
                  ours("handle:align=malloc", "handle", 0.07, 0.08, 28, 420),
                  ours("next-fit", "sequential", 0.19, 0.66, 41, 500),
                  ours("worst-fit", "sequential", 0.42, 0.81, 120, 800),
                  ours("address-fit", "sequential", 0.10, 0.50, 88, 950),
                  ours("segregated", "segregated", 0.21, 0.63, 23, 120),
                  ours("tlsf", "segregated", 0.14, 0.57, 29, 40),
                  ours("fibonacci-buddy", "buddy", 0.38, 0.69, 38, 75),
                  ours("immix", "region", 0.13, 0.22, 31, 3000),
                  ours("mark-compact", "region", 0.06, 0.09, 72, 9000),
                  ours("dlmalloc", "general", 0.11, 0.56, 35, 300),
                  ours("mesh", "general", 0.15, 0.35, 51, 1500),
                  theirs("scudo", 0.29, 0.66, 47, 400),
                  theirs("rpmalloc", 0.27, 0.74, 20, 240)))
          .toList();

  public static final List<Program> PROGRAMS =
      List.of(
          new Program("netsurf-pages", ReplayedWorkload.ORDINARY, 1_863_680, 178.8e6, 0.7),
          new Program("redis-evict", ReplayedWorkload.LONG_RUNNING, 2_630_536, 25.3e6, 1.9),
          new Program("sqlite-speedtest", ReplayedWorkload.ORDINARY, 412_007, 6.1e6, 0.9),
          new Program("python-json", ReplayedWorkload.LONG_RUNNING, 3_104_221, 48.0e6, 0.6),
          new Program("lua-life", ReplayedWorkload.ORDINARY, 901_330, 1.7e6, 1.2),
          new Program("perl-text", ReplayedWorkload.ORDINARY, 720_118, 11.4e6, 1.0),
          new Program("cc1-O2", ReplayedWorkload.ORDINARY, 1_702_554, 61.5e6, 0.8),
          new Program("systemui", ReplayedWorkload.LONG_RUNNING, 1_210_770, 33.0e6, 1.1),
          new Program("uniform", ReplayedWorkload.SYNTHETIC, 500_000, 16.0e6, 1.4),
          new Program("fleet-spanner", ReplayedWorkload.SYNTHETIC, 500_000, 90.0e6, 1.1));

  private final RunFiles files;
  private final Random random;
  private final int points;
  private final SyntheticHeaps heaps;

  private SyntheticRun(RunFiles files, int points, long seed) {
    this.files = files;
    this.points = points;
    this.random = new Random(seed);
    this.heaps = new SyntheticHeaps(files, random);
  }

  private static Contender ours(
      String name, String family, double space, double drain, double nanos, double tail) {
    return new Contender(MadeUp.java(name, family), space, drain, nanos, tail);
  }

  private static Contender theirs(
      String name, double space, double drain, double nanos, double tail) {
    return new Contender(MadeUp.rival(name), space, drain, nanos, tail);
  }

  private static Contender other(
      String name,
      String family,
      ComparedAllocator.Role role,
      double space,
      double drain,
      double nanos,
      double tail) {
    return new Contender(
        new ComparedAllocator(name, family, ComparedAllocator.JAVA, role),
        space,
        drain,
        nanos,
        tail);
  }

  public static Experiment experiment() {
    return new Experiment(
        EXPERIMENT,
        "Where does the memory go?",
        "everything",
        "handle",
        "handle:align=malloc",
        List.of(
            MadeUp.natives("glibc", "jemalloc", "mimalloc", "tcmalloc"),
            MadeUp.tuned("glibc-tight", "jemalloc-tight"),
            MadeUp.unmoving("first-fit", "best-fit", "handle:compact=asked")),
        null,
        true,
        List.of(
            heapSize(Metrics.NS_PER_OP),
            heapSize(Metrics.MAX_PAUSE_NS),
            heapSize(Metrics.MOVED_SHARE),
            FigureRequest.of("bursts", "bursts", "What handles cost a client", "By bursts."),
            FigureRequest.of("causes-of-subject", "causes-by-trace", "What is held", "By trace."),
            FigureRequest.of("causes", "causes", "What is held", "By allocator."),
            FigureRequest.of("latency-of-free", "latency-of-free", "Latency", "By percentile."),
            FigureRequest.of(
                "latency-of-compaction", "latency-of-compaction", "Latency", "By percentile."),
            FigureRequest.of("utilisation", "utilisation", "Utilisation", "By window.")),
        List.of(
            Bar.ofWorst("peak ratio over that of the best native", Metrics.PEAK_RATIO, 1.0, 0.95)
                .against(RivalGroup.NATIVE),
            Bar.ofMean("mean ratio, geometric mean", Metrics.MEAN_RATIO, 1.18, 1.1)
                .on(ReplayedWorkload.LONG_RUNNING),
            Bar.ofMean("time per operation over glibc's", Metrics.NS_PER_OP, 1.0, null)
                .against("glibc")
                .withoutHarness(),
            Bar.ofWorst("lock + unlock", Metrics.LOCK_NS, 2.0, 1.0),
            Bar.ofWorst("longest pause", Metrics.MAX_PAUSE_NS, 1e6, 200e3)));
  }

  private static FigureRequest heapSize(Metric metric) {
    return FigureRequest.of(
        "heap-size",
        "heap-size-" + metric.name().replace('_', '-'),
        "In a fixed heap: " + metric.title(),
        "Lines begin at the smallest heap of each.",
        metric);
  }

  /// Writes a run.
  ///
  /// @param points of each curve
  public static void write(
      Path folder, List<Program> programs, List<Contender> contenders, int points, long seed)
      throws IOException {
    List<ComparedAllocator> allocators = contenders.stream().map(Contender::allocator).toList();
    List<ReplayedWorkload> workloads =
        programs.stream().map(one -> new ReplayedWorkload(one.name(), one.group())).toList();
    ManifestFile.write(folder, MadeUp.manifest(List.of(experiment()), allocators, workloads));
    var run = new SyntheticRun(RunFiles.open(folder), points, seed);
    for (Contender contender : contenders) run.heaps.locks(contender);
    for (Program program : programs) {
      run.heaps.trace(program);
      for (Contender contender : contenders) run.measure(program, contender);
    }
  }

  private void measure(Program program, Contender contender) throws IOException {
    var key = new Key(EXPERIMENT, program.name, contender.name());
    double noise = Math.exp(0.25 * random.nextGaussian());
    double waste = contender.space * program.hardness * noise;
    if (!contender.allocator.isHarness()) measureSpace(key, program, contender, waste);
    heaps.measure(key, program, contender, waste);
    double nanos = contender.nanos * Math.exp(0.2 * random.nextGaussian());
    for (int round = 0; round < 7; round++) {
      double value = nanos * (1 + 0.04 * Math.abs(random.nextGaussian()));
      files.add(
          "time",
          key,
          List.of(Row.of(Tables.TIME, key, Map.of("round", round, "ns_per_op", value))));
    }
    files.add("latency", key, latency(key, program, contender, nanos));
    boolean compacts = contender.name().equals("handle");
    for (List<Row> round :
        SyntheticOperations.rounds(key, program.operations, nanos, contender.tail, compacts)) {
      files.add(Tables.OPERATION.measurement(), key, round);
    }
  }

  private static List<Row> latency(Key key, Program program, Contender contender, double nanos) {
    var rows = new ArrayList<Row>();
    double count = program.operations;
    double slowest = nanos * contender.tail * 8;
    for (double value = nanos * 0.6; value < slowest && count >= 1; value *= 1.09) {
      long here = (long) Math.ceil(count * (value < nanos * 1.3 ? 0.22 : 0.16));
      rows.add(latency(key, (long) value, here));
      count -= here;
    }
    rows.add(latency(key, (long) slowest, 1));
    return rows;
  }

  private static Row latency(Key key, long nanos, long count) {
    return Row.of(Tables.LATENCY, key, Map.of("nanos", nanos, "count", count));
  }

  private void measureSpace(Key key, Program program, Contender contender, double waste)
      throws IOException {
    var rows = new ArrayList<Row>();
    double highest = 0;
    double liveSum = 0;
    double heldSum = 0;
    double phase = random.nextDouble();
    for (int i = 0; i <= points; i++) {
      double at = (double) i / points;
      double wave = 0.72 + 0.28 * Math.sin(2 * Math.PI * (3 * at - 0.2));
      double rise = Math.min(1, at * 2.4);
      double fall = at < 0.75 ? 1 : Math.max(0.06, 1 - (at - 0.75) * 3.6);
      double live = program.peakBytes * rise * wave * fall;
      double kept = contender.drain > 1 ? at * waste * program.peakBytes : 0;
      double held = live * (1 + (contender.drain > 1 ? 0.01 : waste)) + kept;
      highest = Math.max(highest, held);
      held = Math.max(held, highest * Math.min(1, contender.drain));
      held *= 1 + 0.004 * Math.sin(90 * at + phase);
      held = Math.ceil(held / 4096) * 4096;
      liveSum += live;
      heldSum += held;
      highest = Math.max(highest, held);
      rows.add(
          Row.of(
              Tables.CURVE,
              key,
              Map.of(
                  "op", (long) (at * program.operations),
                  "live_bytes", (long) live,
                  "footprint_bytes", (long) held)));
    }
    Map<String, Object> space = space(program, contender, waste, highest, heldSum / liveSum);
    rows.add(Row.of(Tables.SPACE, key, space));
    if (contender.allocator.isNative()) {
      rows.addAll(SyntheticHeaps.processes(key, space, random));
    }
    files.add("space", key, rows);
  }

  private static Map<String, Object> space(
      Program program, Contender contender, double waste, double highest, double meanRatio) {
    boolean broken = contender.name().equals("tbb") && program.name.equals("lua-life");
    boolean refused = contender.name().equals("page") && program.name.equals("netsurf-pages");
    double live = program.peakBytes;
    double padding = live * Math.min(waste * 0.3, contender.name().equals("page") ? 30 : 0.4);
    double held = live * (1 + waste);
    var space = new HashMap<String, Object>();
    space.put("real", program.real());
    space.put("family", contender.allocator.family());
    space.put("kind", contender.allocator.kind());
    space.put("ops", program.operations);
    space.put("completed", !refused);
    if (refused) space.put("oom_at_op", 811_202);
    space.put("peak_live_bytes", (long) live);
    space.put("peak_footprint_bytes", (long) highest);
    space.put("peak_ratio", highest / live);
    space.put("mean_ratio", meanRatio);
    space.put("footprint_bytes_at_peak", (long) held);
    space.put("padding_bytes_at_peak", (long) padding);
    space.put("internal_fragmentation", padding / (live + padding));
    space.put("jw1", meanRatio - 1);
    space.put("jw2", waste);
    space.put("jw3", highest / live - 1);
    space.put("jw4", highest / live - 1);
    space.put("digest", "9f3a11c2");
    space.put("end_live_bytes", (long) (live * 0.06));
    space.put("end_footprint_bytes", (long) (live * 0.06 * (1 + waste)));
    boolean aligned = contender.allocator.isNative() || contender.name().contains("align=malloc");
    space.put("alignment", aligned ? "malloc" : "8");
    if (contender.allocator.isNative()) {
      space.put("version", contender.name() + " 1.2.3, /usr/lib/libmade-up.so.1");
      space.put("settings", contender.name().endsWith("-tight") ? "TRIM=0,CACHE=off" : "");
      space.put("startup_bytes", 140_000L);
      space.put("clock_reads", 1_204L);
    }
    space.put("valid", !broken);
    space.put("reason", broken ? "two live blocks overlap at 0x7f10, operation 4711" : "");
    if (!contender.allocator.isNative()) {
      double metadata = live * Math.min(0.03, waste * 0.3);
      boolean moves = contender.name().equals("handle");
      space.put("metadata_bytes_at_peak", (long) metadata);
      space.put("free_bytes_at_peak", (long) (held - live - padding - metadata));
      space.put("external_fragmentation", 0.04);
      space.put("compactions", moves ? 41 : 0);
      space.put("moved_bytes", moves ? 90_112_000 : 0);
    }
    return space;
  }

  /// @param arguments the folder to write to
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    write(folder, PROGRAMS, THIRTY, 1500, 1);
    List<Path> written = Report.render(folder, (done, total, what) -> {});
    System.out.printf("%d files%n", written.size());
  }
}

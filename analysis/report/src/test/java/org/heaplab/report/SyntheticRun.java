package org.heaplab.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Writes the folder of a run that never was, with numbers of the size that real ones have, from a
/// seed. For tests, and to look at: `main` writes one and renders it.
final class SyntheticRun {
  /// @param space what it holds at the peak beyond live bytes, as a share
  /// @param drain which share of the peak it keeps after the program has freed its blocks
  /// @param nanos typical time of one operation
  /// @param tail how much slower the slowest operations are
  record Contender(
      String name,
      String family,
      String kind,
      double space,
      double drain,
      double nanos,
      double tail) {}

  record Program(String name, boolean real, int operations, double peakBytes, double hardness) {}

  static final List<Contender> CONTENDERS =
      List.of(
          new Contender("nothing", "baseline", "java", 0, 0, 4, 3),
          new Contender("handle", "handle", "java", 0.05, 0.06, 27, 400),
          new Contender("first-fit", "sequential", "java", 0.11, 0.55, 64, 900),
          new Contender("best-fit", "sequential", "java", 0.09, 0.52, 81, 700),
          new Contender("buddy", "buddy", "java", 0.46, 0.75, 30, 60),
          new Contender("bump", "baseline", "java", 22, 22, 9, 40),
          new Contender("page", "baseline", "java", 31, 6, 390, 30),
          new Contender("glibc", "general", "native", 0.12, 0.62, 33, 500),
          new Contender("jemalloc", "general", "native", 0.16, 0.50, 26, 300),
          new Contender("mimalloc", "general", "native", 0.22, 0.58, 18, 200),
          new Contender("tcmalloc", "general", "native", 0.25, 0.70, 21, 350),
          new Contender("tbb", "general", "native", 0.31, 0.72, 24, 260));

  static final List<Program> PROGRAMS =
      List.of(
          new Program("netsurf-pages", true, 1_863_680, 178.8e6, 0.7),
          new Program("redis-evict", true, 2_630_536, 25.3e6, 1.9),
          new Program("sqlite-speedtest", true, 412_007, 6.1e6, 0.9),
          new Program("python-json", true, 3_104_221, 48.0e6, 0.6),
          new Program("lua-life", true, 901_330, 1.7e6, 1.2),
          new Program("perl-text", true, 720_118, 11.4e6, 1.0),
          new Program("cc1-O2", true, 1_702_554, 61.5e6, 0.8),
          new Program("uniform", false, 500_000, 16.0e6, 1.4),
          new Program("fleet-spanner", false, 500_000, 90.0e6, 1.1));

  private final Path folder;
  private final Random random;
  private final StringBuilder space =
      new StringBuilder(
          "experiment,trace,real,allocator,family,kind,ops,completed,oom_at_op,peak_live_bytes,"
              + "peak_footprint_bytes,peak_ratio,mean_ratio,footprint_bytes_at_peak,"
              + "padding_bytes_at_peak,metadata_bytes_at_peak,free_bytes_at_peak,"
              + "internal_fragmentation,external_fragmentation,jw1,jw2,jw3,jw4,compactions,"
              + "moved_bytes,digest,valid,reason\n");
  private final StringBuilder curve =
      new StringBuilder("experiment,trace,allocator,op,live_bytes,footprint_bytes\n");
  private final StringBuilder time =
      new StringBuilder("experiment,trace,allocator,round,ns_per_op\n");
  private final StringBuilder latency =
      new StringBuilder("experiment,trace,allocator,nanos,count\n");

  private SyntheticRun(Path folder, long seed) {
    this.folder = folder;
    this.random = new Random(seed);
  }

  /// Writes a run.
  ///
  /// @param points of each curve
  static void write(
      Path folder, List<Program> programs, List<Contender> contenders, int points, long seed)
      throws IOException {
    var run = new SyntheticRun(folder, seed);
    for (Program program : programs) {
      for (Contender contender : contenders) run.measure(program, contender, points);
    }
    run.save();
  }

  private void measure(Program program, Contender contender, int points) {
    String key = "bundled," + program.name + "," + contender.name;
    double noise = Math.exp(0.25 * random.nextGaussian());
    double waste = contender.space * program.hardness * noise;
    boolean nothing = contender.name.equals("nothing");
    if (!nothing) measureSpace(program, contender, waste, points);
    double nanos = contender.nanos * Math.exp(0.2 * random.nextGaussian());
    for (int round = 1; round <= 7; round++) {
      append(
          time, "%s,%d,%.3f\n", key, round, nanos * (1 + 0.04 * Math.abs(random.nextGaussian())));
    }
    double count = program.operations;
    double slowest = nanos * contender.tail * 8;
    for (double value = nanos * 0.6; value < slowest && count >= 1; value *= 1.09) {
      long here = (long) Math.ceil(count * (value < nanos * 1.3 ? 0.22 : 0.16));
      append(latency, "%s,%d,%d\n", key, (long) value, here);
      count -= here;
    }
    append(latency, "%s,%d,1\n", key, (long) slowest);
  }

  private void measureSpace(Program program, Contender contender, double waste, int points) {
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
      append(
          curve,
          "bundled,%s,%s,%d,%d,%d\n",
          program.name,
          contender.name,
          (long) (at * program.operations),
          (long) live,
          (long) held);
    }
    boolean broken = contender.name.equals("tbb") && program.name.equals("lua-life");
    boolean refused = contender.name.equals("page") && program.name.equals("netsurf-pages");
    boolean own = contender.kind.equals("java");
    double live = program.peakBytes;
    double padding = live * Math.min(waste * 0.3, contender.name.equals("page") ? 30 : 0.4);
    double metadata = live * Math.min(0.03, waste * 0.3);
    double held = live * (1 + waste);
    append(
        space,
        "bundled,%s,%b,%s,%s,%s,%d,%b,%s,%d,%d,%.6f,%.6f,%d,%d,%s,%s,%.6f,%s,%.6f,%.6f,%.6f,%.6f,%s,%s,%s,%b,%s\n",
        program.name,
        program.real,
        contender.name,
        contender.family,
        contender.kind,
        program.operations,
        !refused,
        refused ? "811202" : "",
        (long) live,
        (long) highest,
        highest / live,
        heldSum / liveSum,
        (long) held,
        (long) padding,
        own ? (long) metadata : "",
        own ? (long) (held - live - padding - metadata) : "",
        padding / (live + padding),
        own ? "0.04" : "",
        heldSum / liveSum - 1,
        waste,
        highest / live - 1,
        highest / live - 1,
        contender.name.equals("handle") ? 41 : own ? 0 : "",
        contender.name.equals("handle") ? 90_112_000 : own ? 0 : "",
        "9f3a11c2",
        !broken,
        broken ? "\"two live blocks overlap at 0x7f10, operation 4711\"" : "");
  }

  private void save() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("space.csv"), space);
    Files.writeString(folder.resolve("curve.csv"), curve);
    Files.writeString(folder.resolve("time.csv"), time);
    Files.writeString(folder.resolve("latency.csv"), latency);
    Files.writeString(
        folder.resolve("manifest.json"),
        """
        {"command": "./heaplab run --suite quick --seed 1", "version": "0.1.0",
         "git_commit": "ebd9d82", "jvm": "Temurin 25.0.1+8", "os": "Debian 12", "kernel": "6.1.0",
         "cpu": "a processor of this size", "cores": 2, "memory_bytes": 25165824000,
         "thp": "off for measured memory", "seed": 1, "suite": "quick",
         "start": "2026-01-01T10:00:00Z", "end": "2026-01-01T10:04:41Z",
         "experiments": ["bundled"], "validity": {"cells": 99, "valid": 98, "invalid": 1},
         "missing": {"scudo": "libscudo.so is not installed (Debian: libclang-rt-14-dev)"}}
        """);
  }

  @SuppressWarnings("AnnotateFormatMethod") // Only patterns of this file.
  private static void append(StringBuilder text, String pattern, Object... values) {
    text.append(String.format(Locale.ROOT, pattern, values));
  }

  /// @param arguments the folder to write to
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    write(folder, PROGRAMS, CONTENDERS, 1500, 1);
    long start = System.nanoTime();
    List<Path> written = Report.render(folder, (done, total, what) -> {});
    System.out.printf("%d files in %.1f s%n", written.size(), (System.nanoTime() - start) / 1e9);
  }
}

package org.heaplab.results;

import java.util.List;
import java.util.Map;
import org.heaplab.results.manifest.Bar;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.manifest.Host;
import org.heaplab.results.manifest.Manifest;
import org.heaplab.results.manifest.Method;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.manifest.Shard;
import org.heaplab.results.manifest.Variation;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// MadeUpRuns that tests make up.
final class MadeUpRuns {
  static final ComparedAllocator HANDLE =
      new ComparedAllocator(
          "handle", "handle", ComparedAllocator.JAVA, ComparedAllocator.Role.COMPETES);
  static final ComparedAllocator GLIBC =
      new ComparedAllocator(
          "glibc", "general", ComparedAllocator.NATIVE, ComparedAllocator.Role.COMPETES);
  static final Key CELL = new Key("survey", "lua", "handle");

  private MadeUpRuns() {}

  static Manifest manifest() {
    return manifest("cpu", Shard.WHOLE);
  }

  static Manifest manifest(String cpu, Shard shard) {
    return new Manifest(
        Manifest.FORMAT_VERSION,
        List.of("heaplab", "run"),
        "heaplab 0",
        "",
        new Host("jvm", "os", "kernel", "amd64", cpu, 2, "1 kB", "off"),
        "quick",
        1,
        shard,
        new Method("touch", 5, 3, "cc 12"),
        List.of(
            new Experiment(
                "survey",
                "What?",
                "all",
                "handle",
                "handle:align=8",
                List.of(new RivalGroup(RivalGroup.NATIVE, List.of("glibc"))),
                new Variation("headroom", null, true),
                true,
                List.of(FigureRequest.of("dots", "d", "D", "c", Metrics.PEAK_RATIO).axes("x", "")),
                List.of(Bar.ofMean("peak", Metrics.PEAK_RATIO, 1.09, null).besides(0.015)))),
        List.of(new ReplayedWorkload("lua", ReplayedWorkload.ORDINARY)),
        List.of(HANDLE, GLIBC),
        List.of(new Manifest.Missing("absent", "not installed")),
        "2026-01-01T00:00:00Z",
        null,
        List.of(),
        List.of(),
        null);
  }

  static Row space(Key key, long peakLive, long peakFootprint) {
    return Row.of(
        Tables.SPACE,
        key,
        Map.of(
            "real",
            true,
            "family",
            "handle",
            "kind",
            "java",
            "ops",
            100,
            "completed",
            true,
            "peak_live_bytes",
            peakLive,
            "peak_footprint_bytes",
            peakFootprint,
            "peak_ratio",
            (double) peakFootprint / peakLive,
            "valid",
            true));
  }

  static Row point(Key key, long op) {
    return Row.of(
        Tables.CURVE, key, Map.of("op", op, "live_bytes", 10 * op, "footprint_bytes", 20 * op));
  }

  static Row round(Key key, int round, double nanos) {
    return Row.of(Tables.TIME, key, Map.of("round", round, "ns_per_op", nanos));
  }
}

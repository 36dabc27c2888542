package org.heaplab.report.figure;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heaplab.report.results.Experiment;
import org.heaplab.report.results.Metric;
import org.heaplab.report.results.Subject;

/// Every figure there is, in the order of the page. A new one is a file and a line here.
public final class Figures {
  /// Drawn once for each experiment.
  public static final List<Figure<Experiment>> OVERALL =
      List.of(
          new Figure<>(
              "space-time",
              "Space and time overall",
              "Each point is an allocator: its geometric mean over the traces, with 95 % intervals. "
                  + "Left is faster, down is smaller. Nothing beats the allocators on the dashed front "
                  + "in both at once. The dotted line is the harness without any allocator.",
              SpaceTimePlane::overall),
          new Figure<>(
              "mean-ratio",
              "Memory over time",
              "Mean footprint ÷ mean live bytes. A ring is a trace (a small dot is one that "
                  + "the mean leaves out), the large point the geometric mean over the traces with its 95 % "
                  + "interval. 1 is what the program asked for.",
              new DotPlot(Metric.MEAN_RATIO, "mean footprint ÷ mean live bytes")::draw),
          new Figure<>(
              "peak-ratio",
              "Memory at its largest",
              "Largest footprint ÷ largest live bytes, drawn as the figure before.",
              new DotPlot(Metric.PEAK_RATIO, "largest footprint ÷ largest live bytes")::draw),
          new Figure<>(
              "time",
              "Time per operation",
              "Nanoseconds an operation, the writing of the blocks included, drawn as the figures "
                  + "before. The row “nothing” is what the harness itself costs.",
              new DotPlot(Metric.NS_PER_OP, "nanoseconds per operation")::draw));

  /// Drawn besides, of the experiment of a name.
  private static final Map<String, List<Figure<Experiment>>> OF_EXPERIMENT =
      Map.of(
          "frontier",
          List.of(
              new Figure<>(
                  "frontier",
                  "What headroom buys",
                  "The line is the handle heap with more and more headroom, the share of the footprint "
                      + "that may be free before it compacts. Left is faster, down is smaller.",
                  new Frontier("handle:headroom=", "headroom")::draw)),
          "ablation",
          List.of(
              ablation(Metric.MEAN_RATIO), ablation(Metric.PEAK_RATIO), ablation(Metric.NS_PER_OP)),
          "pinned",
          List.of(
              new Figure<>(
                  "pinned-share",
                  "What locked blocks cost",
                  "A share of all blocks, drawn by seed, is locked from its allocation to its end and "
                      + "cannot move.",
                  PinnedShare::draw)),
          "headers",
          List.of(
              new Figure<>(
                  "metadata-per-block",
                  "Metadata of a block",
                  "All metadata over the live blocks, where most bytes are live: headers, tables and "
                      + "bitmaps.",
                  new DotPlot(Metric.METADATA_PER_BLOCK, "bytes for each live block")::draw),
              new Figure<>(
                  "overhead-per-block",
                  "Everything beyond what was asked for",
                  "Footprint beyond live bytes over the live blocks, where most bytes are live: "
                      + "metadata, padding and free bytes.",
                  new DotPlot(Metric.OVERHEAD_PER_BLOCK, "bytes for each live block")::draw)));

  /// What is drawn of an experiment as a whole.
  public static List<Figure<Experiment>> overall(Experiment experiment) {
    return Stream.concat(
            OF_EXPERIMENT.getOrDefault(experiment.name(), List.of()).stream(), OVERALL.stream())
        .toList();
  }

  private static Figure<Experiment> ablation(Metric metric) {
    return new Figure<>(
        "ablation-" + metric.field().replace('_', '-'),
        "One option changed: " + metric.title(),
        "Each row is the handle heap with one option that is not the usual one. Right of the line "
            + "is worse.",
        new Ablation(metric, "handle")::draw);
  }

  /// Drawn for each trace.
  public static final List<Figure<Subject>> PER_TRACE =
      List.of(
          new Figure<>(
              "footprint",
              "Memory over time",
              "Bytes held from the system over the operations of the trace; the grey area is what the "
                  + "program had requested and not yet freed. The numbers are mean footprint ÷ mean live "
                  + "bytes.",
              FootprintOverTime::draw),
          new Figure<>(
              "peak-bytes",
              "Where the bytes go at the peak",
              "The footprint at the operation after which most bytes are live, in multiples of these "
                  + "live bytes. A native allocator does not tell metadata from free bytes: its rest "
                  + "is both.",
              BytesAtPeak::draw),
          new Figure<>(
              "space-time",
              "Space and time",
              "Median time an operation with its confidence interval over the rounds, against mean "
                  + "footprint ÷ mean live bytes. Nothing beats the allocators on the dashed front in "
                  + "both at once. The dotted line is the harness without any allocator.",
              SpaceTimePlane::ofTrace),
          new Figure<>(
              "latency",
              "Latency of single operations",
              "The share of operations that take at most so long; every step to the right is one more "
                  + "nine. A line ends at the slowest operation.",
              LatencyByPercentile::draw));

  private Figures() {}
}

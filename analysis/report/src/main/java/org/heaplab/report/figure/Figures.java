package org.heaplab.report.figure;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heaplab.report.results.Allocator;
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

  private static final Sweep.Varied HEADROOM =
      new Sweep.Varied("handle:headroom=", Double.NaN, false);
  private static final Sweep.Varied BUDGET = new Sweep.Varied("handle:budget=", Double.NaN, true);

  /// Drawn of the experiment of a name. One of them stands for the overall figure of its name.
  private static final Map<String, List<Figure<Experiment>>> OF_EXPERIMENT =
      Map.of(
          "frontier",
          List.of(
              new Figure<>(
                  "space-time",
                  "What headroom buys",
                  "The line is the handle heap with more and more headroom, the share of the footprint "
                      + "that may be free before it compacts; with 1 it never does. Left is faster, "
                      + "down is smaller. Nothing beats the allocators on the dashed front in both at "
                      + "once. The dotted line is the harness without any allocator.",
                  SpaceTimePlane.with(
                      new VariedLine(
                          HEADROOM,
                          "Memory against time as headroom varies",
                          "; the numbers are the headroom of the handle heap"))),
              new Figure<>(
                  "headroom",
                  "Memory against headroom",
                  "The handle heap of the figure before, by itself.",
                  new Sweep(
                          HEADROOM,
                          "Memory against headroom",
                          "share of the footprint that may be free before compaction",
                          "footprint ÷ live bytes",
                          List.of(Metric.MEAN_RATIO, Metric.PEAK_RATIO))
                      ::draw)),
          "ablation",
          List.of(
              ablation(Metric.MEAN_RATIO),
              ablation(Metric.PEAK_RATIO),
              ablation(Metric.NS_PER_OP),
              ablation(Metric.MOVED_SHARE)),
          "budget",
          List.of(
              new Figure<>(
                  "budget-pauses",
                  "Pauses against the budget of compaction",
                  "Processor time of the pauses, each the least of a few replays. A look is an entry, a page or "
                      + "an extent that compaction looks at, or half a kilobyte that it copies.",
                  new Sweep(
                          BUDGET,
                          "Pauses against the budget of compaction",
                          "looks in each turn (logarithmic)",
                          "processor time (logarithmic)",
                          List.of(Metric.MAX_PAUSE_NS, Metric.P99_PAUSE_NS))
                      ::draw),
              new Figure<>(
                  "budget-memory",
                  "Memory against the budget of compaction",
                  "What shorter pauses cost in memory.",
                  new Sweep(
                          BUDGET,
                          "Memory against the budget of compaction",
                          "looks in each turn (logarithmic)",
                          "footprint ÷ live bytes",
                          List.of(Metric.MEAN_RATIO, Metric.PEAK_RATIO))
                      ::draw)),
          "pinned",
          List.of(
              new Figure<>(
                  "pinned-share",
                  "What locked blocks cost",
                  "A share of all blocks, drawn by seed, is locked from its allocation to its end and "
                      + "cannot move. The smallest heap is the one in which the heap must compact most.",
                  new Sweep(
                          new Sweep.Varied("@hold=", 0, false),
                          "Memory against the share of blocks that never unlock",
                          "share of blocks held from malloc to free",
                          "footprint ÷ live bytes",
                          List.of(Metric.MEAN_RATIO, Metric.PEAK_RATIO, Metric.MIN_HEAP_RATIO))
                      ::draw)),
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
    List<Figure<Experiment>> own = OF_EXPERIMENT.getOrDefault(experiment.name(), List.of());
    if (isOfOneAllocator(experiment)) return own;
    return Stream.concat(
            own.stream(),
            OVERALL.stream()
                .filter(one -> own.stream().noneMatch(other -> other.name().equals(one.name()))))
        .toList();
  }

  /// What is drawn of each trace of an experiment.
  public static List<Figure<Subject>> perTrace(Experiment experiment) {
    return isOfOneAllocator(experiment) ? List.of() : PER_TRACE;
  }

  /// Whether it is variants of one allocator that are compared, too much alike for figures of
  /// different ones, and has figures of its own for them.
  private static boolean isOfOneAllocator(Experiment experiment) {
    return OF_EXPERIMENT.containsKey(experiment.name())
        && experiment.allocators().stream().map(Allocator::base).distinct().count() == 1;
  }

  private static Figure<Experiment> ablation(Metric metric) {
    return new Figure<>(
        "ablation-" + metric.field().replace('_', '-'),
        "One design choice changed: " + metric.title(),
        "Each row is the handle heap with one design choice that is not the usual one, by what it "
            + "changes on the same traces. Right of the line is worse; grey cannot be told from the "
            + "usual heap, neither by the interval nor by a sign test at 95 %.",
        new VariantsPlot(metric, "handle")::draw);
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
                  + "is both. Padding beyond the footprint, in pages that nobody has written to, is left out.",
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

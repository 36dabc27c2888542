package org.heaplab.report.text;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.heaplab.report.Numbers;
import org.heaplab.report.bars.Bar;
import org.heaplab.report.bars.HandleBars;
import org.heaplab.report.bars.TraceBar;
import org.heaplab.report.results.Allocator;
import org.heaplab.report.results.Experiment;
import org.heaplab.report.results.Metric;
import org.heaplab.report.results.Run;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Statistics;

/// A piece of Markdown that is made from one experiment of a run.
enum Block {
  /// What the handle heap has to reach, and what it reached.
  BARS("bars", "handle-bars"),

  /// The handle heap against the best native allocator, trace by trace.
  TRACES("traces", "handle-bars"),

  /// What each design choice is worth.
  ABLATION("ablation", "ablation"),

  /// What the structures of each block cost.
  HEADERS("headers", "headers");

  private static final String USUAL = "handle";

  private final String title;
  private final String experiment;

  Block(String title, String experiment) {
    this.title = title;
    this.experiment = experiment;
  }

  /// @throws IllegalArgumentException when there is no block of that name
  static Block of(String title) {
    return Arrays.stream(values())
        .filter(block -> block.title.equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a generated block must be one of "
                        + Arrays.stream(values()).map(block -> block.title).toList()
                        + ": "
                        + title));
  }

  /// None when the run has no such experiment.
  Optional<String> markdown(Run run) {
    return run.experiments().stream()
        .filter(one -> one.name().equals(experiment))
        .findFirst()
        .map(one -> table(one) + "\n" + provenance(run));
  }

  private String table(Experiment measured) {
    return switch (this) {
      case BARS -> bars(measured);
      case TRACES -> traces(measured);
      case ABLATION -> ablation(measured);
      case HEADERS -> headers(measured);
    };
  }

  private static String provenance(Run run) {
    return "Measured on %s, %s with %s cores.\n"
        .formatted(day(run), said(run, "cpu"), said(run, "cores"));
  }

  private static String day(Run run) {
    String start = said(run, "start");
    return start.substring(0, Math.min(10, start.length()));
  }

  private static String said(Run run, String key) {
    return Optional.ofNullable(run.manifest().get(key)).map(Object::toString).orElse(Numbers.NONE);
  }

  private static String bars(Experiment experiment) {
    var table = new MarkdownTable(List.of("figure", "bar", "aim", "measured", "outcome"));
    for (Bar bar : HandleBars.of(experiment).orElseThrow().bars()) {
      table.row(List.of(bar.figure(), bar.bar(), bar.aim(), bar.measured(), bar.outcome().text()));
    }
    return table.toString();
  }

  private static String traces(Experiment experiment) {
    var table =
        new MarkdownTable(
            List.of(
                "trace",
                "peak ratio",
                "best native",
                "to it",
                "mean ratio",
                "best native",
                "to it"));
    for (TraceBar one : HandleBars.of(experiment).orElseThrow().traces()) {
      table.row(
          List.of(
              one.trace(),
              Numbers.ratio(one.peakRatio()),
              Numbers.ratio(one.bestPeakRatio()) + " " + one.bestPeak(),
              Numbers.ratio(one.peakToBest()),
              Numbers.ratio(one.meanRatio()),
              Numbers.ratio(one.bestMeanRatio()) + " " + one.bestMean(),
              Numbers.ratio(one.meanToBest())));
    }
    return table.toString();
  }

  /// Each variant over the usual heap, in geometric means over the traces.
  private static String ablation(Experiment experiment) {
    var table =
        new MarkdownTable(
            List.of(
                "option changed",
                "peak ratio",
                "mean ratio",
                "time per operation",
                "bytes moved per byte allocated"));
    Allocator usual = named(experiment, USUAL::equals).getFirst();
    Experiment timed = experiment.timed();
    for (Allocator one : named(experiment, name -> !name.equals(USUAL))) {
      table.row(
          List.of(
              code(one.name().substring(one.name().indexOf(':') + 1)),
              over(experiment, Metric.PEAK_RATIO, one, usual),
              over(experiment, Metric.MEAN_RATIO, one, usual),
              over(timed, Metric.NS_PER_OP, one, usual),
              Numbers.ratio(mean(experiment, Metric.MOVED_SHARE, one))));
    }
    table.row(
        List.of(
            "none",
            Numbers.ratio(geometricMean(experiment, Metric.PEAK_RATIO, usual)),
            Numbers.ratio(geometricMean(experiment, Metric.MEAN_RATIO, usual)),
            Numbers.nanos(geometricMean(timed, Metric.NS_PER_OP, usual)),
            Numbers.ratio(mean(experiment, Metric.MOVED_SHARE, usual))));
    return table.toString();
  }

  private static String headers(Experiment experiment) {
    var table =
        new MarkdownTable(
            List.of(
                "allocator",
                "metadata per block",
                "overhead per block",
                "peak ratio",
                "mean ratio"));
    for (Allocator one : experiment.allocators()) {
      table.row(
          List.of(
              code(one.name()),
              Numbers.bytes(mean(experiment, Metric.METADATA_PER_BLOCK, one)),
              Numbers.bytes(mean(experiment, Metric.OVERHEAD_PER_BLOCK, one)),
              Numbers.ratio(geometricMean(experiment, Metric.PEAK_RATIO, one)),
              Numbers.ratio(geometricMean(experiment, Metric.MEAN_RATIO, one))));
    }
    return table.toString();
  }

  private static List<Allocator> named(Experiment experiment, Predicate<String> name) {
    return experiment.allocators().stream().filter(one -> name.test(one.name())).toList();
  }

  private static String over(Experiment experiment, Metric metric, Allocator one, Allocator usual) {
    Estimate ratio =
        Statistics.ratio(
            experiment.values(one, metric::comparable),
            experiment.values(usual, metric::comparable));
    return ratio.exists() ? "× " + Numbers.ratio(ratio.value()) : Numbers.NONE;
  }

  private static double geometricMean(Experiment experiment, Metric metric, Allocator one) {
    return Statistics.geometricMean(experiment.values(one, metric::comparable)).value();
  }

  private static double mean(Experiment experiment, Metric metric, Allocator one) {
    return Arrays.stream(experiment.values(one, metric::comparable)).average().orElse(Double.NaN);
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}

package org.heaplab.report.plot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.heaplab.report.access.LockSharesOverTime;
import org.heaplab.report.access.MissesPlot;
import org.heaplab.report.figure.FigureKind;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.figure.MeasuredTrace.OfAllocator;
import org.heaplab.report.fixed.LargestBlockOverTime;
import org.heaplab.report.fixed.RankPlot;
import org.heaplab.report.fixed.SessionPlot;
import org.heaplab.report.fixed.WindowsOverTime;
import org.heaplab.report.heapmap.HeapMapPlot;
import org.heaplab.report.heapmap.UnusableBySize;
import org.heaplab.report.latency.LatencyByPercentile;
import org.heaplab.report.latency.LatencyOfKind;
import org.heaplab.report.latency.UtilisationPlot;
import org.heaplab.report.workload.ResemblancePlot;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;

/// The kinds of figures by name, and which figures an experiment gets.
///
/// @param metrics all that a request can name
/// @param overall kinds that are drawn once for each experiment
/// @param perTrace kinds that are drawn for each trace of an experiment
/// @param perAllocator kinds that are drawn for each allocator on each trace
public record FigureCatalogue(
    List<Metric> metrics,
    Map<String, FigureKind<ExperimentResults>> overall,
    Map<String, FigureKind<MeasuredTrace>> perTrace,
    Map<String, FigureKind<OfAllocator>> perAllocator) {
  /// Every kind there is. A new one is a class and an entry here.
  public static final FigureCatalogue USUAL =
      new FigureCatalogue(
          Metrics.all(),
          joined(
              Map.of(
                  "space-time", SpaceTimePlane::overall,
                  "dots", DotPlot::draw,
                  "sweep", Sweep::draw,
                  "variants", VariantsPlot::draw,
                  "heap-size", HeapSizePlot::draw,
                  "bursts", BurstsPlot::draw,
                  "causes-of-subject", CauseBars::ofSubject,
                  "causes", CauseBars::ofAllocators),
              joined(
                  Map.of(
                      "growth", GrowthPlot::draw,
                      "misses", MissesPlot::draw,
                      "ranks", RankPlot::draw,
                      "resemblance", ResemblancePlot::draw,
                      "sessions-roomy", SessionPlot::inRoomyHeaps,
                      "sessions-tight", SessionPlot::inTightHeaps,
                      "utilisation", UtilisationPlot::draw),
                  LatencyOfKind.KINDS)),
          joined(
              Map.of(
                  "footprint", FootprintOverTime::draw,
                  "peak-bytes", BytesAtPeak::draw,
                  "space-time", SpaceTimePlane::ofTrace,
                  "latency", LatencyByPercentile::draw,
                  "causes-on-trace", CauseBars::ofTrace,
                  "waste", WasteOverTime::draw,
                  "unusable", UnusableBySize::draw,
                  "free-lists", FreeLists::ofSubject),
              Map.of(
                  "largest-loose", LargestBlockOverTime::inTheLoosest,
                  "largest-tight", LargestBlockOverTime::inTheTightest,
                  "windows-loose", WindowsOverTime::inTheLoosest,
                  "windows-tight", WindowsOverTime::inTheTightest,
                  "lock-shares", LockSharesOverTime::draw,
                  "stranded", StrandedOverTime::draw)),
          Map.of("heap-map", HeapMapPlot::draw));

  public FigureCatalogue {
    metrics = List.copyOf(metrics);
    overall = Map.copyOf(overall);
    perTrace = Map.copyOf(perTrace);
    perAllocator = Map.copyOf(perAllocator);
  }

  private static <T> Map<String, FigureKind<T>> joined(
      Map<String, FigureKind<T>> some, Map<String, FigureKind<T>> others) {
    var all = new HashMap<>(some);
    all.putAll(others);
    return all;
  }

  public Optional<Metric> metric(String name) {
    return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
  }

  /// What is drawn of an experiment as a whole, in the order of the page: its own figures, then the
  /// usual ones without those that a figure of its own replaces.
  public List<FigurePlan> overall(Experiment experiment) {
    return plans(experiment, UsualFigures.OVERALL, request -> overall.containsKey(request.kind()));
  }

  /// What is drawn of each trace of an experiment.
  public List<FigurePlan> perTrace(Experiment experiment) {
    return plans(experiment, UsualFigures.PER_TRACE, this::isOnlyPerTrace);
  }

  /// What is drawn of each allocator on each trace of an experiment.
  public List<FigurePlan> perAllocator(Experiment experiment) {
    return plans(experiment, List.of(), request -> perAllocator.containsKey(request.kind()));
  }

  private boolean isOnlyPerTrace(FigureRequest request) {
    return perTrace.containsKey(request.kind()) && !overall.containsKey(request.kind());
  }

  private List<FigurePlan> plans(
      Experiment experiment, List<FigureRequest> usual, Predicate<FigureRequest> isWanted) {
    List<FigureRequest> own = experiment.figures().stream().filter(isWanted).toList();
    Stream<FigureRequest> others =
        usual.stream()
            .filter(request -> experiment.usualFigures())
            .filter(request -> own.stream().noneMatch(one -> one.name().equals(request.name())));
    return Stream.concat(own.stream(), others)
        .filter(request -> unknownMetrics(request).isEmpty())
        .map(request -> new FigurePlan(request, known(request)))
        .toList();
  }

  private List<Metric> known(FigureRequest request) {
    return request.metrics().stream().flatMap(name -> metric(name).stream()).toList();
  }

  private List<String> unknownMetrics(FigureRequest request) {
    return request.metrics().stream().filter(name -> metric(name).isEmpty()).toList();
  }

  /// Says which figures of an experiment cannot be drawn, and why.
  public List<String> notes(Experiment experiment) {
    var notes = new ArrayList<String>();
    for (FigureRequest request : experiment.figures()) {
      String figure = "%s: the figure %s is left out".formatted(experiment.name(), request.name());
      if (Stream.of(overall, perTrace, perAllocator)
          .noneMatch(kinds -> kinds.containsKey(request.kind()))) {
        notes.add(figure + ": there is no kind of figures called " + request.kind());
      }
      for (String metric : unknownMetrics(request)) {
        notes.add(figure + ": there is no metric called " + metric);
      }
    }
    return notes;
  }
}

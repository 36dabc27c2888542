package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.measure.measurement.Measurements.PAUSES;
import static org.heaplab.results.metric.CollectionMetrics.COLLECTIONS;
import static org.heaplab.results.metric.CollectionMetrics.GARBAGE_RATIO;
import static org.heaplab.results.metric.CollectionMetrics.TRACED_SHARE;
import static org.heaplab.results.metric.Metrics.MEAN_RATIO;
import static org.heaplab.results.metric.Metrics.MOVED_SHARE;
import static org.heaplab.results.metric.QuantityKey.ALL;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.results.manifest.Claim;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.manifest.Variation;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.QuantityKey;

/// The experiment about heaps that find what is dead by themselves.
final class CollectorExperiments {
  private static final String HEAP_FACTOR = "heap-factor";

  private static final List<String> TRACING =
      List.of("mark-sweep", "mark-compact", "semispace", "generational");

  /// Few enough that the usual suite has time for all.
  private static final List<String> FACTORS = List.of("1.5", "2", "4");

  /// All of ours are aligned as C asks.
  private static final List<String> OTHERS =
      List.of(
          HandleBars.SUBJECT,
          "reference-count:align=malloc",
          HandleBars.FIRST_FIT,
          HandleBars.GLIBC,
          "nothing");

  static final ExperimentPlan COLLECTORS =
      ExperimentPlan.of(
              "collectors",
              "What does memory cost in time where a collector finds what is dead?",
              "the four tracing collectors at align=malloc, with heaps that grow to 1.5 to 4 times"
                  + " what is live between collections, and reference-count, handle, first-fit and"
                  + " glibc, on every recorded trace")
          .onRecordedTraces()
          .with(names -> Stream.concat(OTHERS.stream(), varied()).toList())
          .without(LATENCY, PAUSES)
          .about(HandleBars.SUBJECT)
          .varying(new Variation(HEAP_FACTOR, null, false))
          .showing(
              DemandExperiments.spaceTime(
                  "What room between collections buys",
                  "A line is a collector; the numbers say to how many times what is live its blocks"
                      + " may grow before it collects again.",
                  " A trace has no references between blocks, so tracing costs less here than in a"
                      + " program."),
              dots(
                  "collections",
                  "How often collectors run",
                  "A collection of the nursery counts like one of the whole heap.",
                  COLLECTIONS),
              dots(
                  "traced",
                  "What collections look at",
                  "Bytes of live blocks that were visited, each as often as it was, over the bytes"
                      + " that the program requested.",
                  TRACED_SHARE),
              dots(
                  "moved",
                  "What collections move",
                  "Bytes copied over the bytes that the program requested. Handle moves blocks to"
                      + " compact its heap.",
                  MOVED_SHARE),
              dots(
                  "garbage",
                  "Garbage that waits to be found",
                  "What was freed and not found, on average over the trace, over the live bytes.",
                  GARBAGE_RATIO))
          .claiming(
              Claim.above(
                  1.1,
                  "collectors-mean",
                  "Even with little room between collections, a collector that compacts holds clearly"
                      + " more on average than the handle heap.",
                  new QuantityKey("collectors")
                      .over(MEAN_RATIO, varied("mark-compact", "1.5"), HandleBars.SUBJECT, ALL)))
          .build();

  private CollectorExperiments() {}

  private static Stream<String> varied() {
    return TRACING.stream()
        .flatMap(scheme -> FACTORS.stream().map(factor -> varied(scheme, factor)));
  }

  private static String varied(String scheme, String factor) {
    return scheme + ":align=malloc," + HEAP_FACTOR + "=" + factor;
  }

  private static FigureRequest dots(String name, String title, String note, Metric metric) {
    return FigureRequest.of("dots", name, title, note, metric).axes(metric.title(), "");
  }
}

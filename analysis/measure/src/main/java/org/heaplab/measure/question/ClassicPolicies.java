package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.measure.measurement.Measurements.PAUSES;
import static org.heaplab.measure.measurement.Measurements.TIME;
import static org.heaplab.results.metric.Metrics.MEAN_RATIO;
import static org.heaplab.results.metric.Metrics.PEAK_RATIO;
import static org.heaplab.results.metric.QuantityKey.ALL;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.allocators.NamedSetting;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.measure.published.JohnstoneWilsonNumbers;
import org.heaplab.results.manifest.Claim;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.QuantityKey;
import org.heaplab.workloads.Scale;

/// The policies that Johnstone & Wilson, *The Memory Fragmentation Problem: Solved?*, 1998,
/// measured, on our traces by their method: headers do not count, and all sizes are multiplied by
/// 16.
final class ClassicPolicies {
  private static final String FIRST = "jw-best-fit-ao";
  private static final String FIRST_FIT = "jw-first-fit-ao";
  private static final String LEA = "dlmalloc";

  private static final QuantityKey KEY = new QuantityKey("classics");

  /// Theirs.
  private static final Scale SCALE = new Scale(16);

  static final ExperimentPlan CLASSICS =
      ExperimentPlan.of(
              "classics",
              "Which classical policies waste memory, by the method of Johnstone & Wilson?",
              "the named settings that begin with jw, and dlmalloc, on every recorded trace with all"
                  + " sizes times 16; space only")
          .onRecordedTraces()
          .scaled(SCALE)
          .with(names -> policies())
          .without(TIME, LATENCY, PAUSES)
          .about(FIRST)
          .ofOneAllocator()
          .besidePublished(JohnstoneWilsonNumbers.all())
          .showing(
              FigureRequest.of(
                      "dots",
                      "classics",
                      "Policies without their mechanism",
                      "Largest footprint ÷ largest live bytes, which is measure #4 of Johnstone &"
                          + " Wilson plus one. Headers do not count but for dlmalloc's, and all sizes"
                          + " are multiplied by 16, so that rounding and pages hardly do. A ring is a trace, the large"
                          + " point the geometric mean over the traces with its 95 % interval.",
                      PEAK_RATIO)
                  .axes("largest footprint ÷ largest live bytes", ""))
          .claiming(
              Claim.below(
                  1,
                  "classics-buddy",
                  "First fit by address needs less at its peak than the binary buddy system.",
                  KEY.over(PEAK_RATIO, FIRST_FIT, "jw-binary-buddy", ALL)),
              Claim.above(
                  1.05,
                  "classics-mean",
                  "Without headers and alignment, first fit by address still holds more than a"
                      + " twentieth beyond what is live on average.",
                  KEY.mean(MEAN_RATIO, FIRST_FIT, ALL)))
          .build();

  private ClassicPolicies() {}

  /// All of them, the subject first.
  private static List<String> policies() {
    List<String> others =
        Catalogue.entries().stream()
            .flatMap(entry -> entry.settings().stream())
            .map(NamedSetting::name)
            .filter(name -> name.startsWith("jw-") && !name.equals(FIRST))
            .toList();
    return Stream.of(List.of(FIRST), others, List.of(LEA)).flatMap(List::stream).toList();
  }
}

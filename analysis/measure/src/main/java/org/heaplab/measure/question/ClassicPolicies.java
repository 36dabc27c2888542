package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.measure.measurement.Measurements.PAUSES;
import static org.heaplab.measure.measurement.Measurements.TIME;
import static org.heaplab.results.metric.Metrics.PEAK_RATIO;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.allocators.NamedSetting;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.measure.published.JohnstoneWilsonNumbers;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.workloads.Scale;

/// The policies that Johnstone & Wilson, *The Memory Fragmentation Problem: Solved?*, 1998,
/// measured, on our traces by their method: headers do not count, and all sizes are multiplied by
/// 16.
final class ClassicPolicies {
  private static final String FIRST = "jw-best-fit-ao";
  private static final String LEA = "dlmalloc";

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

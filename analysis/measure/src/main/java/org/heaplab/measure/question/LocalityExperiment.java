package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.measure.measurement.Measurements.LOCALITY;
import static org.heaplab.measure.measurement.Measurements.PAUSES;
import static org.heaplab.measure.measurement.Measurements.TIME;

import java.util.List;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.LocalityMetrics;
import org.heaplab.results.metric.Metric;

/// What the places of blocks do to caches: those that allocators choose, before and after
/// compaction.
public final class LocalityExperiment {
  static final ExperimentPlan CACHES =
      ExperimentPlan.of(
              "locality",
              "How often do a program's accesses miss the caches, where each allocator puts its blocks?",
              "heaps of ours in a model of the caches, as they lie and compacted, on every recorded"
                  + " trace with accesses")
          .onAccessTraces()
          .with(
              names ->
                  List.of(
                      HandleBars.BESIDE,
                      HandleBars.BESIDE + ":compact=asked",
                      "jeff",
                      "first-fit",
                      "best-fit",
                      "next-fit",
                      "buddy",
                      "bump"))
          .without(TIME, LATENCY, PAUSES)
          .measuring(LOCALITY)
          .about(HandleBars.BESIDE)
          .ofOneAllocator()
          .showing(
              dots("l1-misses", "Misses of the first-level cache", LocalityMetrics.L1_MISSES),
              dots("l2-misses", "Misses of the second-level cache", LocalityMetrics.L2_MISSES),
              dots("tlb-misses", "Misses of the TLB", LocalityMetrics.TLB_MISSES),
              dots(
                  "l1-misses-compacted",
                  "Misses of the first-level cache, compacted",
                  LocalityMetrics.COMPACTED_L1_MISSES),
              dots(
                  "tlb-misses-compacted",
                  "Misses of the TLB, compacted",
                  LocalityMetrics.COMPACTED_TLB_MISSES))
          .build();

  private LocalityExperiment() {}

  private static FigureRequest dots(String name, String title, Metric metric) {
    return FigureRequest.of(
            "dots",
            name,
            title,
            "A ring is a trace, the large point the geometric mean over the traces with its 95 %"
                + " interval over traces. Only blocks of the heap are accessed in the model, and what"
                + " compaction itself copies does not count.",
            metric)
        .axes("misses ÷ accesses", "");
  }
}

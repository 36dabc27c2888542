package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.measure.measurement.Measurements.LOCALITY;
import static org.heaplab.measure.measurement.Measurements.PAUSES;
import static org.heaplab.measure.measurement.Measurements.PLACEMENTS;
import static org.heaplab.measure.measurement.Measurements.TIME;
import static org.heaplab.results.metric.QuantityKey.ALL;

import java.util.List;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.results.manifest.Claim;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.LocalityMetrics;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.QuantityKey;

/// What the places of blocks do to caches: those that allocators choose, before and after
/// compaction.
public final class LocalityExperiment {
  static final ExperimentPlan CACHES =
      ExperimentPlan.of(
              "locality",
              "How often do a program's accesses miss the caches, where each allocator puts its blocks?",
              "heaps of ours in a model of the caches, as they lie and compacted, and orders of blocks"
                  + " that know the future, on every recorded trace with accesses")
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
          .measuring(PLACEMENTS)
          .about(HandleBars.BESIDE)
          .ofOneAllocator()
          .showing(
              misses("l1-misses", "Misses of a first-level cache", LocalityMetrics.L1_MISSES),
              misses("l2-misses", "Misses of a second-level cache", LocalityMetrics.L2_MISSES),
              misses("tlb-misses", "Misses of a TLB", LocalityMetrics.TLB_MISSES))
          .claiming(
              Claim.below(
                  1,
                  "reuse-locality",
                  "With blocks of a heap that reuses memory, a program misses the first-level cache"
                      + " less often than with those of one that never does.",
                  new QuantityKey("locality")
                      .over(LocalityMetrics.L1_MISSES, HandleBars.BESIDE, "bump", ALL)))
          .build();

  private LocalityExperiment() {}

  private static FigureRequest misses(String name, String title, Metric metric) {
    return FigureRequest.of(
        "misses",
        name,
        title,
        "Of the accesses to blocks, the share that misses, with blocks where each heap puts them; as"
            + " it lies, and compacted at eight even points of the trace. Above, the blocks lie side"
            + " by side in an order, never reused. A ring is a trace, the large point the geometric"
            + " mean over the traces. What compaction itself copies does not count.",
        metric);
  }
}

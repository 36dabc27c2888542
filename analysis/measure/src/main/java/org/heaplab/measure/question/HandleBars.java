package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.measure.measurement.Measurements.LOCKS;
import static org.heaplab.measure.measurement.Measurements.PAUSES;
import static org.heaplab.measure.measurement.Measurements.SMALLEST_HEAP;
import static org.heaplab.measure.measurement.Measurements.TIME;
import static org.heaplab.results.manifest.ReplayedWorkload.LONG_RUNNING;
import static org.heaplab.results.manifest.ReplayedWorkload.ORDINARY;
import static org.heaplab.results.manifest.RivalGroup.NATIVE;
import static org.heaplab.results.manifest.RivalGroup.TUNED;
import static org.heaplab.results.manifest.RivalGroup.UNMOVING;
import static org.heaplab.results.metric.Metrics.END_RATIO;
import static org.heaplab.results.metric.Metrics.LOCK_NS;
import static org.heaplab.results.metric.Metrics.MAX_PAUSE_NS;
import static org.heaplab.results.metric.Metrics.MAX_PAUSE_WALL_NS;
import static org.heaplab.results.metric.Metrics.MEAN_RATIO;
import static org.heaplab.results.metric.Metrics.METADATA_PER_BLOCK;
import static org.heaplab.results.metric.Metrics.MIN_HEAP_TO_PACKED;
import static org.heaplab.results.metric.Metrics.MOVED_SHARE;
import static org.heaplab.results.metric.Metrics.NS_PER_OP;
import static org.heaplab.results.metric.Metrics.PEAK_RATIO;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.results.manifest.Bar;
import org.heaplab.results.manifest.RivalGroup;

/// What the handle heap is held to, and against whom. The verdict rests on blocks that are aligned
/// as C asks, for so are those of its native rivals. Heaps of ours that move nothing stand beside
/// it: what they reach too is no merit of moving.
public final class HandleBars {
  /// The heap that the verdict is about.
  static final String SUBJECT = "handle:align=malloc";

  /// The same with its usual alignment.
  static final String BESIDE = "handle";

  /// The same, moving nothing.
  static final String UNMOVED = "handle:align=malloc,compact=asked";

  static final List<String> HARNESS = List.of("nothing", "nothing-c");

  static final String GLIBC = "glibc";
  private static final String MIMALLOC = "mimalloc";
  static final String FIRST_FIT = "first-fit:align=malloc";

  static final RivalGroup NATIVES =
      new RivalGroup(NATIVE, List.of(GLIBC, "jemalloc", MIMALLOC, "tcmalloc"));

  static final RivalGroup TUNED_NATIVES =
      new RivalGroup(TUNED, NATIVES.allocators().stream().map(one -> one + "-tight").toList());

  static final RivalGroup UNMOVING_HEAPS =
      new RivalGroup(UNMOVING, List.of(UNMOVED, FIRST_FIT, "best-fit:align=malloc"));

  private static final double LARGEST_PAUSED_BYTES = 256 << 20;

  static final ExperimentPlan BARS =
      ExperimentPlan.of(
              "handle-bars",
              "Does the handle heap reach the bars that are set for it, and because it moves?",
              "handle at both alignments, heaps that move nothing, native rivals as they come and"
                  + " tuned, and both harnesses without an allocator, on every recorded trace; the"
                  + " smallest heap of handle; its lock and unlock against reading by an address")
          .onRecordedTraces()
          .with(names -> allocators())
          .without(LATENCY)
          .measuring(SMALLEST_HEAP, SUBJECT, BESIDE)
          .measuring(LOCKS, SUBJECT, BESIDE)
          .about(SUBJECT)
          .beside(BESIDE)
          .against(NATIVES, TUNED_NATIVES, UNMOVING_HEAPS)
          .holdingTo(
              Bar.ofWorst("peak ratio over that of the best native", PEAK_RATIO, 1.0, 0.95)
                  .against(NATIVE),
              Bar.ofWorst("peak ratio over that of the best tuned native", PEAK_RATIO, 1.0, 0.95)
                  .against(TUNED),
              Bar.ofWorst("mean ratio over that of the best native", MEAN_RATIO, 0.97, 0.85)
                  .against(NATIVE),
              Bar.ofWorst("mean ratio over that of the best tuned native", MEAN_RATIO, 0.97, 0.85)
                  .against(TUNED),
              Bar.ofMean("peak ratio", PEAK_RATIO, 1.07, 1.05).on(ORDINARY),
              Bar.ofMean("peak ratio", PEAK_RATIO, 1.07, 1.05).on(LONG_RUNNING),
              Bar.ofMean("mean ratio", MEAN_RATIO, 1.12, 1.08).on(ORDINARY),
              Bar.ofMean("mean ratio", MEAN_RATIO, 1.12, 1.08).on(LONG_RUNNING),
              Bar.ofMean("end ratio", END_RATIO, 1.25, 1.12).on(LONG_RUNNING),
              Bar.ofMean("mean ratio over that of itself not moving", MEAN_RATIO, 0.90, 0.80)
                  .on(LONG_RUNNING)
                  .against(UNMOVED),
              Bar.ofMean("mean ratio over that of first-fit", MEAN_RATIO, 0.90, 0.80)
                  .on(LONG_RUNNING)
                  .against(FIRST_FIT),
              Bar.ofMean("time per operation over glibc's", NS_PER_OP, 1.25, 1.0).against(GLIBC),
              Bar.ofWorst("time per operation over glibc's", NS_PER_OP, 1.7, 1.3).against(GLIBC),
              Bar.ofMean(
                      "time per operation over glibc's, each without its harness",
                      NS_PER_OP,
                      1.25,
                      1.0)
                  .against(GLIBC)
                  .withoutHarness(),
              Bar.ofMean("time per operation over mimalloc's", NS_PER_OP, null, 1.0)
                  .against(MIMALLOC),
              Bar.ofWorst(
                      "metadata per live block at the peak, beyond 1 % of F",
                      METADATA_PER_BLOCK, 6.0, null)
                  .besides(0.01),
              Bar.ofWorst(
                      "metadata per live block at the peak, beyond 0.5 % of F",
                      METADATA_PER_BLOCK, null, 5.0)
                  .besides(0.005),
              Bar.ofWorst("lock + unlock, uncontended, over a plain read (JMH)", LOCK_NS, 3.0, 1.5),
              Bar.ofWorst(
                      "longest pause in processor time, heaps to 256 MiB",
                      MAX_PAUSE_NS,
                      200e3,
                      100e3)
                  .upTo(LARGEST_PAUSED_BYTES),
              Bar.ofWorst(
                      "longest pause on the wall, heaps to 256 MiB", MAX_PAUSE_WALL_NS, 2e6, 500e3)
                  .upTo(LARGEST_PAUSED_BYTES),
              Bar.ofWorst(
                  "smallest heap over the floor of its entries and padding",
                  MIN_HEAP_TO_PACKED,
                  1.05,
                  1.02),
              Bar.ofWorst("bytes moved per byte allocated", MOVED_SHARE, 0.2, 0.05))
          .claiming(HandleClaims.OF_BARS)
          .build();

  static final ExperimentPlan RECORDINGS =
      ExperimentPlan.of(
              "recordings",
              "How much do recordings of one program with other random choices differ?",
              "the space of handle and its rivals on every recorded trace; lua-game-2 is the second"
                  + " recording of lua-game")
          .onRecordedTraces()
          .with(names -> compared())
          .without(TIME, LATENCY, PAUSES)
          .about(SUBJECT)
          .beside(BESIDE)
          .against(NATIVES, TUNED_NATIVES, UNMOVING_HEAPS)
          .build();

  private HandleBars() {}

  private static List<String> allocators() {
    return Stream.of(compared(), HARNESS).flatMap(List::stream).toList();
  }

  private static List<String> compared() {
    return Stream.of(
            List.of(SUBJECT, BESIDE),
            UNMOVING_HEAPS.allocators(),
            NATIVES.allocators(),
            TUNED_NATIVES.allocators())
        .flatMap(List::stream)
        .toList();
  }
}

package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.measure.measurement.Measurements.PAUSES;
import static org.heaplab.measure.measurement.Measurements.TIME;
import static org.heaplab.results.manifest.ReplayedWorkload.LONG_RUNNING;
import static org.heaplab.results.metric.Metrics.MEAN_RATIO;
import static org.heaplab.results.metric.Metrics.METADATA_PER_BLOCK;
import static org.heaplab.results.metric.Metrics.NS_PER_OP;
import static org.heaplab.results.metric.Metrics.PEAK_RATIO;
import static org.heaplab.results.metric.QuantityKey.ALL;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.results.manifest.Claim;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.manifest.Variation;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.QuantityKey;

/// What allocators of all sorts pay for what is asked of them: for the number of live blocks, for
/// their alignment, and for pages given back at once.
public final class DemandExperiments {
  private static final String ALIGN = "align";
  private static final String DIRTY = "dirty";

  /// Times that each block is replaced. More of them make the share of filling smaller, and the
  /// largest trace longer than a machine has memory for.
  private static final int TURNS = 4;

  private static final List<String> OURS =
      List.of(
          HandleBars.SUBJECT,
          HandleBars.BESIDE,
          "first-fit:align=malloc",
          "best-fit:align=malloc",
          "buddy:align=malloc");

  static final ExperimentPlan SCALE =
      ExperimentPlan.of(
              "scale",
              "How do time per operation and metadata per block grow with the number of live blocks?",
              "handle at both alignments, first-fit, best-fit, buddy, native allocators and both"
                  + " harnesses on synthetic workloads with 1,000 to 10,000,000 live blocks, of 0.8 MB"
                  + " to 8 GB")
          .onMadeWorkloads(blocks(1_000, 10_000, 100_000, 1_000_000))
          .andInFull(blocks(3_000, 30_000, 300_000, 3_000_000, 10_000_000))
          .with(
              names ->
                  Stream.of(OURS, HandleBars.NATIVES.allocators(), HandleBars.HARNESS)
                      .flatMap(List::stream)
                      .toList())
          .without(LATENCY, PAUSES)
          .about(HandleBars.SUBJECT)
          .beside(HandleBars.BESIDE)
          .ofOneAllocator()
          .showing(
              growth(
                  "time",
                  "Time per operation against the number of live blocks",
                  "One operation in %d fills the heap; the others replace random blocks by others."
                          .formatted(1 + 2 * TURNS)
                      + " The writing of the blocks is in the time.",
                  NS_PER_OP),
              growth(
                  "metadata",
                  "Metadata per block against the number of live blocks",
                  "Where most bytes are live. Native allocators do not tell it.",
                  METADATA_PER_BLOCK))
          .claiming(
              Claim.below(
                  0.5,
                  "scale-time",
                  "Time per operation grows with less than the square root of the number of live"
                      + " blocks.",
                  new QuantityKey("scale").exponent(NS_PER_OP, HandleBars.SUBJECT)),
              Claim.below(
                  0.05,
                  "scale-metadata",
                  "Metadata per block does not grow with the number of live blocks.",
                  new QuantityKey("scale").exponent(METADATA_PER_BLOCK, HandleBars.SUBJECT)))
          .build();

  static final ExperimentPlan ALIGNMENT =
      ExperimentPlan.of(
              "alignment",
              "What does alignment as C asks for it cost each allocator in memory?",
              "handle, first-fit, best-fit, buddy and jeff, each with blocks aligned to 8 bytes and as"
                  + " malloc has to, and native allocators, on every recorded trace")
          .onRecordedTraces()
          .with(
              names ->
                  Stream.concat(
                          Stream.of(HandleBars.BESIDE, "first-fit", "best-fit", "buddy", "jeff")
                              .flatMap(one -> Stream.of(one + ":" + ALIGN + "=malloc", one)),
                          HandleBars.NATIVES.allocators().stream())
                      .toList())
          .without(TIME, LATENCY, PAUSES)
          .about(HandleBars.SUBJECT)
          .beside(HandleBars.BESIDE)
          .varying(new Variation(ALIGN, null, false))
          .ofOneAllocator()
          .showing(
              dots("mean-ratio", "Memory over time at two alignments", "mean", MEAN_RATIO),
              dots("peak-ratio", "Memory at its largest at two alignments", "largest", PEAK_RATIO))
          .build();

  static final ExperimentPlan GIVING_BACK =
      ExperimentPlan.of(
              "giving-back",
              "What does it cost to give back pages at once, and to keep them for a while?",
              "buddy, pool and compact-fit at align=malloc, which keep nothing, a 64th, a 16th and a"
                  + " quarter of their footprint as dirty pages, beside handle, first-fit and glibc, on"
                  + " every recorded trace")
          .onRecordedTraces()
          .with(
              names ->
                  Stream.concat(
                          Stream.of(
                              HandleBars.SUBJECT,
                              HandleBars.FIRST_FIT,
                              HandleBars.GLIBC,
                              "nothing"),
                          Stream.of("buddy", "pool", "compact-fit")
                              .flatMap(DemandExperiments::keepingDirty))
                      .toList())
          .without(LATENCY, PAUSES)
          .about(HandleBars.SUBJECT)
          .varying(new Variation(DIRTY, null, false))
          .ofOneAllocator()
          .showing(
              spaceTime(
                  "What keeping dirty pages buys",
                  "A line is an allocator; the numbers say which share of its footprint may be pages"
                      + " that it has given back and the system has not yet taken.",
                  ""))
          .claiming(
              Claim.below(
                  0.75,
                  "dirty-time",
                  "On long-running programs pools that keep a sixteenth of their footprint as dirty"
                      + " pages take much less time than those that give back each page at once.",
                  overKeepingNone(NS_PER_OP, LONG_RUNNING)),
              Claim.below(
                  1.05,
                  "dirty-mean",
                  "On all traces they hold hardly more on average.",
                  overKeepingNone(MEAN_RATIO, ALL)))
          .build();

  private DemandExperiments() {}

  private static String overKeepingNone(Metric metric, String group) {
    return new QuantityKey("giving-back")
        .over(metric, keepingDirty("pool", "0.0625"), keepingDirty("pool", "0"), group);
  }

  private static Stream<String> keepingDirty(String scheme) {
    return Stream.of("0", "0.015625", "0.0625", "0.25").map(share -> keepingDirty(scheme, share));
  }

  private static String keepingDirty(String scheme, String share) {
    return scheme + ":" + ALIGN + "=malloc," + DIRTY + "=" + share;
  }

  private static String[] blocks(int... counts) {
    return Arrays.stream(counts)
        .mapToObj(count -> "churn:blocks=%d,turns=%d".formatted(count, TURNS))
        .toArray(String[]::new);
  }

  private static FigureRequest growth(String what, String title, String note, Metric metric) {
    return FigureRequest.of(
        "growth",
        "scale-" + what,
        title,
        note
            + " Both axes are logarithmic, so that a power law is a straight line; its exponent is"
            + " the slope.",
        metric);
  }

  private static FigureRequest dots(String name, String title, String which, Metric metric) {
    return ratio(name, title, which, "Native allocators align as C asks.", metric);
  }

  /// Memory against time, with lines of an option that is varied.
  ///
  /// @param lines sentences that say what a line is
  /// @param note sentences that the figure needs besides
  static FigureRequest spaceTime(String title, String lines, String note) {
    return FigureRequest.of(
        "space-time",
        "space-time",
        title,
        lines
            + " Left is faster, down is smaller. Nothing beats the allocators on the dashed front in"
            + " both at once. The dotted line is the harness without any allocator."
            + note);
  }

  /// A footprint over live bytes on all traces.
  ///
  /// @param which footprint and which live bytes
  /// @param note a sentence that the figure needs besides
  static FigureRequest ratio(String name, String title, String which, String note, Metric metric) {
    String ratio = "%s footprint ÷ %s live bytes".formatted(which, which);
    return FigureRequest.of(
            "dots",
            name,
            title,
            "The "
                + ratio
                + ". A ring is a trace, the large point the geometric mean over the traces with its"
                + " 95 % interval over traces. "
                + note,
            metric)
        .axes(ratio, "");
  }
}

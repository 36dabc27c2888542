package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.HEAP_SIZES;
import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.measure.measurement.Measurements.LOCKS;
import static org.heaplab.measure.measurement.Measurements.PAUSES;
import static org.heaplab.measure.measurement.Measurements.SMALLEST_HEAP;
import static org.heaplab.measure.measurement.Measurements.TIME;
import static org.heaplab.results.metric.Metrics.MAX_PAUSE_NS;
import static org.heaplab.results.metric.Metrics.MAX_PAUSE_WALL_NS;
import static org.heaplab.results.metric.Metrics.MOVED_SHARE;
import static org.heaplab.results.metric.Metrics.NS_PER_OP;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.results.manifest.Bar;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Metric;

/// What handles cost those who use them: in a heap of fixed size, at each access, and in pauses.
public final class CostExperiments {
  /// Those of ours that run in a fixed heap and are meant for use.
  private static final List<String> FIXED =
      List.of(
          HandleBars.SUBJECT,
          HandleBars.UNMOVED,
          "jeff:align=malloc",
          "first-fit:align=malloc",
          "best-fit:align=malloc",
          "buddy:align=malloc");

  static final ExperimentPlan HEAP_SIZE =
      ExperimentPlan.of(
              "heap-size",
              "What do time, pauses and bytes moved cost, the tighter the heap is?",
              "what runs in a fixed heap, on every recorded trace, in heaps from its smallest to"
                  + " twice that")
          .onRecordedTraces()
          .with(names -> FIXED)
          .without(TIME, LATENCY, PAUSES)
          .measuring(SMALLEST_HEAP, FIXED.toArray(String[]::new))
          .measuring(HEAP_SIZES, FIXED.toArray(String[]::new))
          .about(HandleBars.SUBJECT)
          .ofOneAllocator()
          .showing(
              heapSize(
                  "time",
                  "Time against heap size",
                  "The geometric mean over the traces.",
                  NS_PER_OP),
              heapSize(
                  "pause",
                  "The longest pause against heap size",
                  "The longest on any of the traces.",
                  MAX_PAUSE_NS),
              heapSize(
                  "moved",
                  "Bytes moved against heap size",
                  "The arithmetic mean over the traces.",
                  MOVED_SHARE))
          .claiming(HandleClaims.OF_HEAP_SIZE)
          .build();

  static final ExperimentPlan BURSTS =
      ExperimentPlan.of(
              "bursts",
              "What does a client pay that locks its blocks for each burst of accesses?",
              "handle and its native rivals on every recorded trace; lock and unlock of handle"
                  + " against reading by an address")
          .onRecordedTraces()
          .with(
              names ->
                  Stream.of(
                          List.of(HandleBars.SUBJECT),
                          HandleBars.NATIVES.allocators(),
                          HandleBars.HARNESS)
                      .flatMap(List::stream)
                      .toList())
          .without(LATENCY, PAUSES)
          .measuring(LOCKS, HandleBars.SUBJECT)
          .about(HandleBars.SUBJECT)
          .against(HandleBars.NATIVES)
          .ofOneAllocator()
          .showing(
              FigureRequest.of(
                  "bursts",
                  "bursts",
                  "Total time against bursts of accesses for each block",
                  "The traces do not say how often their programs use a block. So the replay's time"
                      + " is measured, and the price of a burst, which is one lock, one read and one"
                      + " unlock, or one read by an address, is added for as many bursts as the axis"
                      + " says."))
          .build();

  static final ExperimentPlan PAUSE =
      ExperimentPlan.of(
              "pauses",
              "How long does the handle heap keep its client waiting in heaps of up to 256 MiB?",
              "handle on two synthetic workloads with 16, 64 and 256 MiB")
          .onMadeWorkloads(
              "phases:limit=14M",
              "phases:limit=56M",
              "phases:limit=225M",
              "comb:live=7M",
              "comb:live=28M",
              "comb:live=112M")
          .with(names -> List.of(HandleBars.SUBJECT, HandleBars.BESIDE))
          .without(TIME, LATENCY)
          .about(HandleBars.SUBJECT)
          .beside(HandleBars.BESIDE)
          .ofOneAllocator()
          .showing(
              longestPause("longest-pause", "The longest pause in processor time", MAX_PAUSE_NS),
              longestPause(
                  "longest-pause-wall", "The longest pause on the wall", MAX_PAUSE_WALL_NS))
          .holdingTo(
              Bar.ofWorst("longest pause in processor time", MAX_PAUSE_NS, 200e3, 100e3),
              Bar.ofWorst("longest pause on the wall", MAX_PAUSE_WALL_NS, 2e6, 500e3))
          .build();

  private CostExperiments() {}

  private static FigureRequest longestPause(String name, String title, Metric metric) {
    return FigureRequest.of("dots", name, title, "The least of a few replays.", metric)
        .axes("nanoseconds", "");
  }

  private static FigureRequest heapSize(String what, String title, String mean, Metric metric) {
    return FigureRequest.of(
        "heap-size",
        "heap-size-" + what,
        title,
        "Heaps of fixed size. Each line begins at the smallest heap in which its allocator completes"
            + " the traces, and ends at twice that. Time, pause and bytes moved at one size are of"
            + " the same setting. "
            + mean,
        metric);
  }
}

package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.measure.measurement.Measurements.LOCK_SHARES;
import static org.heaplab.measure.measurement.Measurements.PAUSES;
import static org.heaplab.measure.measurement.Measurements.TIME;
import static org.heaplab.results.metric.Metrics.MEAN_RATIO;
import static org.heaplab.results.metric.Metrics.MOVED_SHARE;
import static org.heaplab.results.metric.Metrics.NS_PER_OP;
import static org.heaplab.results.metric.Metrics.PEAK_RATIO;
import static org.heaplab.results.metric.QuantityKey.ALL;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.measure.MeasuredAllocators;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.measure.replay.LockMode;
import org.heaplab.results.manifest.Claim;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.QuantityKey;
import org.heaplab.workloads.Scale;
import org.heaplab.workloads.locks.LockPolicy;

/// What compaction can still do when blocks are locked as real programs would lock them: inferred
/// from their loads and stores.
public final class LockExperiments {
  /// The traces are short, and their heaps have few pages. What a heap does by pages would hide
  /// what locks do.
  private static final Scale SCALE = new Scale(16);

  private static final String BURSTS =
      MeasuredAllocators.LOCKS + new LockMode.Inferred(LockPolicy.USUAL.getFirst());

  static final ExperimentPlan LOCKS =
      ExperimentPlan.of(
              "locks",
              "What can compaction still do when blocks are locked for as long as programs use them?",
              "handle and jeff with no block held and with the locks of each policy, and handle that"
                  + " never moves, on every recorded trace with accesses, all sizes times "
                  + SCALE.times())
          .onAccessTraces()
          .scaled(SCALE)
          .with(names -> allocators())
          .without(TIME, LATENCY, PAUSES)
          .measuring(LOCK_SHARES)
          .about(HandleBars.BESIDE)
          .ofOneAllocator()
          .showing(
              dots("mean-ratio", "Memory over time, by lock policy", "mean", MEAN_RATIO),
              dots("peak-ratio", "Memory at its largest, by lock policy", "largest", PEAK_RATIO),
              FigureRequest.of(
                      "dots",
                      "moved-share",
                      "Bytes moved, by lock policy",
                      "Bytes that compaction moved ÷ bytes allocated, drawn as the figures before.",
                      MOVED_SHARE)
                  .axes("bytes moved ÷ bytes allocated", ""),
              FigureRequest.of(
                  "lock-shares",
                  "lock-shares",
                  "What is locked",
                  "The share of live bytes (solid) and of live blocks (dashed) that each policy holds"
                      + " locked when the program calls its allocator. burst=N: from the first access"
                      + " of a burst to the last, where N accesses and calls without one end it;"
                      + " steve: the counters of the thesis; life: from a block's first access to its"
                      + " last."))
          .claiming(
              Claim.below(
                  1.02,
                  "locks-burst",
                  "If blocks are locked for bursts of accesses, the handle heap holds hardly more on"
                      + " average than without locks.",
                  lockedOver(HandleBars.BESIDE)),
              Claim.above(
                  1.1,
                  "locks-jeff",
                  "Jeff holds clearly more with such locks than without.",
                  lockedOver("jeff")))
          .build();

  static final ExperimentPlan INDIRECTION =
      ExperimentPlan.of(
              "indirection",
              "What do handles cost a program in all, locked for each of its real bursts of accesses?",
              "handle with locks around bursts and around each single access, and its native rivals"
                  + " by pointers, on every recorded trace with accesses, which are all done")
          .onAccessTraces()
          .with(
              names ->
                  Stream.of(
                          List.of(HandleBars.SUBJECT + BURSTS, HandleBars.SUBJECT),
                          HandleBars.NATIVES.allocators(),
                          HandleBars.HARNESS)
                      .flatMap(List::stream)
                      .toList())
          .without(LATENCY, PAUSES)
          .about(HandleBars.SUBJECT + BURSTS)
          .against(HandleBars.NATIVES)
          .ofOneAllocator()
          .showing(
              FigureRequest.of(
                      "dots",
                      "time",
                      "Total time, accesses included",
                      "Time of a replay with all its accesses ÷ mallocs, frees and reallocs. A ring"
                          + " is a trace, the large point the geometric mean over the traces with its"
                          + " 95 % interval over traces. Harnesses do them too, all on the same bytes.",
                      NS_PER_OP)
                  .axes("nanoseconds per operation, with its accesses", ""))
          .build();

  private LockExperiments() {}

  /// What an allocator holds on average with locks around bursts, over what it holds without.
  private static String lockedOver(String allocator) {
    return new QuantityKey("locks").over(MEAN_RATIO, allocator + BURSTS, allocator, ALL);
  }

  private static List<String> allocators() {
    return Stream.of(
            withPolicies(HandleBars.BESIDE),
            Stream.of(HandleBars.BESIDE + ":compact=asked"),
            withPolicies("jeff"))
        .flatMap(all -> all)
        .toList();
  }

  private static Stream<String> withPolicies(String allocator) {
    Stream<String> locked =
        LockPolicy.USUAL.stream()
            .map(policy -> allocator + MeasuredAllocators.LOCKS + new LockMode.Inferred(policy));
    return Stream.concat(Stream.of(allocator), locked);
  }

  private static FigureRequest dots(String name, String title, String which, Metric metric) {
    String note = "Without a policy, a block is locked only while it is read or written.";
    return DemandExperiments.ratio(name, title, which, note, metric);
  }
}

package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.measure.measurement.Measurements.PAUSES;
import static org.heaplab.measure.measurement.Measurements.PROFILES;
import static org.heaplab.measure.measurement.Measurements.SESSIONS;
import static org.heaplab.measure.measurement.Measurements.TIME;
import static org.heaplab.results.metric.Metrics.END_RATIO;
import static org.heaplab.results.metric.Metrics.MEAN_RATIO;
import static org.heaplab.results.metric.Metrics.PEAK_RATIO;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.heaplab.measure.MeasuredAllocators;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.published.OperaLogNumbers;
import org.heaplab.results.manifest.Claim;
import org.heaplab.results.manifest.Counterpart;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.QuantityKey;

/// Experiments whose workloads are made for them: browsing on a device, workloads that are fitted
/// to traces, browsing sessions beside those of real browsers, adversaries.
public final class WorkloadExperiments {
  /// The sessions hold locks while they fill a buffer or decode an image.
  private static final String LOCKED = MeasuredAllocators.LOCKS + "recorded";

  private static final String SUBJECT = "handle" + LOCKED;

  /// The most live bytes of sessions: three quarters and all of heaps of 4, 6 and 8 MiB.
  private static final List<String> BUDGETS = List.of("3M", "4M", "4608K", "6M", "8M");

  /// Allocators whose addresses an adversary sees.
  private static final List<String> SEEN =
      List.of("handle", "jeff", "first-fit", "next-fit", "best-fit", "buddy", "tlsf");

  private static final QuantityKey DEVICE_KEY = new QuantityKey("device");
  private static final String ROOMY = "4M roomy";

  private static final int FEW_SEEDS = 5;
  private static final int MANY_SEEDS = 20;

  private static final String TODAY = "netsurf";
  private static final String TODAY_LONGER = "netsurf-tabs";

  /// Made sessions and the real ones that they should be like, with as many pages. What a page
  /// weighs is drawn, so that the session with one page is made from several seeds.
  private static final List<Counterpart> COUNTERPARTS =
      Stream.of(
              Stream.of(new Counterpart("desktop-2008:pages=0,exit=yes", OperaLogNumbers.BLANK)),
              IntStream.rangeClosed(1, FEW_SEEDS)
                  .mapToObj("desktop-2008:pages=1,exit=yes,seed=%d"::formatted)
                  .map(made -> new Counterpart(made, OperaLogNumbers.NEWS)),
              Stream.of(
                  new Counterpart("desktop-2026:pages=14", TODAY),
                  new Counterpart("desktop-2026:pages=30", TODAY_LONGER)))
          .flatMap(one -> one)
          .toList();

  static final ExperimentPlan DEVICE =
      ExperimentPlan.of(
              "device",
              "How many pages does a browser load on a device with a small heap?",
              "allocators that run in a fixed heap, on browsing sessions made from several seeds, in"
                  + " heaps of 4, 6 and 8 MiB, with a third more than the session needs and without")
          .onMadeWorkloads(sessions(1, FEW_SEEDS))
          .andInFull(sessions(FEW_SEEDS + 1, MANY_SEEDS))
          .with(
              names ->
                  List.of(
                      SUBJECT,
                      "handle:compact=asked" + LOCKED,
                      "jeff:heap=limit" + LOCKED,
                      "first-fit",
                      "best-fit",
                      "buddy",
                      "tlsf"))
          .without(TIME, LATENCY, PAUSES)
          .measuring(SESSIONS)
          .about(SUBJECT)
          .ofOneAllocator()
          .showing(
              FigureRequest.of(
                  "sessions-roomy",
                  "pages-with-headroom",
                  "Pages in heaps with headroom",
                  "The heap is a third larger than the most live bytes of the session. A browsing"
                      + " session loads pages until a request is refused or it is over; blocks are"
                      + " locked while the browser fills them."),
              FigureRequest.of(
                  "sessions-tight",
                  "pages-without-headroom",
                  "Pages in heaps without headroom",
                  "The heap is as large as the most live bytes of the session, so that every"
                      + " allocator refuses a request in the end: metadata alone is too much."))
          .claiming(
              Claim.above(
                  28.8,
                  "phone-handle",
                  "In a heap of 4 MiB with room to spare the handle heap loads at least nine tenths of"
                      + " the 32 pages of a session.",
                  DEVICE_KEY.pages(ROOMY, SUBJECT)),
              Claim.below(
                  16,
                  "phone-first-fit",
                  "There first fit loads less than half of them.",
                  DEVICE_KEY.pages(ROOMY, "first-fit")))
          .build();

  static final ExperimentPlan RESEMBLANCE =
      ExperimentPlan.of(
              "resemblance",
              "How much do workloads resemble the traces that they are fitted to?",
              "handle, first-fit, buddy and glibc on every recorded trace, and on the workload that"
                  + " is fitted to it")
          .onRecordedTraces()
          .andFitted()
          .with(names -> List.of("handle", "first-fit", "buddy", "glibc"))
          .without(TIME, LATENCY, PAUSES)
          .measuring(PROFILES)
          .about("handle")
          .ofOneAllocator()
          .showing(
              fitted("resemblance-peak", "The peak of fitted workloads", PEAK_RATIO),
              fitted("resemblance-mean", "The mean of fitted workloads", MEAN_RATIO))
          .build();

  static final ExperimentPlan BROWSERS =
      ExperimentPlan.of(
              "browsers",
              "How much are made browsing sessions like those of real browsers?",
              "handle on the recorded sessions of a browser, and on sessions that are made to be like"
                  + " them and like logs of Opera of 2008; space only")
          .onTracesAndMade(Set.of(TODAY, TODAY_LONGER), browsing())
          .with(names -> List.of("handle"))
          .without(TIME, LATENCY, PAUSES)
          .measuring(PROFILES)
          .about("handle")
          .ofOneAllocator()
          .comparing(OperaLogNumbers.all(), COUNTERPARTS)
          .build();

  static final ExperimentPlan ADVERSARIES =
      ExperimentPlan.of(
              "adversaries",
              "What do allocators hold when somebody asks for the worst?",
              "allocators that move blocks and others on workloads made against them, and adversaries"
                  + " that see the addresses of blocks")
          .onMadeWorkloads("first-fit-adversary", "mesh-adversary", "pinning-adversary", "comb")
          .with(names -> Stream.concat(SEEN.stream(), Stream.of(SUBJECT, "glibc")).toList())
          .without(TIME, LATENCY, PAUSES)
          .measuring(Measurements.ADVERSARIES, SEEN.toArray(String[]::new))
          .about("handle")
          .ofOneAllocator()
          .showing(
              adversary("adversaries-peak", "The peak against adversaries", PEAK_RATIO),
              adversary("adversaries-end", "What adversaries leave held", END_RATIO))
          .claiming(
              Claim.below(
                  2,
                  "robson-handle",
                  "Robson's adversary does not make the handle heap hold twice what is live.",
                  new QuantityKey("adversaries").adversary("robson", "handle")),
              Claim.above(
                  3.9,
                  "robson-locked",
                  "If it locks the blocks that it keeps, it makes the handle heap hold about as much"
                      + " as it makes any heap hold that moves nothing.",
                  new QuantityKey("adversaries").adversary("robson, locked", "handle")))
          .build();

  private WorkloadExperiments() {}

  private static List<String> browsing() {
    return Stream.concat(
            COUNTERPARTS.stream().map(Counterpart::workload), Stream.of("opera-device"))
        .toList();
  }

  private static FigureRequest adversary(String name, String title, Metric metric) {
    return FigureRequest.of(
        "dots",
        name,
        title,
        "A ring is a workload, the large point the geometric mean over the workloads. Blocks stay"
            + " locked only with the locks of the trace.",
        metric);
  }

  private static String[] sessions(int firstSeed, int lastSeed) {
    Stream<String> all =
        IntStream.rangeClosed(firstSeed, lastSeed)
            .boxed()
            .flatMap(
                seed ->
                    BUDGETS.stream()
                        .map(budget -> "opera-device:budget=%s,seed=%d".formatted(budget, seed)));
    return all.toArray(String[]::new);
  }

  private static FigureRequest fitted(String name, String title, Metric metric) {
    return FigureRequest.of(
        "resemblance",
        name,
        title,
        "A row for each trace, a point for each allocator: the ratio on the fitted workload over"
            + " that on the trace.",
        metric);
  }
}

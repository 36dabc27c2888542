package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.measure.measurement.Measurements.PAUSES;
import static org.heaplab.measure.measurement.Measurements.SMALLEST_HEAP;
import static org.heaplab.measure.measurement.Measurements.TIME;
import static org.heaplab.results.metric.Metrics.MAX_PAUSE_NS;
import static org.heaplab.results.metric.Metrics.MEAN_RATIO;
import static org.heaplab.results.metric.Metrics.METADATA_PER_BLOCK;
import static org.heaplab.results.metric.Metrics.MIN_HEAP_RATIO;
import static org.heaplab.results.metric.Metrics.MOVED_SHARE;
import static org.heaplab.results.metric.Metrics.NS_PER_OP;
import static org.heaplab.results.metric.Metrics.OVERHEAD_PER_BLOCK;
import static org.heaplab.results.metric.Metrics.P99_PAUSE_NS;
import static org.heaplab.results.metric.Metrics.PEAK_RATIO;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.measure.MeasuredAllocators;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.manifest.Variation;
import org.heaplab.results.metric.Metric;

/// The experiments about the handle heap.
public final class HandleExperiments {
  private static final String HANDLE = "handle";

  /// The options that the heap began with: entries stay where they are, larger blocks are extents,
  /// only allocated bytes pay for moves, no more at the peak than elsewhere, and few freed blocks
  /// are kept.
  private static final String FIRST_GENERATION =
      "pack=1,popular=0,pays=allocated,peak=1,ready=0.005";

  private static final List<String> NATIVES =
      Stream.of(
              HandleBars.NATIVES.allocators(),
              HandleBars.TUNED_NATIVES.allocators(),
              HandleBars.HARNESS)
          .flatMap(List::stream)
          .toList();

  static final FigureRequest CAUSES_ON_TRACE =
      FigureRequest.of(
          "causes-on-trace",
          "causes",
          "What allocators hold memory for",
          "Bytes beyond live ones, on average over the trace.");

  static final ExperimentPlan FRONTIER =
      ExperimentPlan.of(
              "frontier",
              "What does the handle heap pay in time for less memory, as its headroom varies?",
              "handle at align=malloc with headroom from 0 to 1, and the native allocators, tuned and"
                  + " not, on every recorded trace")
          .onRecordedTraces()
          .with(
              names ->
                  concat(
                      variants(
                          "align=malloc,headroom=",
                          "0",
                          "0.03",
                          "0.06",
                          "0.12",
                          "0.25",
                          "0.5",
                          "1"),
                      NATIVES))
          .without(LATENCY, PAUSES)
          .about(HandleBars.SUBJECT)
          .varying(new Variation("headroom", null, false))
          .showing(
              DemandExperiments.spaceTime(
                  "What headroom buys",
                  "The line is the handle heap with more and more headroom, the share of the"
                      + " footprint that may be free before it compacts; with 1 it never does.",
                  ""),
              FigureRequest.of(
                      "sweep",
                      "headroom",
                      "Memory against headroom",
                      "The handle heap of the figure before, by itself.",
                      MEAN_RATIO,
                      PEAK_RATIO)
                  .axes(
                      "share of the footprint that may be free before compaction",
                      "footprint ÷ live bytes"))
          .claiming(HandleClaims.OF_FRONTIER)
          .build();

  static final ExperimentPlan ABLATION =
      ExperimentPlan.of(
              "ablation",
              "What is each design choice of the handle heap worth?",
              "handle with one option changed at a time, on every recorded trace")
          .onRecordedTraces()
          .with(
              names ->
                  concat(
                      List.of(HANDLE),
                      variants(
                          "",
                          "entry=8",
                          "entry=16",
                          "granule=16",
                          "page=8192",
                          "page=16384",
                          "small=0",
                          "small=64",
                          "small=256",
                          "small=512",
                          "reuse=none,ready=0",
                          "ready=0",
                          "release=eager",
                          "release=never",
                          "compact=asked",
                          "headroom=0",
                          "headroom=0.1",
                          "pack=1",
                          "popular=0",
                          "pays=allocated",
                          "peak=1",
                          "moves=4",
                          "ready=0.005",
                          FIRST_GENERATION)))
          .without(LATENCY, PAUSES)
          .about(HANDLE)
          .ofOneAllocator()
          .showing(
              variantsBy(MEAN_RATIO),
              variantsBy(PEAK_RATIO),
              variantsBy(NS_PER_OP),
              variantsBy(MOVED_SHARE))
          .claiming(HandleClaims.OF_ABLATION)
          .build();

  static final ExperimentPlan BUDGET =
      ExperimentPlan.of(
              "budget",
              "How long are the handle heap's pauses, and how much memory do shorter ones cost?",
              "handle with a budget of 4 to 4096 for each turn of compaction, on every recorded"
                  + " trace")
          .onRecordedTraces()
          .with(names -> variants("budget=", "4", "16", "64", "256", "1024", "4096"))
          .without(LATENCY)
          .about(HANDLE)
          .varying(new Variation("budget", null, true))
          .ofOneAllocator()
          .showing(
              FigureRequest.of(
                      "sweep",
                      "budget-pauses",
                      "Pauses against the budget of compaction",
                      "Processor time of the pauses, each the least of a few replays. The budget is"
                          + " how many entries, pages or extents compaction may visit in one turn;"
                          + " half a kilobyte that it copies counts as a visit.",
                      MAX_PAUSE_NS,
                      P99_PAUSE_NS)
                  .axes("visits in each turn (logarithmic)", "processor time (logarithmic)"),
              FigureRequest.of(
                      "sweep",
                      "budget-memory",
                      "Memory against the budget of compaction",
                      "What shorter pauses cost in memory.",
                      MEAN_RATIO,
                      PEAK_RATIO)
                  .axes("visits in each turn (logarithmic)", "footprint ÷ live bytes"))
          .build();

  static final ExperimentPlan PINNED =
      ExperimentPlan.of(
              "pinned",
              "How does the handle heap's memory grow with the share of blocks that stay locked?",
              "handle with up to half of all blocks held from malloc to free, on every recorded"
                  + " trace, and its smallest heaps")
          .onRecordedTraces()
          .with(
              names ->
                  concat(List.of(HANDLE), held("0.01", "0.03", "0.1", "0.2", "0.3", "0.4", "0.5")))
          .without(TIME, LATENCY, PAUSES)
          .measuring(
              SMALLEST_HEAP,
              concat(List.of(HANDLE), held("0.03", "0.1", "0.3", "0.5")).toArray(String[]::new))
          .about(HANDLE)
          .varying(new Variation("hold", 0.0, false))
          .ofOneAllocator()
          .showing(
              FigureRequest.of(
                      "sweep",
                      "pinned-share",
                      "What locked blocks cost",
                      "A share of all blocks, drawn by seed, is locked from its allocation to its"
                          + " end and cannot move. The smallest heap is the one in which the heap"
                          + " must compact most.",
                      MEAN_RATIO,
                      PEAK_RATIO,
                      MIN_HEAP_RATIO)
                  .axes("share of blocks held from malloc to free", "footprint ÷ live bytes"))
          .claiming(HandleClaims.OF_PINNED)
          .build();

  static final ExperimentPlan HEADERS =
      ExperimentPlan.of(
              "headers",
              "What do the structures that each block needs cost?",
              "handle, jeff with headers of 17 and 13 bytes, and first-fit on every recorded trace")
          .onRecordedTraces()
          .with(names -> List.of(HANDLE, "jeff", "jeff:header=13", "first-fit"))
          .without(TIME, LATENCY, PAUSES)
          .about(HANDLE)
          .showing(
              FigureRequest.of(
                      "dots",
                      "metadata-per-block",
                      "Metadata of a block",
                      "All metadata over the live blocks, where most bytes are live: headers, tables"
                          + " and bitmaps.",
                      METADATA_PER_BLOCK)
                  .axes("bytes for each live block", ""),
              FigureRequest.of(
                      "dots",
                      "overhead-per-block",
                      "Everything beyond what was asked for",
                      "Footprint beyond live bytes over the live blocks, where most bytes are live:"
                          + " metadata, padding and free bytes.",
                      OVERHEAD_PER_BLOCK)
                  .axes("bytes for each live block", ""))
          .claiming(HandleClaims.OF_HEADERS)
          .build();

  /// Those of which it is told what they hold memory for. Variants of them may be asked for too.
  private static final List<String> TOLD =
      concat(
          List.of(HANDLE, HandleBars.SUBJECT, "first-fit:align=malloc", "buddy"),
          HandleBars.NATIVES.allocators());

  static final ExperimentPlan CAUSES =
      ExperimentPlan.of(
              "causes",
              "What do allocators hold memory for, beyond what is live?",
              "handle, first-fit, buddy and native allocators on every recorded trace, with walks"
                  + " over the heap")
          .onRecordedTraces()
          .with(names -> concat(TOLD, variantsIn(names)))
          .without(TIME, LATENCY, PAUSES)
          .measuring(Measurements.CAUSES)
          .about(HANDLE)
          .ofOneAllocator()
          .showing(
              FigureRequest.of(
                  "causes-of-subject",
                  "causes-by-trace",
                  "What the handle heap holds memory for",
                  "Bytes beyond the live ones that the program touches, on average over each trace."
                      + " Yellow is padding, violet and blue are metadata, red are free bytes that"
                      + " share their pages with something else, green are free pages."),
              FigureRequest.of(
                  "causes",
                  "causes",
                  "What allocators hold memory for",
                  "The same of each allocator, in the mean of the traces. A native allocator"
                      + " tells the padding of its blocks; glibc's headers are known too. The"
                      + " rest of what it holds is free bytes and metadata."),
              CAUSES_ON_TRACE)
          .claiming(HandleClaims.OF_CAUSES)
          .build();

  private HandleExperiments() {}

  private static FigureRequest variantsBy(Metric metric) {
    return FigureRequest.of(
        "variants",
        "ablation-" + metric.name().replace('_', '-'),
        "One design choice changed: " + metric.title(),
        "Each row is the handle heap with one design choice that is not the usual one, by what it"
            + " changes on the same traces. Right of the line is worse; grey cannot be told from"
            + " the usual heap, by signed ranks over the traces with Holm's correction, at 95 %.",
        metric);
  }

  private static List<String> variants(String prefix, String... values) {
    return Stream.of(values).map(value -> HANDLE + ":" + prefix + value).toList();
  }

  /// Those that somebody has asked for with options.
  private static List<String> variantsIn(List<String> names) {
    return names.stream().filter(name -> name.contains(":") && !TOLD.contains(name)).toList();
  }

  private static List<String> held(String... shares) {
    return Stream.of(shares)
        .map(share -> HANDLE + MeasuredAllocators.LOCKS + "hold=" + share)
        .toList();
  }

  private static List<String> concat(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }
}

package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.HEAP_MAPS;
import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.measure.measurement.Measurements.PAUSES;
import static org.heaplab.measure.measurement.Measurements.TIME;
import static org.heaplab.results.manifest.ReplayedWorkload.LONG_RUNNING;
import static org.heaplab.results.metric.Metrics.AFTER_PEAK_RATIO;
import static org.heaplab.results.metric.Metrics.MEAN_RATIO;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.results.manifest.Claim;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.metric.QuantityKey;

/// What memory does while a program runs, and what of it stays when the program needs less.
public final class Timeline {
  static final FigureRequest HEAP_MAP =
      FigureRequest.of(
          "heap-map",
          "heap-map",
          "Heap map",
          "What lies where in the heap while the trace runs: a column is a moment, a row a stretch"
              + " of addresses, lowest at the bottom. The darker on light paper, or the lighter on"
              + " dark, the more of a stretch is used; orange is free but held; nothing is drawn"
              + " where nothing is held. Stripes are metadata. Bars on top are bytes that compaction"
              + " moved since the moment before.");

  static final FigureRequest UNUSABLE =
      FigureRequest.of(
          "unusable",
          "unusable",
          "Free memory that is too scattered",
          "Of the free bytes that are held, the share that lies in spans shorter than a request: no"
              + " such request can have them unless blocks move. On average over the trace; the"
              + " numbers are for requests of 4 KiB.");

  private static final RivalGroup UNMOVING =
      new RivalGroup(RivalGroup.UNMOVING, List.of(HandleBars.UNMOVED, HandleBars.FIRST_FIT));

  static final ExperimentPlan TIMELINE =
      ExperimentPlan.of(
              "timeline",
              "What do allocators hold over time, and what is left of it after the peak?",
              "handle moving and not, first-fit and the native allocators on every recorded trace;"
                  + " heap maps of handle moving and not")
          .onRecordedTraces()
          .with(names -> allocators())
          .without(TIME, LATENCY, PAUSES)
          .measuring(HEAP_MAPS, HandleBars.SUBJECT, HandleBars.UNMOVED)
          .about(HandleBars.SUBJECT)
          .against(HandleBars.NATIVES, UNMOVING)
          .ofOneAllocator()
          .showing(
              FigureRequest.of(
                      "dots",
                      "after-peak-ratio",
                      "Memory after the peak",
                      "Mean footprint ÷ mean live bytes over the operations after the one after which"
                          + " most bytes are live. A ring is a trace, the large point the geometric"
                          + " mean over the traces with its 95 % interval over traces.",
                      AFTER_PEAK_RATIO)
                  .axes("mean footprint ÷ mean live bytes after the peak", ""),
              FigureRequest.of(
                      "dots",
                      "mean-ratio",
                      "Memory over the whole trace",
                      "The same over all operations.",
                      MEAN_RATIO)
                  .axes("mean footprint ÷ mean live bytes", ""),
              FigureRequest.of(
                  "footprint",
                  "footprint",
                  "Memory over time",
                  "Bytes held from the system over the operations of the trace; the grey area is what"
                      + " the program had requested and not yet freed. The numbers are mean footprint"
                      + " ÷ mean live bytes."),
              FigureRequest.of(
                  "waste",
                  "waste",
                  "Waste over time",
                  "Footprint − live bytes over the operations of the trace. The upright line is where"
                      + " most bytes are live. The numbers are mean footprint ÷ mean live bytes after"
                      + " it."),
              HEAP_MAP,
              UNUSABLE)
          .claiming(
              Claim.below(
                  0.95,
                  "after-peak",
                  "After the peak, moving blocks lowers what is held on long-running programs.",
                  new QuantityKey("timeline")
                      .over(
                          AFTER_PEAK_RATIO, HandleBars.SUBJECT, HandleBars.UNMOVED, LONG_RUNNING)))
          .build();

  private Timeline() {}

  private static List<String> allocators() {
    return Stream.of(
            List.of(HandleBars.SUBJECT), UNMOVING.allocators(), HandleBars.NATIVES.allocators())
        .flatMap(List::stream)
        .toList();
  }
}

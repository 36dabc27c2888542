package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.LARGEST_BLOCK;
import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.measure.measurement.Measurements.PAUSES;
import static org.heaplab.measure.measurement.Measurements.TIME;
import static org.heaplab.measure.measurement.Measurements.WINDOWS;
import static org.heaplab.results.metric.FixedHeapMetrics.TIGHT_COMPLETED;
import static org.heaplab.results.metric.QuantityKey.ALL;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.measure.MeasuredAllocators;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.results.manifest.Claim;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.manifest.Variation;
import org.heaplab.results.metric.QuantityKey;

/// The measurements of the thesis that asked the question first (Jansson, *JEFF and STEVE*, 2015),
/// on our traces: as it did, and as the question needs it.
///
/// The thesis gave each allocator a heap of four times the peak and unlocked every block at once.
/// Its allocator compacts when a request finds no room, and in such a heap there was always room.
/// So its charts show an allocator that never compacts. Here the same is measured again, and beside
/// it a heap that leaves a fifth beyond live bytes, with one block in ten locked from malloc to
/// free.
public final class ThesisExperiment {
  private static final String HELD = MeasuredAllocators.LOCKS + "hold=0.1";

  private static final QuantityKey KEY = new QuantityKey("thesis");

  /// The thesis's allocator, in a heap that is given to it at the start as there.
  private static final String JEFF = "jeff:heap=limit";

  private static final List<String> HANDLES =
      List.of(JEFF, "jeff:header=13,heap=limit", "handle", "handle:compact=asked");

  /// Their locks do nothing, so that they have no second replay.
  private static final List<String> POINTERS = List.of("first-fit", "best-fit", "buddy");

  static final ExperimentPlan THESIS =
      ExperimentPlan.of(
              "thesis",
              "What did the thesis that asked first measure, and what does a tight heap with locks"
                  + " show?",
              "jeff and handle with no block and with a tenth of all blocks held, and heaps of"
                  + " pointers, on every recorded trace, in heaps of 4 and of 1.2 times the most live"
                  + " bytes")
          .onRecordedTraces()
          .with(names -> allocators())
          .without(TIME, LATENCY, PAUSES)
          .measuring(LARGEST_BLOCK)
          .measuring(WINDOWS)
          .about(JEFF)
          .varying(new Variation("hold", 0.0, false))
          .ofOneAllocator()
          .showing(
              FigureRequest.of(
                  "ranks",
                  "ranks",
                  "Ranks by the largest allocatable block",
                  "Each column is a heap size, in multiples of the most live bytes, and a share of"
                      + " blocks held from malloc to free. The number is the rank by the mean"
                      + " penalty; those with an equal sign and a bar between them are tied. An"
                      + " allocator whose request was refused on some trace has a ring."),
              FigureRequest.of(
                  "largest-loose",
                  "largest-loose",
                  "Largest allocatable block, in the loosest heap",
                  "The largest block that malloc grants at each point, as a share of the heap, which"
                      + " may first compact itself. Dashed: what there is room for as the heap lies,"
                      + " of heaps that move blocks. A cross is where a request of the program was"
                      + " refused."),
              FigureRequest.of(
                  "largest-tight",
                  "largest-tight",
                  "Largest allocatable block, in the tightest heap",
                  "The same in the smallest heap, with the most blocks held."),
              FigureRequest.of(
                  "windows-loose",
                  "windows-loose",
                  "Time per operation, in the loosest heap",
                  "The mean time of the operations since the point before; the median over"
                      + " processes."),
              FigureRequest.of(
                  "windows-tight",
                  "windows-tight",
                  "Time per operation, in the tightest heap",
                  "The same in the smallest heap, with the most blocks held."))
          .claiming(
              Claim.above(
                  0.99,
                  "thesis-handle",
                  "In heaps of a fifth beyond the most live bytes, with a tenth of all blocks held,"
                      + " the handle heap completes every trace.",
                  KEY.least(TIGHT_COMPLETED, "handle" + HELD, ALL)),
              Claim.below(
                  0.5,
                  "thesis-jeff",
                  "There Jeff completes less than half of them.",
                  KEY.mean(TIGHT_COMPLETED, JEFF + HELD, ALL)))
          .build();

  private ThesisExperiment() {}

  private static List<String> allocators() {
    Stream<String> held = HANDLES.stream().map(one -> one + HELD);
    return Stream.of(HANDLES.stream(), POINTERS.stream(), held).flatMap(all -> all).toList();
  }
}

package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.measure.measurement.Measurements.OPERATIONS;
import static org.heaplab.measure.measurement.Measurements.PAUSES;
import static org.heaplab.measure.measurement.Measurements.TIME;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.results.manifest.Claim;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.QuantityKey;
import org.heaplab.results.table.OperationKind;

/// How long a client waits for one operation, and how much of its time compaction takes.
public final class LatencyExperiments {
  static final ExperimentPlan KINDS =
      ExperimentPlan.of(
              "latency",
              "How long does each kind of operation take, and what does compaction leave of a"
                  + " client's time?",
              "handle at both alignments, its native rivals, and both harnesses without an"
                  + " allocator, on every recorded trace")
          .onRecordedTraces()
          .with(
              names ->
                  Stream.of(
                          List.of(HandleBars.SUBJECT, HandleBars.BESIDE),
                          HandleBars.NATIVES.allocators(),
                          HandleBars.HARNESS)
                      .flatMap(List::stream)
                      .toList())
          .without(TIME, LATENCY, PAUSES)
          .measuring(OPERATIONS)
          .about(HandleBars.SUBJECT)
          .beside(HandleBars.BESIDE)
          .ofOneAllocator()
          .showing(figures())
          .claiming(
              Claim.above(
                  0.5,
                  "utilisation",
                  "Compaction takes less than half of any twentieth of a second.",
                  new QuantityKey("latency")
                      .utilisation(TimeUnit.MILLISECONDS.toNanos(50), HandleBars.SUBJECT)))
          .build();

  private LatencyExperiments() {}

  private static FigureRequest[] figures() {
    return Stream.concat(
            Arrays.stream(OperationKind.values()).map(LatencyExperiments::byPercentile),
            Stream.of(utilisation()))
        .toArray(FigureRequest[]::new);
  }

  private static FigureRequest byPercentile(OperationKind kind) {
    String figure = "latency-of-" + kind.key();
    return FigureRequest.of(
        figure,
        figure,
        "Latency: " + kind.title(),
        "Timed is "
            + kind.meaning()
            + ". A point is a percentile: the geometric mean over the traces that have enough"
            + " operations of the kind, at least ten beyond it. Every step to the right is one more"
            + " nine. Grey is what reading the clock costs, which is in every value.");
  }

  private static FigureRequest utilisation() {
    return FigureRequest.of(
        "utilisation",
        "utilisation",
        "Minimum mutator utilisation",
        "Of all windows of a length, the least share in which the client ran and the heap did not"
            + " compact, on the trace where it is least. A window is on a trace only if its replay"
            + " lasts so long. Native allocators never compact.");
  }
}

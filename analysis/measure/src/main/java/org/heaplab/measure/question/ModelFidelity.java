package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.measure.measurement.Measurements.PAUSES;
import static org.heaplab.measure.measurement.Measurements.TIME;
import static org.heaplab.results.metric.Metrics.MEAN_RATIO;
import static org.heaplab.results.metric.Metrics.PEAK_RATIO;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.options.Specification;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.manifest.Model;

/// Each allocator of ours that says in the catalogue which native one it is a model of, beside that
/// one. Both align blocks as C asks.
final class ModelFidelity {
  private static final List<Model> MODELS =
      Catalogue.entries().stream()
          .filter(entry -> !entry.original().isEmpty())
          .map(entry -> new Model(aligned(entry), entry.original()))
          .toList();

  static final ExperimentPlan FIDELITY =
      ExperimentPlan.of(
              "fidelity",
              "How near do the models of general allocators come to the originals?",
              "each model, aligned as C asks, beside the native allocator that it is a model of, on"
                  + " every recorded trace; space only")
          .onRecordedTraces()
          .with(names -> allocators())
          .without(TIME, LATENCY, PAUSES)
          .about(MODELS.getFirst().model())
          .ofModels(MODELS)
          .ofOneAllocator()
          .showing(
              FigureRequest.of(
                      "dots",
                      "peak-ratio",
                      "Models and originals: memory at the peak",
                      "A ring is a trace, the large point the geometric mean over the traces with its"
                          + " 95 % interval over traces.",
                      PEAK_RATIO)
                  .axes("largest footprint ÷ largest live bytes", ""),
              FigureRequest.of(
                      "dots",
                      "mean-ratio",
                      "Models and originals: memory over the whole trace",
                      "The same over all operations.",
                      MEAN_RATIO)
                  .axes("mean footprint ÷ mean live bytes", ""))
          .build();

  private ModelFidelity() {}

  private static String aligned(Entry entry) {
    return Specification.with(
        entry.name(), AlignmentRule.OPTION.name() + "=" + AlignmentRule.MALLOC);
  }

  private static List<String> allocators() {
    return MODELS.stream()
        .flatMap(pair -> Stream.of(pair.model(), pair.original()))
        .distinct()
        .toList();
  }
}

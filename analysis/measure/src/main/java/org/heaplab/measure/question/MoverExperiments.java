package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.results.metric.Metrics.MAX_PAUSE_NS;
import static org.heaplab.results.metric.Metrics.MEAN_RATIO;
import static org.heaplab.results.metric.Metrics.METADATA_PER_BLOCK;
import static org.heaplab.results.metric.Metrics.MOVED_SHARE;
import static org.heaplab.results.metric.Metrics.PEAK_RATIO;
import static org.heaplab.results.metric.QuantityKey.ALL;

import java.util.List;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.results.manifest.Claim;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.QuantityKey;

/// The handle heap beside the other systems that move what is in memory. Each of them is measured
/// twice, as it is and so that it never moves: what moving gains is the difference.
final class MoverExperiments {
  private static final List<String> MOVERS =
      List.of(
          "handle",
          "handle:compact=asked",
          "jeff",
          "jeff:headroom=1000",
          "compact-fit",
          "compact-fit:kappa=1000000000",
          "mesh-model",
          "mesh-model:period=1000000000",
          "anchorage-model",
          "anchorage-model:start=1000");

  static final ExperimentPlan MOVERS_COMPARED =
      ExperimentPlan.of(
              "movers",
              "What does each way of moving what is in memory gain, and what does it cost?",
              "handle, jeff and models of compact-fit, Mesh and Anchorage, each as it is and so that"
                  + " it never moves, on every recorded trace")
          .onRecordedTraces()
          .with(names -> MOVERS)
          .without(LATENCY)
          .about("handle")
          .showing(
              dots(
                  MEAN_RATIO,
                  "Mean footprint of heaps that move",
                  "Below each heap stands the same heap when it never moves.",
                  "footprint ÷ live bytes"),
              dots(
                  PEAK_RATIO,
                  "Largest footprint of heaps that move",
                  "The same where each holds most.",
                  "largest footprint ÷ largest live bytes"),
              dots(
                  METADATA_PER_BLOCK,
                  "Metadata of a block in heaps that move",
                  "All metadata over the live blocks, where most bytes are live: entries, headers,"
                      + " bitmaps, tables.",
                  "bytes for each live block"),
              dots(
                  MOVED_SHARE,
                  "Bytes moved",
                  "Bytes copied over bytes allocated.",
                  "bytes moved ÷ bytes allocated"),
              dots(
                  MAX_PAUSE_NS,
                  "The longest pause of heaps that move",
                  "Processor time; the least of a few replays.",
                  "nanoseconds"))
          .claiming(
              Claim.above(
                  1,
                  "movers",
                  "The model of Anchorage holds more on average than the handle heap.",
                  new QuantityKey("movers").over(MEAN_RATIO, "anchorage-model", "handle", ALL)))
          .build();

  private MoverExperiments() {}

  private static FigureRequest dots(Metric metric, String title, String text, String axis) {
    String name = "movers-" + metric.name().replace('_', '-');
    return FigureRequest.of("dots", name, title, text, metric).axes(axis, "");
  }
}

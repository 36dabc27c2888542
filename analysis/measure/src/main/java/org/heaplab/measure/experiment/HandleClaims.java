package org.heaplab.measure.experiment;

import static org.heaplab.results.manifest.ReplayedWorkload.LONG_RUNNING;
import static org.heaplab.results.manifest.ReplayedWorkload.ORDINARY;
import static org.heaplab.results.manifest.RivalGroup.NATIVE;
import static org.heaplab.results.manifest.RivalGroup.TUNED;
import static org.heaplab.results.metric.Metrics.END_RATIO;
import static org.heaplab.results.metric.Metrics.MEAN_RATIO;
import static org.heaplab.results.metric.Metrics.NS_PER_OP;
import static org.heaplab.results.metric.Metrics.PEAK_RATIO;

import org.heaplab.results.manifest.Claim;
import org.heaplab.results.metric.Metric;

/// What is said of the handle heap, with the numbers that could refute it.
final class HandleClaims {
  private static final String ALL = "all";

  /// Less than this is little.
  private static final double LITTLE = 0.95;

  static final Claim[] OF_BARS = {
    Claim.below(
        1,
        "native-mean-long",
        "On long-running programs the handle heap holds less on average than the best native"
            + " allocator.",
        over(MEAN_RATIO, NATIVE, LONG_RUNNING)),
    Claim.below(
        1,
        "native-peak-long",
        "On long-running programs its peak is below that of the best native allocator.",
        over(PEAK_RATIO, NATIVE, LONG_RUNNING)),
    Claim.below(
        1,
        "native-mean-ordinary",
        "On ordinary programs it holds less on average than the best native allocator.",
        over(MEAN_RATIO, NATIVE, ORDINARY)),
    Claim.below(
        1,
        "native-peak-ordinary",
        "On ordinary programs its peak is below that of the best native allocator.",
        over(PEAK_RATIO, NATIVE, ORDINARY)),
    Claim.below(
        1,
        "tuned-mean-long",
        "On long-running programs it holds less on average than the best tuned native allocator.",
        over(MEAN_RATIO, TUNED, LONG_RUNNING)),
    Claim.below(
        LITTLE,
        "moving-mean-long",
        "On long-running programs moving blocks itself lowers what is held on average.",
        over(MEAN_RATIO, HandleBars.UNMOVED, LONG_RUNNING)),
    Claim.below(
        LITTLE,
        "moving-end-long",
        "On long-running programs moving blocks itself lowers what is held at the end.",
        over(END_RATIO, HandleBars.UNMOVED, LONG_RUNNING)),
    Claim.above(
        LITTLE,
        "moving-mean-ordinary",
        "On ordinary programs moving adds little to good reuse of holes.",
        over(MEAN_RATIO, HandleBars.UNMOVED, ORDINARY)),
    Claim.above(
        1,
        "time",
        "An operation takes more time than one of glibc.",
        over(NS_PER_OP, HandleBars.GLIBC, ALL)),
  };

  private HandleClaims() {}

  private static String over(Metric metric, String rival, String group) {
    return String.join("/", "over", "handle-bars", metric.name(), HandleBars.SUBJECT, rival, group);
  }
}

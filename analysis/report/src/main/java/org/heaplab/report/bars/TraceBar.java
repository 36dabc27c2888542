package org.heaplab.report.bars;

import java.util.Optional;
import org.heaplab.report.results.Cell;
import org.heaplab.report.results.Metric;

/// The figures that every single recorded trace is held to; NaN where something was not measured.
///
/// @param peakRatio of the handle heap
/// @param bestPeakRatio of the best native rival
/// @param bestPeak who that is; empty for none
/// @param meanRatio of the handle heap
/// @param bestMeanRatio of the best native rival
/// @param bestMean who that is; empty for none
public record TraceBar(
    String trace,
    double peakRatio,
    double bestPeakRatio,
    String bestPeak,
    double meanRatio,
    double bestMeanRatio,
    String bestMean) {
  static TraceBar of(Rivals trace) {
    Optional<Cell> peak = trace.best(Metric.PEAK_RATIO);
    Optional<Cell> mean = trace.best(Metric.MEAN_RATIO);
    return new TraceBar(
        trace.subject().trace(),
        trace.ofHandle(Metric.PEAK_RATIO::of),
        peak.map(Metric.PEAK_RATIO::of).orElse(Double.NaN),
        nameOf(peak),
        trace.ofHandle(Metric.MEAN_RATIO::of),
        mean.map(Metric.MEAN_RATIO::of).orElse(Double.NaN),
        nameOf(mean));
  }

  private static String nameOf(Optional<Cell> cell) {
    return cell.map(one -> one.allocator().name()).orElse("");
  }

  public double peakToBest() {
    return peakRatio / bestPeakRatio;
  }

  public double meanToBest() {
    return meanRatio / bestMeanRatio;
  }

  public Outcome peak() {
    return Outcome.of(peakToBest(), Limit.PEAK_TO_BEST.bar(), Limit.PEAK_TO_BEST.aim());
  }

  public Outcome mean() {
    return Outcome.of(meanToBest(), Limit.MEAN_TO_BEST.bar(), Limit.MEAN_TO_BEST.aim());
  }
}

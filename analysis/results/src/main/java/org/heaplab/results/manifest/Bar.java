package org.heaplab.results.manifest;

import org.heaplab.results.metric.Metric;

/// A limit that an experiment holds its subject to, on the recorded traces.
///
/// @param figure what is measured, in words
/// @param metric by name
/// @param statistic over the traces
/// @param against what the value is divided by: nothing when empty, [#BEST_RIVAL], or one of the
///   experiment's rivals
/// @param bar the most that it may be; null for a figure that has only an aim
/// @param aim the most that it should be; null for a figure that has only a bar
/// @param footprintShare share of the footprint for each block that is allowed besides
/// @param largestFootprintBytes traces on which the subject's footprint is larger do not count;
///   null for none
public record Bar(
    String figure,
    String metric,
    Statistic statistic,
    String against,
    Double bar,
    Double aim,
    double footprintShare,
    Double largestFootprintBytes) {
  /// The rival that needs least on the same trace.
  public static final String BEST_RIVAL = "best rival";

  /// What is made of one value for each trace.
  public enum Statistic {
    GEOMETRIC_MEAN,
    WORST
  }

  public static Bar ofMean(String figure, Metric metric, Double bar, Double aim) {
    return new Bar(figure, metric.name(), Statistic.GEOMETRIC_MEAN, "", bar, aim, 0, null);
  }

  public static Bar ofWorst(String figure, Metric metric, Double bar, Double aim) {
    return new Bar(figure, metric.name(), Statistic.WORST, "", bar, aim, 0, null);
  }

  /// The same, in multiples of what a rival has.
  public Bar against(String rival) {
    return new Bar(
        figure, metric, statistic, rival, bar, aim, footprintShare, largestFootprintBytes);
  }

  /// The same, with a share of the footprint allowed for each block besides.
  public Bar besides(double share) {
    return new Bar(figure, metric, statistic, against, bar, aim, share, largestFootprintBytes);
  }

  /// The same, on heaps that are not larger.
  public Bar upTo(double footprintBytes) {
    return new Bar(figure, metric, statistic, against, bar, aim, footprintShare, footprintBytes);
  }
}

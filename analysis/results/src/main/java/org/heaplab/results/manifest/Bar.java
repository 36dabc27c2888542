package org.heaplab.results.manifest;

import org.heaplab.results.metric.Metric;

/// A limit that an experiment holds its subject to, on the recorded traces.
///
/// @param figure what is measured, in words
/// @param metric by name
/// @param statistic over the traces
/// @param group the group of workloads that counts, as [ReplayedWorkload#group] has it; all
///   recorded ones when empty
/// @param against what the value is divided by: nothing when empty, that of the best allocator of a
///   [RivalGroup] by its name, or that of an allocator by its name
/// @param net whether the cost of the harness is taken off both sides of a division of times first:
///   the time of the allocator that does nothing, in the same language
/// @param bar the most that it may be; null for a figure that has only an aim
/// @param aim the most that it should be; null for a figure that has only a bar
/// @param footprintShare share of the footprint for each block that is allowed besides
/// @param largestFootprintBytes traces on which the subject's footprint is larger do not count;
///   null for none
public record Bar(
    String figure,
    String metric,
    Statistic statistic,
    String group,
    String against,
    boolean net,
    Double bar,
    Double aim,
    double footprintShare,
    Double largestFootprintBytes) {
  /// What is made of one value for each trace.
  public enum Statistic {
    GEOMETRIC_MEAN,
    WORST
  }

  public static Bar ofMean(String figure, Metric metric, Double bar, Double aim) {
    return new Bar(
        figure, metric.name(), Statistic.GEOMETRIC_MEAN, "", "", false, bar, aim, 0, null);
  }

  public static Bar ofWorst(String figure, Metric metric, Double bar, Double aim) {
    return new Bar(figure, metric.name(), Statistic.WORST, "", "", false, bar, aim, 0, null);
  }

  /// The same, on a group of workloads alone.
  public Bar on(String workloads) {
    return with(workloads, against, net, footprintShare, largestFootprintBytes);
  }

  /// The same, in multiples of what a rival has.
  ///
  /// @param rival a group of rivals or an allocator, by name
  public Bar against(String rival) {
    return with(group, rival, net, footprintShare, largestFootprintBytes);
  }

  /// The same, with the cost of the harness taken off both sides.
  public Bar withoutHarness() {
    return with(group, against, true, footprintShare, largestFootprintBytes);
  }

  /// The same, with a share of the footprint allowed for each block besides.
  public Bar besides(double share) {
    return with(group, against, net, share, largestFootprintBytes);
  }

  /// The same, on heaps that are not larger.
  public Bar upTo(double footprintBytes) {
    return with(group, against, net, footprintShare, footprintBytes);
  }

  private Bar with(
      String workloads, String rival, boolean withoutFloor, double share, Double largestBytes) {
    return new Bar(
        figure, metric, statistic, workloads, rival, withoutFloor, bar, aim, share, largestBytes);
  }
}

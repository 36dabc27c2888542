package org.heaplab.results.metric;

/// The names of numbers that claims about an experiment are made of.
///
/// @param experiment its name
public record QuantityKey(String experiment) {
  /// Stands for every trace where a group of traces is asked for.
  public static final String ALL = "all";

  /// The mean over the traces of a group.
  public String mean(Metric metric, String allocator, String group) {
    return key("mean", metric, allocator, group);
  }

  /// Of what an allocator has over what its rival has on each trace of a group, the mean.
  public String over(Metric metric, String allocator, String rival, String group) {
    return key("over", metric, allocator, rival, group);
  }

  /// The same, where it is smallest.
  public String leastOver(Metric metric, String allocator, String rival, String group) {
    return key("leastover", metric, allocator, rival, group);
  }

  /// On the trace of a group where it is largest.
  public String most(Metric metric, String allocator, String group) {
    return key("most", metric, allocator, group);
  }

  /// On the trace of a group where it is smallest.
  public String least(Metric metric, String allocator, String group) {
    return key("least", metric, allocator, group);
  }

  /// The median of rounds that need no trace.
  public String median(Metric metric, String allocator) {
    return key("median", metric, allocator);
  }

  /// Of growth with the number of live blocks.
  public String exponent(Metric metric, String allocator) {
    return key("exponent", metric, allocator);
  }

  /// The least share of the time that a client has in any window of a length.
  public String utilisation(long windowNanos, String allocator) {
    return join("utilisation", Long.toString(windowNanos), allocator);
  }

  /// The pages that sessions load on average.
  ///
  /// @param heap as in `4M roomy`
  public String pages(String heap, String allocator) {
    return join("pages", heap, allocator);
  }

  /// What is held over what is live.
  public String adversary(String name, String allocator) {
    return join("adversary", name, allocator);
  }

  private String key(String kind, Metric metric, String... of) {
    return join(kind, metric.name(), of);
  }

  private String join(String kind, String what, String... of) {
    return String.join("/", kind, experiment, what, String.join("/", of));
  }
}

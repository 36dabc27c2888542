package org.heaplab.measure.session;

/// Something that is measured. A measurement is one class and an entry in a list: with what it asks
/// of a process, the rows that it makes of the answers, and what it costs. Its table is declared in
/// [org.heaplab.results.table.Tables]; nothing else knows it by its name.
///
/// There are three kinds, by what their rows are about: [ReplayMeasurement], [TraceMeasurement] and
/// [AllocatorMeasurement].
public interface Measurement {
  /// As its tables call it ([org.heaplab.results.table.Table#measurement]).
  String name();

  /// What one round of it costs, in space measurements of the same trace: for the time left that a
  /// long run shows.
  double weight();

  /// How many rounds there are of it.
  default int rounds(ReplayOptions options) {
    return 1;
  }

  /// Whether it reads a clock. Then nothing else may run meanwhile.
  default boolean isTimed() {
    return false;
  }

  /// Whether experiments and replays have it that do not ask for it.
  default boolean isUsual() {
    return true;
  }
}

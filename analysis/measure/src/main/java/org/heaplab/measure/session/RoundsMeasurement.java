package org.heaplab.measure.session;

/// A measurement that reads a clock, in as many fresh processes as there are rounds.
public interface RoundsMeasurement extends ReplayMeasurement {
  @Override
  default boolean isTimed() {
    return true;
  }

  @Override
  default int rounds(ReplayOptions options) {
    return options.rounds();
  }
}

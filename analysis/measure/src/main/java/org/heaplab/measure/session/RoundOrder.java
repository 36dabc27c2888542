package org.heaplab.measure.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// In which order a round of timing visits the allocators: another one in each round, so that none
/// always comes after the same neighbour, and the same in every run.
public final class RoundOrder {
  private RoundOrder() {}

  /// @param trace its name
  /// @param round counted from 0
  public static <T> List<T> of(List<T> allocators, String trace, int round) {
    var shuffled = new ArrayList<>(allocators);
    Collections.shuffle(shuffled, new Random(31L * trace.hashCode() + round));
    return shuffled;
  }
}

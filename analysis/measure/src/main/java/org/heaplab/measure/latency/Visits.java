package org.heaplab.measure.latency;

import org.heaplab.measure.replay.SlotTable;

/// Which blocks a client comes back to. Most traces do not say, so after every few operations a
/// slot is drawn, and its block is visited where it has one. The C replay draws the same slots.
final class Visits {
  /// No block is visited now.
  static final int NONE = -1;

  /// The linear congruential generator of Knuth's MMIX; its upper bits are the random ones.
  private static final long MULTIPLIER = 6_364_136_223_846_793_005L;

  private static final long INCREMENT = 1_442_695_040_888_963_407L;
  private static final int LOWER_BITS = 33;

  private final SlotTable slots;
  private final int spacing;
  private int left;
  private long drawn;

  /// @param spacing operations from one draw to the next; 0 for no visits
  Visits(SlotTable slots, int spacing) {
    this.slots = slots;
    this.spacing = spacing;
    this.left = spacing;
  }

  /// An operation has been done.
  ///
  /// @return the slot of a live block that is visited now, or [#NONE]
  int next() {
    if (spacing == 0 || --left > 0) return NONE;
    left = spacing;
    drawn = drawn * MULTIPLIER + INCREMENT;
    int slot = (int) ((drawn >>> LOWER_BITS) % slots.slots());
    return slots.handle(slot) == 0 ? NONE : slot;
  }

  /// How many bytes its block has.
  long reach(int slot) {
    return slots.size(slot);
  }
}

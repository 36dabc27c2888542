package org.heaplab.allocators.handle.compaction;

/// The ticks that pass before a pass of one kind may begin again. Each pass in a row that gained
/// too little doubles the next wait.
final class WaitForPass {
  /// How often it may double.
  private static final int MOST_DOUBLINGS = 4;

  private long ticks;
  private int poorPasses;

  /// Starts the wait after a pass.
  ///
  /// @param usualTicks after a pass that gained enough
  void begin(long usualTicks, boolean gained) {
    poorPasses = gained ? 0 : Math.min(poorPasses + 1, MOST_DOUBLINGS);
    ticks = usualTicks << poorPasses;
  }

  /// Counts a tick.
  ///
  /// @return whether there are more to wait for
  boolean goesOn() {
    return --ticks > 0;
  }
}

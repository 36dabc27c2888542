package org.heaplab.report.results;

import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Statistics;

/// What it costs to lock and unlock a block, measured in rounds on one set of blocks.
///
/// @param allocator its name
/// @param blocks how many were reached in turn
/// @param plainNanos to read from a block by its address, one value a round
/// @param lockedNanos to lock it, read and unlock it, in the same rounds
@SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
public record LockTimes(String allocator, int blocks, double[] plainNanos, double[] lockedNanos) {

  /// What locking adds. Rounds are compared with themselves, so that a slow moment of the machine
  /// is not taken for a lock.
  public Estimate added() {
    double[] added = new double[plainNanos.length];
    for (int i = 0; i < added.length; i++) added[i] = lockedNanos[i] - plainNanos[i];
    return Statistics.mean(added);
  }
}

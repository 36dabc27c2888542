package org.heaplab.report.results;

/// Live bytes and footprint over the operations of a trace: equally long arrays, operations
/// ascending.
///
/// @param operations how many operations had been done
/// @param liveBytes requested bytes of the blocks then live
/// @param footprintBytes bytes then held from the system
@SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
public record Curve(double[] operations, double[] liveBytes, double[] footprintBytes) {
  public int length() {
    return operations.length;
  }
}

package org.heaplab.workloads.synthetic.fit;

import java.util.Arrays;
import java.util.List;
import org.heaplab.workloads.synthetic.fit.FitWindow.Order;

/// The ends in one window of blocks from earlier ones: when they come, and in which order.
final class WindowEnds {
  /// The share of ends that must come after that of an older block, or of a younger one, for the
  /// order to be called one.
  private static final double CLEAR = 0.65;

  private final long[] parts = new long[FitWindow.PARTS];
  private long inOrder;
  private long reversed;
  private int last = -1;

  /// @param request its number in the order of the trace
  void add(int request, int part) {
    parts[part]++;
    if (last >= 0 && request > last) inOrder++;
    if (last >= 0 && request < last) reversed++;
    last = request;
  }

  List<Long> parts() {
    return Arrays.stream(parts).boxed().toList();
  }

  Order order() {
    double pairs = (double) inOrder + reversed;
    if (inOrder > CLEAR * pairs) return Order.BIRTH;
    return reversed > CLEAR * pairs ? Order.REVERSE : Order.ANY;
  }
}

package org.heaplab.workloads.synthetic.fit;

import java.util.Arrays;

/// The requests of a trace in their order, as a fit needs them.
final class RequestLog {
  /// What stands for no class: the request is for a new block.
  static final int NEW = -1;

  private long[] births = new long[1024];
  private int[] from = new int[1024];
  private int[] to = new int[1024];
  private int[] ends = new int[1024];
  private int size;

  int size() {
    return size;
  }

  /// @param birth operations done before it
  /// @param fromClass of the block that is resized; [#NEW] for a new one
  /// @return its number
  int add(long birth, int fromClass, int toClass) {
    if (size == to.length) grow();
    births[size] = birth;
    from[size] = fromClass;
    to[size] = toClass;
    return size++;
  }

  private void grow() {
    births = Arrays.copyOf(births, size * 2);
    from = Arrays.copyOf(from, size * 2);
    to = Arrays.copyOf(to, size * 2);
    ends = Arrays.copyOf(ends, size * 2);
  }

  /// @param end a number that stands for its end
  void end(int request, int end) {
    ends[request] = end;
  }

  long birth(int request) {
    return births[request];
  }

  int from(int request) {
    return from[request];
  }

  int to(int request) {
    return to[request];
  }

  /// The number that stands for its end; 0 for a request that never ends.
  int end(int request) {
    return ends[request];
  }
}

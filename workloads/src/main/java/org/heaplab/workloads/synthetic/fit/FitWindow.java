package org.heaplab.workloads.synthetic.fit;

import java.util.List;

/// What a trace does in one of its windows: the requests, by size and end.
///
/// @param operations how many the window has
/// @param order in which blocks from earlier windows are freed
/// @param runs how likely the next block has the end of the one before because the two belong
///   together, from 0 to 1
/// @param parts how many blocks from earlier windows end in each part of the window
/// @param requests by their size before and after
record FitWindow(
    long operations, Order order, double runs, List<Long> parts, List<Requests> requests) {
  /// Into how many parts a window is cut for the times of ends.
  static final int PARTS = 16;

  /// The order of ends.
  enum Order {
    /// As they were allocated.
    BIRTH,
    /// The youngest first.
    REVERSE,
    ANY
  }

  /// Some requests that end alike.
  record Count(End end, long count) {}

  /// Requests of one size.
  ///
  /// @param from the size of the block that is resized; null for a new block
  /// @param to the size that is asked for
  record Requests(SizeClass from, SizeClass to, List<Count> counts) {
    Requests {
      counts = List.copyOf(counts);
    }

    String key() {
      return from == null ? to.toString() : from + ">" + to;
    }
  }

  FitWindow {
    parts = List.copyOf(parts);
    requests = List.copyOf(requests);
  }
}

package org.heaplab.measure.latency;

import java.util.OptionalDouble;

/// Minimum mutator utilisation (Cheng & Blelloch, *A Parallel, Real-Time Garbage Collector*, PLDI
/// 2001): of all windows of one length in a run, the least share of a window in which the client
/// ran, and not compaction. It says what the longest pause does not: how close pauses are to each
/// other.
///
/// ```text
///     ──────▓▓──────────▓▓▓──▓▓▓────────▓──────      ▓ pause
///                       ╰──────╯                     the worst window of this length: it begins
///                         w                          with a pause, or ends with one
/// ```
///
/// As a window slides, the time of pauses in it grows while its end is in a pause and its start is
/// not, and shrinks while it is the other way round. So where it is largest, the window begins
/// where a pause begins, or ends where one ends, unless the run does not reach so far and the
/// window is the first or last of the run. Only these windows are looked at. Both ends move
/// forwards only, so that a length takes time in proportion to the number of pauses.
final class MutatorUtilisation {
  private final long[] starts;
  private final long[] ends;

  /// How long the first so many pauses are together.
  private final long[] sums;

  private final long total;

  private MutatorUtilisation(long[] starts, long[] ends, long[] sums, long total) {
    this.starts = starts;
    this.ends = ends;
    this.sums = sums;
    this.total = total;
  }

  /// @param spans in nanoseconds, the client's and pauses in turn, the client's first and last
  static MutatorUtilisation of(long... spans) {
    int pauses = spans.length / 2;
    long[] starts = new long[pauses];
    long[] ends = new long[pauses];
    long[] sums = new long[pauses + 1];
    long at = 0;
    for (int i = 0; i < pauses; i++) {
      starts[i] = at + spans[2 * i];
      ends[i] = starts[i] + spans[2 * i + 1];
      sums[i + 1] = sums[i] + spans[2 * i + 1];
      at = ends[i];
    }
    long last = spans.length % 2 == 0 ? 0 : spans[spans.length - 1];
    return new MutatorUtilisation(starts, ends, sums, at + last);
  }

  /// @param window its length in nanoseconds, above 0
  /// @return from 0 to 1; empty when the run is shorter than the window
  OptionalDouble least(long window) {
    if (window > total) return OptionalDouble.empty();
    long most = 0;
    var beginning = new Slide(window);
    var ending = new Slide(window);
    for (int i = 0; i < starts.length; i++) {
      most = Math.max(most, beginning.pausedFrom(Math.min(starts[i], total - window)));
      most = Math.max(most, ending.pausedFrom(Math.max(ends[i] - window, 0)));
    }
    return OptionalDouble.of(1 - (double) most / window);
  }

  /// A window that moves forwards.
  private final class Slide {
    private final long window;
    private int before;
    private int until;

    Slide(long window) {
      this.window = window;
    }

    /// How long pauses are in the window from there on.
    long pausedFrom(long start) {
      long end = start + window;
      while (before < starts.length && starts[before] < start) before++;
      while (until < starts.length && starts[until] < end) until++;
      return pausedUntil(end, until) - pausedUntil(start, before);
    }

    /// How long pauses are from the start of the run to a moment.
    ///
    /// @param begun how many have begun before it
    private long pausedUntil(long moment, int begun) {
      return begun == 0 ? 0 : sums[begun] - Math.max(0, ends[begun - 1] - moment);
    }
  }
}

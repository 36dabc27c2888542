package org.heaplab.measure.latency;

import java.util.Arrays;
import org.heaplab.allocators.PauseWatcher;

/// When replays of one trace paused for compaction, on the wall, as if nothing but the heap and its
/// client had used the machine.
///
/// ```text
///     client │ pause │ client │ pause │ client      the n-th span of one replay is the n-th of all
/// ```
///
/// The same heap does the same work for the same trace, so each span, of the client or of the heap,
/// is the shortest that it was in any replay: what it takes beyond that in another is the
/// machine's. Two readings of the clock are in each pause and the span before it.
final class PauseTimeline implements PauseWatcher {
  private long[] least = new long[0];
  private long[] spans = new long[1 << 10];
  private int count;
  private long last;

  void beginReplay() {
    count = 0;
    last = System.nanoTime();
  }

  @Override
  public void begins() {
    endSpan();
  }

  @Override
  public void ends() {
    endSpan();
  }

  private void endSpan() {
    long now = System.nanoTime();
    if (count == spans.length) spans = Arrays.copyOf(spans, 2 * count);
    spans[count++] = now - last;
    last = now;
  }

  void endReplay() {
    endSpan();
    add(Arrays.copyOf(spans, count));
  }

  /// A replay had such spans. Where a heap depends on a clock, its replays do not have the same
  /// pauses, and the one whose longest pause is shortest counts.
  ///
  /// @param replay in nanoseconds, the client's and the heap's in turn, the client's first and last
  void add(long... replay) {
    if (least.length == replay.length) {
      for (int i = 0; i < least.length; i++) least[i] = Math.min(least[i], replay[i]);
    } else if (least.length == 0 || longestPause(replay) < longestPause(least)) {
      least = replay.clone();
    }
  }

  private static long longestPause(long[] spans) {
    long longest = 0;
    for (int i = 1; i < spans.length; i += 2) longest = Math.max(longest, spans[i]);
    return longest;
  }

  TimeHistogram pauses() {
    var pauses = new TimeHistogram();
    for (int i = 1; i < least.length; i += 2) pauses.add(least[i]);
    return pauses;
  }

  MutatorUtilisation utilisation() {
    return MutatorUtilisation.of(least);
  }
}

package org.heaplab.allocators.moving;

import java.util.SplittableRandom;
import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// Finds pairs of spans to mesh (*SplitMesher*, §3.3 of the paper on Mesh): the spans of a class
/// are put in random order and cut in two lists, and each span of the first is compared with t of
/// the second, one more step to the right each time, until it has found one.
///
/// ```text
///    first     s1  s2  s3  s4          i = 0: s1–s5, s2–s6, s3–s7, s4–s8
///    second    s5  s6  s7  s8          i = 1: s1–s6, s2–s7, s3–s8, s4–s5   …
/// ```
///
/// The list lies in memory of the heap: a page of it always, and what more it needs during a pass.
/// A pass compares at most t / 2 pairs for each span, and takes no more than a fixed number of
/// spans.
final class SplitMesher {
  /// The most spans of a class that one pass takes.
  private static final int MOST_SPANS = 1 << 14;

  /// The most spans that may show the memory of another. Each may cost the system two mappings, and
  /// a process has 65,530 unless someone raised the limit.
  private static final int MOST_SHARING = 1 << 14;

  /// A fuller span is not meshed, in tenths.
  private static final int MOST_TENTHS_USED = 8;

  private final MiniHeaps spans;
  private final MeshSizes sizes;
  private final Backing backing;
  private final int probes;
  private final SplittableRandom random;
  private final long list;
  private long end;
  private long inspections;

  /// @param list address of the list, at the start of a page
  /// @param probes the t of the paper
  SplitMesher(
      MiniHeaps spans,
      MeshSizes sizes,
      Backing backing,
      long list,
      int probes,
      SplittableRandom random) {
    this.spans = spans;
    this.sizes = sizes;
    this.backing = backing;
    this.list = list;
    this.end = list;
    this.probes = probes;
    this.random = random;
  }

  /// Pairs compared since the heap was made.
  long inspections() {
    return inspections;
  }

  /// Meshes what it finds, class by class.
  ///
  /// @return bytes copied, at most the budget
  long mesh(long budgetBytes) {
    long copied = 0;
    for (int sizeClass = 0; sizeClass < sizes.classes(); sizeClass++) {
      copied += mesh(sizeClass, budgetBytes - copied);
    }
    long kept = list + Backing.PAGE_BYTES;
    if (end > kept) {
      backing.release(kept, end - kept);
      end = kept;
    }
    return copied;
  }

  private long mesh(int sizeClass, long budgetBytes) {
    int count = collect(sizeClass);
    if (count < 2) return 0;
    shuffle(count);
    int half = count / 2;
    int others = count - half;
    long copied = 0;
    for (int shift = 0; shift < Math.min(probes, others); shift++) {
      for (int one = 0; one < half; one++) {
        int partner = half + (one + shift) % others;
        if (get(one) == 0 || get(partner) == 0) continue;
        inspections++;
        if (!spans.areDisjoint(get(one), get(partner))) continue;
        long bytes = mesh(get(one), get(partner), budgetBytes - copied);
        if (bytes == 0) return copied;
        copied += bytes;
        set(one, 0);
        set(partner, 0);
      }
    }
    return copied;
  }

  /// The one with fewer blocks moves to the other.
  private long mesh(int one, int other, long budgetBytes) {
    boolean isFewer = spans.used(one) < spans.used(other);
    int source = isFewer ? one : other;
    long bytes = (long) spans.used(source) * sizes.bytes(spans.sizeClass(source));
    if (bytes > budgetBytes || spans.sharing() == MOST_SHARING) return 0;
    return spans.mesh(source, isFewer ? other : one);
  }

  /// Fills the list with the spans of a class that have room enough.
  ///
  /// @return how many
  private int collect(int sizeClass) {
    int mostUsed = sizes.slots(sizeClass) * MOST_TENTHS_USED / 10;
    return spans.collect(sizeClass, mostUsed, list, room());
  }

  /// Commits the list for all spans there are, if there is memory for that.
  ///
  /// @return how many spans it has room for
  private int room() {
    long needed = (long) Math.min(MOST_SPANS, spans.count()) * Integer.BYTES;
    if (backing.commit(list, needed)) {
      end = Math.max(end, Alignment.up(list + needed, Backing.PAGE_BYTES));
    }
    return (int) Math.min(MOST_SPANS, (end - list) / Integer.BYTES);
  }

  /// Commits the page of the list that is always there.
  ///
  /// @return false when there is no memory for it
  boolean prepare() {
    if (!backing.commit(list, Backing.PAGE_BYTES)) return false;
    end = Math.max(end, list + Backing.PAGE_BYTES);
    return true;
  }

  private void shuffle(int count) {
    for (int last = count - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int span = get(last);
      set(last, get(other));
      set(other, span);
    }
  }

  private int get(int index) {
    return Memory.getInt(list + (long) index * Integer.BYTES);
  }

  private void set(int index, int span) {
    Memory.putInt(list + (long) index * Integer.BYTES, span);
  }

  /// Shows what is committed of the list.
  void walk(HeapVisitor visitor) {
    visitor.area("split lists", list, end - list);
    if (end > list) visitor.metadata(list, end - list, end - list);
  }
}

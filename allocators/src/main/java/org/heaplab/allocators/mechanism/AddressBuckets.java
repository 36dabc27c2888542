package org.heaplab.allocators.mechanism;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// Free runs in address order: of those that are large enough, the one with the lowest address is
/// found without looking at the others. The heap is divided into buckets of a few KiB; the runs
/// that start in one bucket form a list, and a [MaxTree] knows the largest run of every bucket.
///
/// ```text
///    largest       │ 12        │ 0         │ 5         │  the row of the tree
///    first         │ ●         │ –         │ ●         │
///                    │                       │
///    heap          ┌─▼──┬──────┬───────────┬─▼─┬──┬──┬─┐
///                  │free│ used │ used      │fr.│us│fr│ │
///                  └────┴──────┴───────────┴─┼─┴──┴▲─┴─┘
///                                            └─────┘
/// ```
///
/// Invariants:
///
/// 1. a run is in the list of the bucket in which it starts;
/// 2. the row of the tree holds the largest size of each list, 0 for an empty one.
///
/// Adding takes constant time but for the tree. Finding, and removing the largest run of a bucket,
/// look at the runs of one bucket.
public final class AddressBuckets implements PlacementPolicy {
  /// The lowest address.
  public static final Policy POLICY = new Policy(AddressBuckets::sideBytesFor, AddressBuckets::new);

  private static final int LOG_BUCKET_UNITS = 8;
  private static final long NEXT = Runs.ONE;
  private static final long PREVIOUS = Runs.OTHER;

  private final Backing backing;
  private final Runs runs;
  private final long firsts;
  private final long firstsEnd;
  private final MaxTree largest;

  private AddressBuckets(Backing backing, long base, long side, long heapBytes) {
    this.backing = backing;
    this.runs = new Runs(base);
    this.firsts = side;
    this.firstsEnd = side + firstsBytes(heapBytes);
    this.largest = new MaxTree(backing, firstsEnd, buckets(heapBytes));
  }

  private static long sideBytesFor(long heapBytes) {
    return firstsBytes(heapBytes) + MaxTree.bytesFor(buckets(heapBytes));
  }

  private static long firstsBytes(long heapBytes) {
    long bytes = (long) buckets(heapBytes) * Integer.BYTES;
    return (bytes + Backing.PAGE_BYTES - 1) & -Backing.PAGE_BYTES;
  }

  private static int buckets(long heapBytes) {
    return (int) (heapBytes >>> (Runs.LOG_UNIT_BYTES + LOG_BUCKET_UNITS)) + 1;
  }

  @Override
  public boolean resize(int end) {
    int buckets = end == 0 ? 0 : bucket(end) + 1;
    int old = largest.length();
    if (buckets == old) return true;
    long further = Math.max(buckets - old, 0) * (long) Integer.BYTES;
    if (!backing.commit(firstLink(old), further) || !largest.resize(buckets)) {
      releaseFirsts(old);
      return false;
    }
    if (buckets < old) releaseFirsts(buckets);
    return true;
  }

  private void releaseFirsts(int buckets) {
    backing.release(firstLink(buckets), firstsEnd - firstLink(buckets));
  }

  @Override
  public int find(int size) {
    int bucket = largest.firstAtLeast(size);
    if (bucket < 0) return 0;
    int lowest = Integer.MAX_VALUE;
    for (int run = first(bucket); run != 0; run = runs.link(run, NEXT)) {
      if (run < lowest && runs.size(run) >= size) lowest = run;
    }
    return lowest;
  }

  @Override
  public void insert(int run) {
    int bucket = bucket(run);
    link(bucket, run, 0, first(bucket));
    raise(bucket, runs.size(run));
  }

  @Override
  public void remove(int run) {
    int bucket = bucket(run);
    int previous = runs.link(run, PREVIOUS);
    int next = runs.link(run, NEXT);
    setNext(bucket, previous, next);
    if (next != 0) setPrevious(next, previous);
    lower(bucket, runs.size(run));
  }

  @Override
  public void cut(int old, int rest) {
    int bucket = bucket(old);
    if (bucket(rest) == bucket) {
      link(bucket, rest, runs.link(old, PREVIOUS), runs.link(old, NEXT));
      lower(bucket, runs.size(old));
    } else {
      remove(old);
      insert(rest);
    }
  }

  @Override
  public void extend(int old, int run) {
    int bucket = bucket(old);
    if (bucket(run) == bucket) {
      link(bucket, run, runs.link(old, PREVIOUS), runs.link(old, NEXT));
      raise(bucket, runs.size(run));
    } else {
      remove(old);
      insert(run);
    }
  }

  private void raise(int bucket, int size) {
    if (size > largest.get(bucket)) largest.set(bucket, size);
  }

  /// A run of this size is gone, or smaller.
  private void lower(int bucket, int size) {
    if (size < largest.get(bucket)) return;
    int rest = 0;
    for (int run = first(bucket); run != 0; run = runs.link(run, NEXT))
      rest = Math.max(rest, runs.size(run));
    largest.set(bucket, rest);
  }

  private void link(int bucket, int run, int previous, int next) {
    runs.setLink(run, NEXT, next);
    setPrevious(run, previous);
    setNext(bucket, previous, run);
    if (next != 0) setPrevious(next, run);
  }

  private void setNext(int bucket, int run, int next) {
    if (run == 0) Memory.putInt(firstLink(bucket), next);
    else runs.setLink(run, NEXT, next);
  }

  private void setPrevious(int run, int previous) {
    runs.setLink(run, PREVIOUS, previous);
  }

  private int first(int bucket) {
    return Memory.getInt(firstLink(bucket));
  }

  private long firstLink(int bucket) {
    return firsts + (long) bucket * Integer.BYTES;
  }

  private static int bucket(int run) {
    return run >>> LOG_BUCKET_UNITS;
  }

  @Override
  public void walk(HeapVisitor visitor) {
    visitor.area("free lists", firsts, firstsEnd - firsts);
    long committed = backing.committedBytes(firsts, firstsEnd - firsts);
    visitor.metadata(firsts, firstsEnd - firsts, committed);
    largest.walk("largest free blocks", visitor);
  }
}

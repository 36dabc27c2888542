package org.heaplab.allocators.mechanism.tagged;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.MaxTree;

/// Free blocks in address order: of those that are large enough, the one with the lowest address is
/// found without a visit to the others. The heap is divided into buckets of a few KiB; the blocks
/// that start in one bucket form a list, and a [MaxTree] knows the largest block of every bucket.
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
/// 1. a block is in the list of the bucket in which it starts;
/// 2. the row of the tree holds the largest size of each list, 0 for an empty one.
///
/// Adding takes constant time but for the tree. Finding a block, and removing the largest one of a
/// bucket, visit the blocks of one bucket.
public final class AddressBuckets implements FreeSequence {
  private static final int LOG_BUCKET_UNITS = 8;
  private static final long NEXT = TaggedNodes.ONE;
  private static final long PREVIOUS = TaggedNodes.OTHER;

  private final Backing backing;
  private final TaggedNodes nodes;
  private final long firsts;
  private final long firstsEnd;
  private final MaxTree largest;

  /// The block found by the last search that moved it.
  private int rover;

  private long inspections;

  public AddressBuckets(TaggedBlocks blocks) {
    this.backing = blocks.books();
    this.nodes = blocks.nodes();
    this.firsts = blocks.side();
    this.firstsEnd = firsts + firstsBytes(blocks.bytes());
    this.largest = new MaxTree(backing, firstsEnd, buckets(blocks.bytes()));
  }

  /// Addresses for the buckets of so many bytes of blocks.
  public static long tableBytesFor(long bytes) {
    return firstsBytes(bytes) + MaxTree.bytesFor(buckets(bytes));
  }

  private static long firstsBytes(long bytes) {
    return Backing.wholePages((long) buckets(bytes) * Integer.BYTES);
  }

  private static int buckets(long bytes) {
    return (int) (bytes >>> (TaggedBlocks.LOG_UNIT_BYTES + LOG_BUCKET_UNITS)) + 1;
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
  public int firstAtLeast(int size) {
    int bucket = largest.firstAtLeast(size);
    return bucket < 0 ? 0 : lowestIn(bucket, size, 0);
  }

  /// What is left of the block found last, if anything, comes next.
  @Override
  public int nextAtLeast(int size) {
    int found = firstAtLeast(size, rover);
    if (found == 0) found = firstAtLeast(size);
    if (found != 0) rover = found;
    return found;
  }

  /// The block of at least this size with the lowest number that is at least `from`, or 0.
  private int firstAtLeast(int size, int from) {
    int bucket = bucket(from);
    if (bucket >= largest.length()) return 0;
    int block = largest.get(bucket) < size ? 0 : lowestIn(bucket, size, from);
    if (block != 0) return block;
    int next = largest.firstAtLeast(size, bucket + 1);
    return next < 0 ? 0 : lowestIn(next, size, 0);
  }

  private int lowestIn(int bucket, int size, int from) {
    int lowest = Integer.MAX_VALUE;
    for (int block = first(bucket); block != 0; block = nodes.get(block, NEXT)) {
      inspections++;
      if (block >= from && block < lowest && nodes.size(block) >= size) lowest = block;
    }
    return lowest == Integer.MAX_VALUE ? 0 : lowest;
  }

  @Override
  public void insert(int block) {
    int bucket = bucket(block);
    link(bucket, block, 0, first(bucket));
    raise(bucket, nodes.size(block));
  }

  @Override
  public void remove(int block) {
    int bucket = bucket(block);
    int previous = nodes.get(block, PREVIOUS);
    int next = nodes.get(block, NEXT);
    setNext(bucket, previous, next);
    if (next != 0) setPrevious(next, previous);
    lower(bucket, nodes.size(block));
  }

  @Override
  public void cut(int old, int rest) {
    int bucket = bucket(old);
    if (bucket(rest) == bucket) {
      link(bucket, rest, nodes.get(old, PREVIOUS), nodes.get(old, NEXT));
      lower(bucket, nodes.size(old));
    } else {
      remove(old);
      insert(rest);
    }
  }

  @Override
  public void extend(int old, int block) {
    int bucket = bucket(old);
    if (bucket(block) == bucket) {
      link(bucket, block, nodes.get(old, PREVIOUS), nodes.get(old, NEXT));
      raise(bucket, nodes.size(block));
    } else {
      remove(old);
      insert(block);
    }
  }

  private void raise(int bucket, int size) {
    if (size > largest.get(bucket)) largest.set(bucket, size);
  }

  /// A block of this size is gone, or smaller.
  private void lower(int bucket, int size) {
    if (size < largest.get(bucket)) return;
    int rest = 0;
    for (int block = first(bucket); block != 0; block = nodes.get(block, NEXT)) {
      inspections++;
      rest = Math.max(rest, nodes.size(block));
    }
    largest.set(bucket, rest);
  }

  private void link(int bucket, int block, int previous, int next) {
    nodes.set(block, NEXT, next);
    setPrevious(block, previous);
    setNext(bucket, previous, block);
    if (next != 0) setPrevious(next, block);
  }

  private void setNext(int bucket, int block, int next) {
    if (block == 0) Memory.putInt(firstLink(bucket), next);
    else nodes.set(block, NEXT, next);
  }

  private void setPrevious(int block, int previous) {
    nodes.set(block, PREVIOUS, previous);
  }

  private int first(int bucket) {
    return Memory.getInt(firstLink(bucket));
  }

  private long firstLink(int bucket) {
    return firsts + (long) bucket * Integer.BYTES;
  }

  private static int bucket(int block) {
    return block >>> LOG_BUCKET_UNITS;
  }

  @Override
  public void walk(HeapVisitor visitor) {
    visitor.area("free lists", firsts, firstsEnd - firsts);
    long committed = backing.committedBytes(firsts, firstsEnd - firsts);
    visitor.metadata(firsts, firstsEnd - firsts, committed);
    largest.walk("largest free blocks", visitor);
  }

  @Override
  public long inspections() {
    return inspections;
  }
}

package org.heaplab.allocators.handle.table;

import org.heaplab.allocators.backing.Memory;

/// Counts the locks beyond what an entry has bits for. So many locks on one block at a time are
/// rare: a short list of pairs of index and count is enough, searched from its start.
///
/// Invariants, each checked by the verifier in these words:
///
/// 1. a pair is of a block in use whose entry has all its bits for locks set;
/// 2. a pair's count is from 1 to the most there can be;
/// 3. no two pairs are of one block.
public final class ExtraLocks {
  public static final long BYTES = 1024;

  /// Locks beyond an entry's own that one block can have.
  public static final int MOST = (1 << 16) - 1 - EntryLayout.MANY_LOCKS;

  private static final int LOG_PAIR_BYTES = 3;
  private static final int COUNT = 4;

  /// Blocks that can have so many locks at a time.
  private static final int MOST_BLOCKS = (int) (BYTES >>> LOG_PAIR_BYTES);

  private final long pairs;
  private int blocks;

  /// @param pairs absolute address of [#BYTES] that are committed while there is any block
  public ExtraLocks(long pairs) {
    this.pairs = pairs;
  }

  /// @return false when one more lock cannot be counted
  public boolean increment(long index) {
    int pair = find(index);
    if (pair == blocks && !add(index)) return false;
    long count = addressOf(pair) + COUNT;
    if (Memory.getInt(count) == MOST) return false;
    Memory.putInt(count, Memory.getInt(count) + 1);
    return true;
  }

  private boolean add(long index) {
    if (blocks == MOST_BLOCKS) return false;
    Memory.putInt(addressOf(blocks), (int) index);
    Memory.putInt(addressOf(blocks) + COUNT, 0);
    blocks++;
    return true;
  }

  /// @return whether there was a lock to take off
  public boolean decrement(long index) {
    int pair = find(index);
    if (pair == blocks) return false;
    long count = addressOf(pair) + COUNT;
    Memory.putInt(count, Memory.getInt(count) - 1);
    if (Memory.getInt(count) == 0) remove(pair);
    return true;
  }

  private void remove(int pair) {
    blocks--;
    Memory.putLong(addressOf(pair), Memory.getLong(addressOf(blocks)));
  }

  /// Pairs that there are: blocks with so many locks.
  public int blocks() {
    return blocks;
  }

  /// The index of the entry that a pair is for.
  public long indexOf(int pair) {
    return Memory.getInt(addressOf(pair));
  }

  public int count(long index) {
    int pair = find(index);
    return pair == blocks ? 0 : Memory.getInt(addressOf(pair) + COUNT);
  }

  private int find(long index) {
    for (int pair = 0; pair < blocks; pair++) {
      if (Memory.getInt(addressOf(pair)) == (int) index) return pair;
    }
    return blocks;
  }

  private long addressOf(int pair) {
    return pairs + ((long) pair << LOG_PAIR_BYTES);
  }
}

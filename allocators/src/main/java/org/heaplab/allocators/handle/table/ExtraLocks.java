package org.heaplab.allocators.handle.table;

import org.heaplab.allocators.backing.Memory;

/// Counts the locks that an entry has no bits for. Few blocks have so many locks at a time. So a
/// short list of pairs of index and count is enough, and it is searched from its start.
///
/// Counting takes time in proportion to the blocks on the list.
public final class ExtraLocks {
  public static final long BYTES = 1024;

  /// Locks that one block can have here.
  public static final int MOST = (1 << 16) - 1 - EntryLayout.MANY_LOCKS;

  private static final int LOG_PAIR_BYTES = 3;
  private static final int COUNT = 4;

  /// Blocks that can be on the list.
  private static final int MOST_BLOCKS = (int) (BYTES >>> LOG_PAIR_BYTES);

  private final long pairs;
  private int blocks;

  /// @param pairs absolute address of [#BYTES]; they must be committed while there is any block
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

  /// @return whether a lock was counted here
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

  /// Pairs on the list.
  public int blocks() {
    return blocks;
  }

  /// The index of the entry that a pair is for. Pairs are numbered from 0.
  public long indexOf(int pair) {
    return Memory.getInt(addressOf(pair));
  }

  /// Locks of an entry that are counted here.
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

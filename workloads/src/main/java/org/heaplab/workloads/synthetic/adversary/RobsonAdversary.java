package org.heaplab.workloads.synthetic.adversary;

import java.util.function.IntConsumer;
import org.heaplab.workloads.synthetic.workload.SlotList;

/// Makes a heap that does not move blocks need much more than what is live (Robson, *Bounds for
/// Some Functions Concerning Dynamic Storage Allocation*, JACM 21(3), 1974). It looks at addresses.
///
/// It begins with as many blocks of the smallest size as may be live. In each step the size
/// doubles. It chooses one of two offsets, keeps the blocks that cover an address with this offset
/// in any stretch as long as the new size, and frees all others. No free space between two kept
/// blocks then holds a block of the new size, of which it requests as many as may be live.
///
/// ```text
///    stretch        ├───────┼───────┼───────┼───────┤
///    offset         ↓       ↓       ↓       ↓          every ↓ is covered by a block that stays
///    kept           ██      █       ████    █
/// ```
///
/// Of the two offsets, one is that of the step before and one is half a stretch away; it takes the
/// one at which kept blocks leave most of their stretches empty.
public final class RobsonAdversary {
  private final SeenHeap heap;
  private final long mostLive;
  private SlotList blocks = new SlotList();
  private SlotList sizes = new SlotList();
  private long live;

  /// @param mostLive bytes
  public RobsonAdversary(SeenHeap heap, long mostLive) {
    this.heap = heap;
    this.mostLive = mostLive;
  }

  /// @param smallest size in bytes
  /// @param doublings how many times the size doubles
  /// @param begun is told the size of each step when it begins
  public void run(int smallest, int doublings, IntConsumer begun) {
    long offset = 0;
    for (int step = 0; step <= doublings; step++) {
      int size = smallest << step;
      begun.accept(size);
      if (step > 0) {
        long other = offset + size / 2;
        if (emptyBytes(other, size) > emptyBytes(offset, size)) offset = other;
        keep(offset, size);
      }
      for (; live + size <= mostLive; live += size) {
        blocks.add(heap.malloc(size));
        sizes.add(size);
      }
    }
  }

  /// What the blocks that are kept with an offset leave empty of their stretches.
  private long emptyBytes(long offset, long stretch) {
    long empty = 0;
    for (int i = 0; i < blocks.size(); i++) {
      if (covers(i, offset, stretch)) empty += stretch - sizes.get(i);
    }
    return empty;
  }

  /// Whether a block has an address with this offset in a stretch.
  private boolean covers(int index, long offset, long stretch) {
    long ahead = Math.floorMod(offset - heap.address(blocks.get(index)), stretch);
    return ahead < sizes.get(index);
  }

  private void keep(long offset, long stretch) {
    var kept = new SlotList();
    var keptSizes = new SlotList();
    for (int i = 0; i < blocks.size(); i++) {
      if (covers(i, offset, stretch)) {
        kept.add(blocks.get(i));
        keptSizes.add(sizes.get(i));
      } else {
        heap.free(blocks.get(i));
        live -= sizes.get(i);
      }
    }
    blocks = kept;
    sizes = keptSizes;
  }

  /// What every heap needs at least that does not move blocks, in bytes, for sizes that are powers
  /// of two times the smallest: ½·M·log₂ n + M − n + 1 in units of the smallest, where M is what
  /// may be live and n the largest size. For sizes 1 and 2 it is the exact need (Knuth, TAOCP 1,
  /// section 2.5, exercise 38).
  public static double bound(long mostLive, long smallest, int doublings) {
    double units = (double) mostLive / smallest;
    return smallest * (units * (doublings / 2.0 + 1) - (1L << doublings) + 1);
  }
}

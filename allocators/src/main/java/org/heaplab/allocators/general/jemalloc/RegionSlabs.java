package org.heaplab.allocators.general.jemalloc;

import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.CommittedWalk;
import org.heaplab.allocators.mechanism.PairingHeap;
import org.heaplab.allocators.mechanism.RunRecords;

/// Regions of one size in slabs. A class takes regions from its current slab, the lowest first;
/// when that is full, the slab with the lowest address of those that have a free region becomes the
/// current one, and when there is none, a new slab does.
///
/// ```text
///    current  ─▶ [■■■■□□□□]
///    others   ─▶ [■□■■■■□■] [□■■■■■■■]    a heap by address
///                [■■■■■■■■] …             full ones are in no list
/// ```
///
/// Which regions are free is a bit each in the slab's record. A slab without used regions is given
/// back at once.
///
/// Invariant: a slab is in the heap of its class exactly when it has both free and used regions and
/// is not the current one.
final class RegionSlabs {
  private static final int LOG_WORD_BITS = 6;
  private static final int CLASSES = JemallocSizes.SMALL_CLASSES;

  /// As in the original.
  static final int LOG_RECORD_BYTES = 7;

  /// Offsets in a record: the node of the heap, the number of free regions, and their bits.
  private static final long NODE = RunRecords.OWN;

  private static final long FREE = NODE + PairingHeap.NODE_BYTES;
  private static final long BITS = FREE + 8;

  /// Offsets in a slab have fewer bits than this by far.
  private static final int LOG_INVERSE = 32;

  private final RunRecords records;
  private final PageExtents extents;
  private final PairingHeap heap;
  private final int[] current = new int[CLASSES];
  private final int[] others = new int[CLASSES];

  private final int[] bytes = new int[CLASSES];
  private final int[] regions = new int[CLASSES];
  private final int[] pages = new int[CLASSES];

  /// An offset times this, without its low bits, is the number of the region.
  private final long[] inverse = new long[CLASSES];

  RegionSlabs(RunRecords records, PageExtents extents) {
    this.records = records;
    this.extents = extents;
    this.heap = new PairingHeap(records.record(0) + NODE, LOG_RECORD_BYTES);
    for (int sizeClass = 0; sizeClass < CLASSES; sizeClass++) {
      bytes[sizeClass] = (int) JemallocSizes.bytes(sizeClass);
      regions[sizeClass] = JemallocSizes.regions(sizeClass);
      pages[sizeClass] = JemallocSizes.slabPages(sizeClass);
      inverse[sizeClass] = ((1L << LOG_INVERSE) - 1) / bytes[sizeClass] + 1;
    }
  }

  long inspections() {
    return heap.inspections();
  }

  /// Takes free regions.
  ///
  /// @param into where their addresses go, in the order in which they should be used
  /// @return how many; fewer than asked for when there is no room or memory for more slabs
  int take(int sizeClass, long[] into, int count) {
    int taken = 0;
    while (taken < count) {
      int slab = slabWithRoom(sizeClass);
      if (slab == 0) slab = addSlab(sizeClass);
      if (slab == 0) break;
      int some = Math.min(count - taken, free(slab));
      takeLowest(slab, sizeClass, into, taken, some);
      taken += some;
    }
    return taken;
  }

  /// Takes the lowest free region of a slab that is there already, or returns 0.
  long takeOfPresent(int sizeClass, long[] scratch) {
    int slab = slabWithRoom(sizeClass);
    if (slab == 0) return 0;
    takeLowest(slab, sizeClass, scratch, 0, 1);
    return scratch[0];
  }

  private int slabWithRoom(int sizeClass) {
    int slab = current[sizeClass];
    if (slab != 0 && free(slab) > 0) return slab;
    int lowest = others[sizeClass];
    if (lowest == 0) return 0;
    others[sizeClass] = heap.remove(lowest, lowest);
    current[sizeClass] = lowest;
    return lowest;
  }

  private int addSlab(int sizeClass) {
    int slab = extents.allocate(pages[sizeClass]);
    if (slab == 0) return 0;
    records.place(slab, records.page(slab), pages[sizeClass], sizeClass);
    records.enterAll(slab);
    int left = regions[sizeClass];
    setFree(slab, left);
    for (int word = 0; left > 0; word++) {
      setBits(slab, word, left >= Long.SIZE ? -1 : (1L << left) - 1);
      left -= Long.SIZE;
    }
    current[sizeClass] = slab;
    return slab;
  }

  private void takeLowest(int slab, int sizeClass, long[] into, int from, int count) {
    long start = records.start(slab);
    int left = count;
    for (int word = 0, to = from; left > 0; word++) {
      long bits = bits(slab, word);
      if (bits == 0) continue;
      for (; bits != 0 && left > 0; left--) {
        int region = (word << LOG_WORD_BITS) + Long.numberOfTrailingZeros(bits);
        into[to++] = start + (long) region * bytes[sizeClass];
        bits &= bits - 1;
      }
      setBits(slab, word, bits);
    }
    setFree(slab, free(slab) - count);
  }

  /// Frees a region.
  ///
  /// @param address of its start
  void giveBack(int sizeClass, long address) {
    int slab = RunRecords.run(records.entryAt(address));
    int region = region(slab, sizeClass, address);
    int word = region >>> LOG_WORD_BITS;
    setBits(slab, word, bits(slab, word) | 1L << region);
    int left = free(slab) + 1;
    setFree(slab, left);
    if (left == regions[sizeClass]) endSlab(slab, sizeClass);
    else if (left == 1 && slab != current[sizeClass]) becameUsable(slab, sizeClass);
  }

  private void endSlab(int slab, int sizeClass) {
    if (slab == current[sizeClass]) {
      current[sizeClass] = 0;
    } else if (regions[sizeClass] > 1) {
      others[sizeClass] = heap.remove(others[sizeClass], slab);
    }
    records.clearInner(slab);
    extents.free(slab);
  }

  /// A slab that was full has a free region: the lower one of it and the current slab is current.
  private void becameUsable(int slab, int sizeClass) {
    int other = current[sizeClass];
    int waiting = slab;
    if (other != 0 && records.page(slab) < records.page(other)) {
      current[sizeClass] = slab;
      waiting = other;
    }
    if (free(waiting) > 0) {
      others[sizeClass] = heap.add(others[sizeClass], waiting, records.page(waiting));
    }
  }

  private int free(int slab) {
    return Memory.getInt(records.record(slab) + FREE);
  }

  private void setFree(int slab, int free) {
    Memory.putInt(records.record(slab) + FREE, free);
  }

  /// A word of the bits of a slab's regions: 1 for a free one.
  private long bits(int slab, int word) {
    return Memory.getLong(records.record(slab) + BITS + (long) word * Long.BYTES);
  }

  private void setBits(int slab, int word, long bits) {
    Memory.putLong(records.record(slab) + BITS + (long) word * Long.BYTES, bits);
  }

  /// The number of the region that an address is in.
  private int region(int slab, int sizeClass, long address) {
    long offset = address - records.start(slab);
    return (int) ((offset * inverse[sizeClass]) >>> LOG_INVERSE);
  }

  /// Whether a region of a slab starts at an address in it.
  boolean isRegion(int slab, int sizeClass, long address) {
    int region = region(slab, sizeClass, address);
    return records.start(slab) + (long) region * bytes[sizeClass] == address;
  }

  private boolean isFree(int slab, int region) {
    return (bits(slab, region >>> LOG_WORD_BITS) & 1L << region) != 0;
  }

  /// Shows the regions of a slab.
  ///
  /// @param cache knows which of the regions that are taken no client has
  void show(int slab, ThreadCache.Contents cache, CommittedWalk walk) {
    int sizeClass = records.classOf(slab);
    for (int region = 0; region < regions[sizeClass]; region++) {
      long address = records.start(slab) + (long) region * bytes[sizeClass];
      if (isFree(slab, region) || cache.has(address)) walk.free(address, bytes[sizeClass]);
      else walk.used(address, bytes[sizeClass]);
    }
  }
}

package org.heaplab.allocators.pool;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.HeapVisitor.Part;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.PageSupply;

/// Arrays of objects of one size: runs of pages with the objects from their start on, so that those
/// of a power of two bytes are aligned to it, and a header at their end. Which objects are used is
/// a bit each. An array is named by its run.
///
/// ```text
///    ┌────────┬────────┬────────┬ ─ ─ ┬────────┬──────┬────────┬────────────────────────────┐
///    │ object │ object │ object │     │ object │ tail │ bits   │ used │ hint │ next │ prev. │
///    └────────┴────────┴────────┴ ─ ─ ┴────────┴──────┴────────┴────────────────────────────┘
///                                                               ◀──────── header ──────────▶
/// ```
///
/// Invariants:
///
/// 1. used is the number of set bits of objects; the bits behind the last object are set;
/// 2. no word of bits before the hint has a clear bit.
final class PoolArrays {
  private static final int LOG_WORD_BITS = 6;
  private static final int WORD_BITS = 1 << LOG_WORD_BITS;

  /// Offsets from the end of an array.
  private static final long USED = -16;

  private static final long HINT = -12;
  private static final long NEXT = -8;
  private static final long PREVIOUS = -4;
  private static final int LINK_BYTES = 16;

  private final PageSupply supply;
  private final PoolSizes sizes;
  private long inspections;

  PoolArrays(PageSupply supply, PoolSizes sizes) {
    this.supply = supply;
    this.sizes = sizes;
  }

  /// Bytes that an array has beside so many objects.
  static int headerBytes(int objects) {
    return words(objects) * Long.BYTES + LINK_BYTES;
  }

  private static int words(int objects) {
    return (objects + WORD_BITS - 1) >>> LOG_WORD_BITS;
  }

  /// Words of bits that were read to find a free object, since the heap was made.
  long inspections() {
    return inspections;
  }

  /// Makes an array in which all objects are free.
  void format(int array, int pool) {
    int objects = sizes.objects(pool);
    int words = words(objects);
    for (int word = 0; word < words; word++) Memory.putLong(word(array, pool, word), 0);
    int rest = objects & WORD_BITS - 1;
    if (rest != 0) Memory.putLong(word(array, pool, words - 1), -1L << rest);
    long end = end(array, pool);
    Memory.putInt(end + USED, 0);
    Memory.putInt(end + HINT, 0);
  }

  /// Uses a free object, of which there is one: that with the lowest address.
  ///
  /// @return its address
  long take(int array, int pool) {
    long end = end(array, pool);
    int word = Memory.getInt(end + HINT);
    long bits = Memory.getLong(word(array, pool, word));
    inspections++;
    while (bits == -1) {
      bits = Memory.getLong(word(array, pool, ++word));
      inspections++;
    }
    int bit = Long.numberOfTrailingZeros(~bits);
    Memory.putLong(word(array, pool, word), bits | 1L << bit);
    Memory.putInt(end + HINT, word);
    Memory.putInt(end + USED, Memory.getInt(end + USED) + 1);
    int object = (word << LOG_WORD_BITS) + bit;
    return supply.address(array) + (long) object * sizes.objectBytes(pool);
  }

  /// Makes a used object free.
  void giveBack(int array, int pool, int object) {
    long end = end(array, pool);
    int word = object >>> LOG_WORD_BITS;
    long bits = word(array, pool, word);
    Memory.putLong(bits, Memory.getLong(bits) & ~(1L << object));
    if (word < Memory.getInt(end + HINT)) Memory.putInt(end + HINT, word);
    Memory.putInt(end + USED, Memory.getInt(end + USED) - 1);
  }

  boolean isUsed(int array, int pool, int object) {
    long bits = Memory.getLong(word(array, pool, object >>> LOG_WORD_BITS));
    return (bits & 1L << object) != 0;
  }

  /// How many objects are used.
  int used(int array, int pool) {
    return Memory.getInt(end(array, pool) + USED);
  }

  /// The array after another in the list of its pool, or 0.
  int next(int array, int pool) {
    return Memory.getInt(end(array, pool) + NEXT);
  }

  int previous(int array, int pool) {
    return Memory.getInt(end(array, pool) + PREVIOUS);
  }

  void setNext(int array, int pool, int next) {
    Memory.putInt(end(array, pool) + NEXT, next);
  }

  void setPrevious(int array, int pool, int previous) {
    Memory.putInt(end(array, pool) + PREVIOUS, previous);
  }

  private long end(int array, int pool) {
    return supply.address(array) + ((long) sizes.pages(pool) << Backing.LOG_PAGE_BYTES);
  }

  /// Address of a word of bits.
  private long word(int array, int pool, int word) {
    return end(array, pool) - headerBytes(sizes.objects(pool)) + (long) word * Long.BYTES;
  }

  /// Shows the objects of an array, what lies behind the last, and the header.
  void show(int array, int pool, HeapVisitor visitor) {
    int bytes = sizes.objectBytes(pool);
    long address = supply.address(array);
    for (int object = 0; object < sizes.objects(pool); object++, address += bytes) {
      if (isUsed(array, pool, object)) {
        visitor.used(address, address, bytes, 0);
      } else {
        visitor.free(address, bytes, bytes);
        visitor.part(Part.FREE_SLOTS, bytes);
      }
    }
    long header = word(array, pool, 0);
    if (address < header) {
      visitor.free(address, header - address, header - address);
      visitor.part(Part.PAGE_TAILS, header - address);
    }
    visitor.metadata(header, end(array, pool) - header, end(array, pool) - header);
  }
}

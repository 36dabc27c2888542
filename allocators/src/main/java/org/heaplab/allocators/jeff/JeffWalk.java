package org.heaplab.allocators.jeff;

import static org.heaplab.allocators.jeff.HeaderLayout.FREE;
import static org.heaplab.allocators.jeff.HeaderLayout.NUMBER_BITS;
import static org.heaplab.allocators.jeff.HeaderLayout.NUMBER_MASK;
import static org.heaplab.allocators.jeff.HeaderLayout.UNLOCKED;

import java.util.Arrays;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;

/// Shows the heap span by span. Between compactions the headers are in no order, so they are sorted
/// by address first, away from the heap.
final class JeffWalk {
  private final Backing backing;
  private final Headers headers;
  private long usedBlocks;

  JeffWalk(Backing backing, Headers headers) {
    this.backing = backing;
    this.headers = headers;
  }

  /// @param top where the last block ends
  void show(long top, HeapVisitor visitor) {
    visitor.area("heap", backing.base(), backing.bytes());
    for (long key : keysByAddress()) showBlock(headers.header(key & NUMBER_MASK), visitor);
    long middle = headers.bottom() - top;
    if (middle > 0) visitor.free(top, middle, backing.committedBytes(top, middle));
    long bottom = headers.bottom();
    long bytes = headers.top() - bottom;
    if (bytes > 0) showHeaders(bottom, bytes, visitor);
    backing.walkBitmap(visitor);
  }

  private void showHeaders(long bottom, long bytes, HeapVisitor visitor) {
    long entries = usedBlocks * headers.headerBytes();
    visitor.metadata(bottom, bytes, bytes);
    visitor.part(HeapVisitor.Part.ENTRIES, entries);
    visitor.part(HeapVisitor.Part.UNUSED_ENTRIES, bytes - entries);
  }

  /// One word has room for a granule and a header's number.
  private long[] keysByAddress() {
    long[] keys = new long[(int) headers.count()];
    int blocks = 0;
    for (long number = 1; number <= headers.count(); number++) {
      long header = headers.header(number);
      if (!headers.isUnused(header))
        keys[blocks++] = (headers.granule(header) << NUMBER_BITS) | number;
    }
    Arrays.sort(keys, 0, blocks);
    return Arrays.copyOf(keys, blocks);
  }

  private void showBlock(long header, HeapVisitor visitor) {
    long address = headers.address(header);
    long bytes = headers.bytes(header);
    int flags = headers.flags(header);
    if (flags == FREE) {
      visitor.free(address, bytes, bytes);
    } else {
      visitor.used(header, address, bytes, flags - UNLOCKED);
      usedBlocks++;
    }
  }
}

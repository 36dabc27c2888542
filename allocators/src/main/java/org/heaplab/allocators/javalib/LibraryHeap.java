package org.heaplab.allocators.javalib;

import java.util.Arrays;
import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;

/// A heap of the blocks of a [JavaLibrary]. A client in Java holds the object that stands for its
/// block. So a handle is the number of a slot in which that object is, and a lock reads the block's
/// address. Blocks never move but in [#realloc], which then gives them another handle.
///
/// ```text
///    handle - 1      0            1            2
///    objects      ┌────────────┬────────────┬────────────┬ ─ ─
///                 │ buffer     │ –          │ buffer     │
///    addresses    ├────────────┼────────────┼────────────┼ ─ ─
///                 │ payload    │ -(next+1)  │ payload    │       next: of the free slots
///    sizes        ├────────────┼────────────┼────────────┼ ─ ─
///                 │ bytes      │            │ bytes      │
///                 └────────────┴────────────┴────────────┴ ─ ─
/// ```
///
/// Blocks have the alignment of the library, which is what every
/// [org.heaplab.allocators.AlignmentRule] asks for. For more, the block is larger and its payload
/// begins inside it; for such a block the address in the table is not the library's.
///
/// Costs what the library costs, and a few loads and stores. The table is the measurement's: it is
/// where another program has its fields.
///
/// @param <B> the object that stands for a block
final class LibraryHeap<B> implements HandleAllocator {
  private static final int FIRST_SLOTS = 64;
  private static final int NONE = -1;

  private final JavaLibrary<B> library;

  private Object[] objects = new Object[FIRST_SLOTS];
  private long[] addresses = new long[FIRST_SLOTS];
  private long[] sizes = new long[FIRST_SLOTS];

  /// Slots that have ever been used; those behind them are new.
  private int slots;

  /// The slot that was freed last, or [#NONE].
  private int free = NONE;

  LibraryHeap(JavaLibrary<B> library) {
    this.library = library;
  }

  @Override
  public long malloc(long size) {
    return allocate(size, JavaLibrary.ALIGNMENT);
  }

  @Override
  public long malloc(long size, long alignment) {
    return allocate(size, Math.max(Alignment.require(alignment), JavaLibrary.ALIGNMENT));
  }

  private long allocate(long size, long boundary) {
    long shift = boundary - JavaLibrary.ALIGNMENT;
    if (size < 0 || size > library.mostBytes() - shift) return NULL;
    long bytes = Math.max(size, 1);
    B block = library.allocate(bytes + shift);
    if (block == null) return NULL;
    return put(block, Alignment.up(library.address(block), boundary), bytes);
  }

  private long put(B block, long address, long bytes) {
    int slot = free;
    if (slot == NONE) {
      if (slots == addresses.length) grow();
      slot = slots++;
    } else {
      free = (int) -addresses[slot] - 1;
    }
    objects[slot] = block;
    addresses[slot] = address;
    sizes[slot] = bytes;
    return slot + 1L;
  }

  private void grow() {
    int more = 2 * slots;
    objects = Arrays.copyOf(objects, more);
    addresses = Arrays.copyOf(addresses, more);
    sizes = Arrays.copyOf(sizes, more);
  }

  private void remove(int slot) {
    objects[slot] = null;
    addresses[slot] = -(free + 1L);
    free = slot;
  }

  /// @throws MisuseException when the slot has no block
  private int slot(long handle, Kind misuse) {
    if (handle < 1 || handle > slots || addresses[(int) handle - 1] <= 0) {
      throw new MisuseException(misuse, handle);
    }
    return (int) handle - 1;
  }

  @SuppressWarnings("unchecked")
  private B block(int slot) {
    return (B) objects[slot];
  }

  /// In place or not, the library does it, unless the payload begins inside its block.
  @Override
  public long realloc(long handle, long size) {
    int slot = slot(handle, Kind.STALE_HANDLE);
    if (size < 0 || size > library.mostBytes()) return NULL;
    long bytes = Math.max(size, 1);
    B block = block(slot);
    long before = addresses[slot];
    if (before != library.address(block) || !library.resize(block, bytes)) {
      return reallocSlow(handle, slot, bytes);
    }
    long address = library.address(block);
    if (address != before) {
      long moved = put(block, address, bytes);
      remove(slot);
      return moved;
    }
    sizes[slot] = bytes;
    return handle;
  }

  private long reallocSlow(long handle, int slot, long bytes) {
    long moved = malloc(bytes);
    if (moved == NULL) return NULL;
    Memory.copy(addresses[slot], lock(moved), Math.min(sizes[slot], bytes));
    free(handle);
    return moved;
  }

  @Override
  public long lock(long handle) {
    return addresses[slot(handle, Kind.STALE_HANDLE)];
  }

  @Override
  public void unlock(long handle) {}

  @Override
  public void free(long handle) {
    if (handle == NULL) return;
    int slot = slot(handle, Kind.DOUBLE_FREE);
    library.free(block(slot));
    remove(slot);
  }

  @Override
  public long usableSize(long handle) {
    return sizes[slot(handle, Kind.STALE_HANDLE)];
  }

  @Override
  public long compact(long budgetBytes) {
    return 0;
  }

  @Override
  public void phase() {
    library.phase();
  }

  @Override
  public long footprintBytes() {
    return Backing.wholePages(library.heldBytes());
  }

  /// There is none: the library's memory lies where the system has put it.
  @Override
  public long baseAddress() {
    return 0;
  }

  /// @throws UnsupportedOperationException always: a library for Java does not show its blocks
  @Override
  public void walk(HeapVisitor visitor) {
    throw new UnsupportedOperationException("a library for Java does not show its blocks");
  }

  @Override
  public void close() {
    for (int slot = 0; slot < slots; slot++) {
      if (addresses[slot] > 0) library.free(block(slot));
    }
    slots = 0;
    free = NONE;
    Arrays.fill(objects, null);
    library.close();
  }
}

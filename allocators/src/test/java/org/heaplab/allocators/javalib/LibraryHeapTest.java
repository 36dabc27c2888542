package org.heaplab.allocators.javalib;

import static org.heaplab.allocators.Heap.NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How a heap of handles stands before a library that gives objects: a scripted one, whose blocks
/// lie one behind the other.
final class LibraryHeapTest {
  private static final class Block {
    private long offset;
    private long bytes;
  }

  private static final class Scripted implements JavaLibrary<Block> {
    private final Backing backing = new Backing(1 << 20, Long.MAX_VALUE);
    private final List<Block> freed = new ArrayList<>();
    private long top;
    private final long refusedFrom = 1 << 16;
    private boolean moves;

    @Override
    public long mostBytes() {
      return 1 << 18;
    }

    @Override
    public Block allocate(long bytes) {
      if (bytes >= refusedFrom) return null;
      var block = new Block();
      place(block, bytes);
      return block;
    }

    private void place(Block block, long bytes) {
      block.offset = top;
      block.bytes = bytes;
      top += (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      backing.commit(backing.base() + block.offset, bytes);
    }

    @Override
    public long address(Block block) {
      return backing.base() + block.offset;
    }

    @Override
    public boolean resize(Block block, long bytes) {
      if (!moves && bytes > block.bytes) return false;
      long before = address(block);
      long kept = Math.min(block.bytes, bytes);
      if (moves) place(block, bytes);
      Memory.copy(before, address(block), kept);
      block.bytes = bytes;
      return true;
    }

    @Override
    public void free(Block block) {
      freed.add(block);
    }

    @Override
    public long heldBytes() {
      return top;
    }

    @Override
    public void close() {
      backing.close();
    }
  }

  private final Scripted library = new Scripted();
  private final LibraryHeap<Block> heap = new LibraryHeap<>(library);

  @AfterEach
  void close() {
    heap.close();
  }

  @Test
  void aHandleIsTheNumberOfASlotAndTheOneFreedLastIsUsedFirst() {
    assertEquals(1, heap.malloc(10));
    assertEquals(2, heap.malloc(10));
    assertEquals(3, heap.malloc(10));
    heap.free(1);
    heap.free(3);
    assertEquals(3, heap.malloc(10));
    assertEquals(1, heap.malloc(10));
    assertEquals(4, heap.malloc(10));
  }

  @Test
  void thereAreMoreSlotsWhenAllAreUsed() {
    for (long handle = 1; handle <= 1_000; handle++) assertEquals(handle, heap.malloc(1));
    assertEquals(library.backing.base() + 999 * 16, heap.lock(1_000));
  }

  @Test
  void alignmentBeyondTheLibrarysIsFoundInsideALargerBlock() {
    heap.malloc(16);
    long aligned = heap.malloc(100, 64);
    assertEquals(library.backing.base() + 64, heap.lock(aligned));
    assertEquals(16 + 160, library.top);
    assertEquals(100, heap.usableSize(aligned));
  }

  @Test
  void whatTheLibraryResizesInPlaceKeepsItsHandle() {
    long handle = heap.malloc(100);
    long address = heap.lock(handle);
    assertEquals(handle, heap.realloc(handle, 40));
    assertEquals(address, heap.lock(handle));
    assertEquals(40, heap.usableSize(handle));
  }

  @Test
  void whatTheLibraryMovesHasAnotherHandleAndItsContent() {
    library.moves = true;
    long handle = heap.malloc(8);
    Memory.putLong(heap.lock(handle), 42);
    long moved = heap.realloc(handle, 500);
    assertNotEquals(handle, moved);
    assertEquals(42, Memory.getLong(heap.lock(moved)));
    assertEquals(0, library.freed.size());
  }

  @Test
  void whatTheLibraryCannotResizeIsCopied() {
    long handle = heap.malloc(8);
    Memory.putLong(heap.lock(handle), 42);
    long moved = heap.realloc(handle, 500);
    assertEquals(42, Memory.getLong(heap.lock(moved)));
    assertEquals(1, library.freed.size());
  }

  @Test
  void aRefusedRequestLeavesTheBlock() {
    long handle = heap.malloc(8);
    Memory.putLong(heap.lock(handle), 42);
    assertEquals(NULL, heap.malloc(library.refusedFrom));
    assertEquals(NULL, heap.realloc(handle, library.refusedFrom));
    assertEquals(NULL, heap.realloc(handle, -1));
    assertEquals(NULL, heap.malloc(library.mostBytes(), 32));
    assertEquals(42, Memory.getLong(heap.lock(handle)));
  }

  @Test
  void aSlotWithoutABlockIsNoHandle() {
    long handle = heap.malloc(8);
    heap.free(handle);
    assertEquals(Kind.DOUBLE_FREE, refusal(() -> heap.free(handle)));
    assertEquals(Kind.STALE_HANDLE, refusal(() -> heap.lock(handle)));
    assertEquals(Kind.DOUBLE_FREE, refusal(() -> heap.free(7)));
  }

  private static Kind refusal(Runnable call) {
    return assertThrows(MisuseException.class, call::run).kind();
  }

  @Test
  void theFootprintIsInWholePages() {
    assertEquals(0, heap.footprintBytes());
    heap.malloc(1);
    assertEquals(4096, heap.footprintBytes());
  }
}

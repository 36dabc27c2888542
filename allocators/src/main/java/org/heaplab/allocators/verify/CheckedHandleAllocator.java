package org.heaplab.allocators.verify;

import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.Set;
import java.util.function.LongBinaryOperator;
import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.ForwardingHeap;
import org.heaplab.allocators.HandleAllocator;

/// Stands between a client and a heap, and checks every call against a simple model of the blocks:
///
/// 1. addresses are aligned as asked and as the [AlignmentRule] says, and blocks whose address is
///    known do not overlap: all of them while the heap cannot move them, the locked ones otherwise;
/// 2. a block's address does not change while it is locked, or while the heap cannot move it;
/// 3. the bytes of a block are what was written into them, at every lock, unlock, realloc and free;
/// 4. usable size is at least the size requested;
/// 5. a refused request changes nothing.
///
/// It fills each block with a pattern itself, as far as the client may touch it: the client must
/// not write.
///
/// Costs a lock, an unlock and a pass over the block at every call.
public final class CheckedHandleAllocator extends ForwardingHeap implements HandleAllocator {
  private static final class Block {
    final long number;
    long size;
    long touched;
    long alignment;
    long address;
    long usable;
    int locks;

    Block(long number, long size, long touched, long alignment) {
      this.number = number;
      this.size = size;
      this.touched = touched;
      this.alignment = alignment;
    }
  }

  private final HandleAllocator heap;
  private final AlignmentRule rule;
  private final boolean moves;
  private final KnownBytes known = new KnownBytes();
  private final Long2ObjectOpenHashMap<Block> blocks = new Long2ObjectOpenHashMap<>();
  private final Verifier verifier;
  private long created;

  /// A heap that promises no more than the least alignment.
  ///
  /// @param capabilities what the heap's catalogue entry claims
  public CheckedHandleAllocator(HandleAllocator heap, Set<Capability> capabilities) {
    this(heap, capabilities, AlignmentRule.EIGHT);
  }

  /// @param capabilities what the heap's catalogue entry claims
  /// @param rule how the heap aligns blocks that ask for no alignment
  public CheckedHandleAllocator(
      HandleAllocator heap, Set<Capability> capabilities, AlignmentRule rule) {
    super(heap);
    this.heap = heap;
    this.rule = rule;
    this.moves = capabilities.contains(Capability.MOVES);
    this.verifier = new Verifier(heap, capabilities);
  }

  /// Checks the whole heap, as [Verifier#verify], and the content of every block.
  public void verify() {
    verifier.verify();
    for (Long2ObjectMap.Entry<Block> entry : blocks.long2ObjectEntrySet()) {
      checkContent(entry.getLongKey(), entry.getValue(), entry.getValue().touched);
    }
  }

  @Override
  public long malloc(long size) {
    return added(heap.malloc(size), size, size, MIN_ALIGNMENT);
  }

  @Override
  public long malloc(long size, long alignment) {
    return added(heap.malloc(size, alignment), size, size, alignment);
  }

  @Override
  public long malloc(long size, long alignment, long touched) {
    long handle = heap.malloc(size, alignment, touched);
    return added(handle, size, touched, alignment);
  }

  private long added(long handle, long size, long touched, long alignment) {
    if (handle == NULL) return NULL;
    require(size >= 0, "a negative request is refused", handle, size);
    var block = new Block(created++, size, touched, Math.max(alignment, rule.boundary(size)));
    enter(handle, block);
    place(handle, block, 0);
    return handle;
  }

  @Override
  public long realloc(long handle, long size) {
    return resized(handle, size, size, heap::realloc);
  }

  @Override
  public long realloc(long handle, long size, long touched) {
    return resized(handle, size, touched, (old, bytes) -> heap.realloc(old, bytes, touched));
  }

  private long resized(long handle, long size, long touched, LongBinaryOperator realloc) {
    Block block = blocks.get(handle);
    if (block == null) return realloc.applyAsLong(handle, size);
    checkContent(handle, block, block.touched);
    long resized = realloc.applyAsLong(handle, size);
    if (resized == NULL) {
      checkContent(handle, block, block.touched);
      return NULL;
    }
    require(size >= 0, "a negative request is refused", handle, size);
    if (isPinned(block)) forget(block);
    if (resized != handle) {
      require(!moves, "a block keeps its handle", handle, resized);
      blocks.remove(handle);
      enter(resized, block);
    }
    long asked = moves || resized != handle ? MIN_ALIGNMENT : block.alignment;
    block.alignment = Math.max(asked, rule.boundary(size));
    long kept = Math.min(block.touched, size);
    block.size = size;
    block.touched = touched;
    place(resized, block, kept);
    return resized;
  }

  private void enter(long handle, Block block) {
    Block other = blocks.putIfAbsent(handle, block);
    require(other == null, "a handle is given to one block at a time", handle, block.size);
  }

  /// Checks a block that is new or has a new size, enters it in the model if it is pinned, and
  /// fills it from the bytes on that it has kept.
  private void place(long handle, Block block, long kept) {
    long usable = heap.usableSize(handle);
    require(
        usable >= Math.max(block.size, 1), "usable size is at least the request", handle, usable);
    long address = heap.lock(handle);
    require(
        !moves || block.locks == 0 || address == block.address,
        "a locked block does not move",
        handle,
        address);
    learn(block, address, usable);
    checkBytes(handle, block, address, kept);
    Pattern.write(address, kept, block.touched, block.number);
    heap.unlock(handle);
    if (!isPinned(block)) forget(block);
  }

  private void learn(Block block, long address, long usable) {
    known.add(address, usable);
    block.address = address;
    block.usable = usable;
  }

  private void forget(Block block) {
    known.remove(block.address, block.usable);
  }

  @Override
  public long lock(long handle) {
    Block block = blocks.get(handle);
    long address = heap.lock(handle);
    if (block == null) return address;
    if (isPinned(block)) {
      require(address == block.address, "a locked block does not move", handle, address);
    } else {
      learn(block, address, heap.usableSize(handle));
    }
    block.locks++;
    checkContent(handle, block, block.touched);
    return address;
  }

  @Override
  public void unlock(long handle) {
    Block block = blocks.get(handle);
    if (block != null) checkContent(handle, block, block.touched);
    heap.unlock(handle);
    if (block == null || block.locks == 0) return;
    block.locks--;
    if (!isPinned(block)) forget(block);
  }

  @Override
  public void free(long handle) {
    Block block = blocks.get(handle);
    if (block != null) checkContent(handle, block, block.touched);
    heap.free(handle);
    if (block == null) return;
    if (isPinned(block)) forget(block);
    blocks.remove(handle);
  }

  private boolean isPinned(Block block) {
    return !moves || block.locks > 0;
  }

  private void checkContent(long handle, Block block, long bytes) {
    long address = heap.lock(handle);
    checkBytes(handle, block, address, bytes);
    heap.unlock(handle);
  }

  private static void checkBytes(long handle, Block block, long address, long bytes) {
    require(
        Alignment.holds(address, block.alignment),
        "an address is aligned as asked",
        handle,
        address);
    long offset = Pattern.firstDifference(address, bytes, block.number);
    require(offset < 0, "a block keeps its content", handle, offset);
  }

  private static void require(boolean holds, String rule, long handle, long value) {
    if (holds) return;
    throw new BrokenHeapException(
        "%s: handle 0x%x, %d (0x%x)".formatted(rule, handle, value, value));
  }

  @Override
  public long usableSize(long handle) {
    return heap.usableSize(handle);
  }

  @Override
  public long compact(long budgetBytes) {
    return heap.compact(budgetBytes);
  }
}

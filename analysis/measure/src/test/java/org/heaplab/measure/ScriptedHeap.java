package org.heaplab.measure;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;

/// A heap that says what it is told to say: after each operation, the next footprint of the script.
/// It writes down every call.
public class ScriptedHeap implements HandleAllocator {
  private static final int BLOCK_BYTES = 1 << 10;

  private final Arena arena = Arena.ofConfined();
  private final long memory = arena.allocate(1 << 20, 4096).address();
  private final long[] footprints;
  private final List<String> calls = new ArrayList<>();
  private int operations;
  private int blocks;

  /// @param footprints after each operation; -1 refuses it
  public ScriptedHeap(long... footprints) {
    this.footprints = footprints;
  }

  public List<String> calls() {
    return calls;
  }

  private boolean refuses(String call) {
    calls.add(call);
    return footprints[operations++] < 0;
  }

  @Override
  public long malloc(long size) {
    return refuses("malloc " + size) ? NULL : ++blocks;
  }

  @Override
  public long malloc(long size, long alignment) {
    return refuses("malloc " + size + " at " + alignment) ? NULL : ++blocks;
  }

  @Override
  public long realloc(long handle, long size) {
    return refuses("realloc " + handle + " " + size) ? NULL : handle;
  }

  @Override
  public long lock(long handle) {
    calls.add("lock " + handle);
    return memory + handle * BLOCK_BYTES;
  }

  @Override
  public void unlock(long handle) {
    calls.add("unlock " + handle);
  }

  @Override
  public void free(long handle) {
    boolean ignored = refuses("free " + handle);
    assert !ignored;
  }

  @Override
  public long usableSize(long handle) {
    return BLOCK_BYTES;
  }

  @Override
  public long compact(long budgetBytes) {
    return 0;
  }

  @Override
  public long footprintBytes() {
    return operations == 0 ? 0 : footprints[operations - 1];
  }

  @Override
  public long baseAddress() {
    return memory;
  }

  /// One used block of 60 bytes, 30 bytes of metadata, 10 free bytes.
  @Override
  public void walk(HeapVisitor visitor) {
    visitor.area("blocks", memory, 100);
    visitor.metadata(memory, 30, 30);
    visitor.used(1, memory + 30, 60, 0);
    visitor.free(memory + 90, 10, 10);
  }

  @Override
  public void close() {
    arena.close();
  }
}

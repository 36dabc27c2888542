package org.heaplab.allocators.foreign;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.HeapVisitor;

/// The calls of one native library; see [ForeignAllocator] for how it comes to its handles. Blocks
/// that are live when it is closed are lost.
final class ForeignCalls implements Allocator {
  private static final MethodHandle MALLOC = handle(0);
  private static final MethodHandle FREE = handle(1);
  private static final MethodHandle REALLOC = handle(2);
  private static final MethodHandle POSIX_MEMALIGN = handle(3);
  private static final MethodHandle USABLE_SIZE = handle(4);

  private static MethodHandle handle(int index) {
    try {
      return MethodHandles.classDataAt(MethodHandles.lookup(), "_", MethodHandle.class, index);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("only a class made by ForeignAllocator has handles", e);
    }
  }

  @Override
  public long malloc(long size) {
    if (size < 0) return NULL;
    try {
      return (long) MALLOC.invokeExact(size);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  @Override
  public long malloc(long size, long alignment) {
    long boundary = Alignment.require(alignment);
    if (boundary == MIN_ALIGNMENT) return malloc(size);
    if (size < 0) return NULL;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(ValueLayout.JAVA_LONG);
      int error = (int) POSIX_MEMALIGN.invokeExact(address.address(), boundary, Math.max(size, 1));
      return error == 0 ? address.get(ValueLayout.JAVA_LONG, 0) : NULL;
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  /// Size 0 would be a free in some libraries.
  @Override
  public long realloc(long address, long size) {
    if (size < 0) return NULL;
    try {
      return (long) REALLOC.invokeExact(address, Math.max(size, 1));
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  @Override
  public void free(long address) {
    try {
      FREE.invokeExact(address);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  @Override
  public long usableSize(long address) {
    try {
      return (long) USABLE_SIZE.invokeExact(address);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  /// @throws UnsupportedOperationException always: this process holds more than the library's bytes
  @Override
  public long footprintBytes() {
    throw new UnsupportedOperationException(
        "the footprint of a native library is known only in a process of its own");
  }

  @Override
  public long baseAddress() {
    return 0;
  }

  /// @throws UnsupportedOperationException always: a native library does not show its blocks
  @Override
  public void walk(HeapVisitor visitor) {
    throw new UnsupportedOperationException("a native library does not show its blocks");
  }

  @Override
  public void close() {}
}

package org.heaplab.allocators.javalib;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.util.Version;
import io.netty.util.concurrent.FastThreadLocal;
import java.lang.foreign.MemorySegment;
import org.heaplab.allocators.Alignment;

/// Direct buffers of one of Netty's allocators, by its public interface: `directBuffer`, `capacity`
/// and `release`. A buffer tells its address, and the allocator's metric the bytes of its chunks.
///
/// Requests are rounded up to [#ALIGNMENT]. The size classes of both allocators are multiples of it
/// anyhow; where a buffer is cut off a chunk as it is, rounding keeps the next one aligned. No
/// buffer has 2 GiB or more.
///
/// Netty's allocators cannot be closed: their finalizers give back the chunks that are left. So a
/// heap that is closed lets go of what threads remember of it, and asks for a collection.
final class NettyBuffers implements JavaLibrary<ByteBuf> {
  private static final long MOST_BYTES = Integer.MAX_VALUE & -ALIGNMENT;
  private static final String ARTIFACT = "netty-buffer";

  private final ByteBufAllocator allocator;
  private final ByteBufAllocatorMetric metric;

  NettyBuffers(ByteBufAllocator allocator, ByteBufAllocatorMetric metric) {
    this.allocator = allocator;
    this.metric = metric;
  }

  /// The artifact and its version, as its jar has them.
  static String version() {
    Version version = Version.identify(NettyBuffers.class.getClassLoader()).get(ARTIFACT);
    return version == null ? ARTIFACT : ARTIFACT + " " + version.artifactVersion();
  }

  @Override
  public long mostBytes() {
    return MOST_BYTES;
  }

  @Override
  public ByteBuf allocate(long bytes) {
    try {
      return allocator.directBuffer(capacity(bytes));
    } catch (OutOfMemoryError e) {
      return null;
    }
  }

  private static int capacity(long bytes) {
    return (int) Alignment.up(bytes, ALIGNMENT);
  }

  /// Where Netty does without Unsafe, a buffer does not tell its address, but its segment does.
  @Override
  public long address(ByteBuf buffer) {
    return buffer.hasMemoryAddress()
        ? buffer.memoryAddress()
        : MemorySegment.ofBuffer(buffer.internalNioBuffer(0, buffer.capacity())).address();
  }

  @Override
  public boolean resize(ByteBuf buffer, long bytes) {
    try {
      buffer.capacity(capacity(bytes));
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    }
  }

  @Override
  public void free(ByteBuf buffer) {
    buffer.release();
  }

  @Override
  public long heldBytes() {
    return metric.usedDirectMemory();
  }

  @Override
  public void close() {
    FastThreadLocal.removeAll();
    System.gc();
  }
}

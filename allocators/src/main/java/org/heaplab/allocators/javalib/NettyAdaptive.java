package org.heaplab.allocators.javalib;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;

/// Netty's adaptive allocator, the usual one from version 4.2 on. Chunks are smaller and more than
/// those of [NettyPooled], and stand in groups, one for each size class.
///
/// From: The Netty Project. How large a chunk is follows from the sizes that were asked for before.
public final class NettyAdaptive {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      LibraryMaker.entry(
              "netty-adaptive",
              Family.GENERAL,
              "The Netty Project, AdaptiveByteBufAllocator, 2024",
              options -> library(),
              NettyBuffers::version)
          .can(Capability.REUSES);

  private NettyAdaptive() {}

  private static JavaLibrary<ByteBuf> library() {
    var allocator = new AdaptiveByteBufAllocator(true);
    return new NettyBuffers(allocator, allocator.metric());
  }
}

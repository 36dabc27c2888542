package org.heaplab.allocators.javalib;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// Netty's pooled allocator, which was the usual one up to version 4.1. Chunks of some MiB are cut
/// into pages, pages into slots of a size class, and each thread keeps some of the buffers that it
/// has released.
///
/// From: The Netty Project, which names jemalloc as its design. Sizes of pages, chunks and caches
/// are as Netty sets them. One arena is enough for a heap that one thread uses.
///
/// The caches of threads are there as standard, since the threads of Netty's event loops have them.
/// Other threads have them only where somebody sets them so (`cache=none`).
///
/// A chunk that never became a quarter full is not given back, nor the last page of a size class.
public final class NettyPooled {
  private static final String THREAD = "thread";

  private static final Option CACHE =
      Option.choice("cache", "where released buffers wait to be used again", THREAD, "none");

  /// How the catalogue knows it.
  public static final Entry ENTRY =
      LibraryMaker.entry(
              "netty-pooled",
              Family.GENERAL,
              "The Netty Project, PooledByteBufAllocator, 2012",
              NettyPooled::library,
              NettyBuffers::version)
          .can(Capability.REUSES)
          .with(CACHE, AlignmentRule.OPTION);

  private NettyPooled() {}

  private static JavaLibrary<ByteBuf> library(Options options) {
    var allocator =
        new PooledByteBufAllocator(
            true,
            0,
            1,
            PooledByteBufAllocator.defaultPageSize(),
            PooledByteBufAllocator.defaultMaxOrder(),
            PooledByteBufAllocator.defaultSmallCacheSize(),
            PooledByteBufAllocator.defaultNormalCacheSize(),
            options.is(CACHE, THREAD));
    return new NettyBuffers(allocator, allocator.metric());
  }
}

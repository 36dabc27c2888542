package org.heaplab.allocators.region;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.HeapVisitor.Part;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.PageSupply;

/// The memory of arenas: runs of pages, each with blocks one behind the other. A chunk is named by
/// its run, and an arena by its first chunk.
///
/// ```text
///     0             4             8                            16
///     ├─────────────┼─────────────┼────────────────────────────┤
///     │ arena       │ next chunk  │ blocks that are not dead,  │ blocks …
///     │             │             │ in the first chunk         │
///     └─────────────┴─────────────┴────────────────────────────┘
///
///     63            38 37                          3     0
///     ├───────────────┼────────────────────────────┼─────┤
///     │ arena         │ payload bytes              │   U │   header before each block;
///     └───────────────┴────────────────────────────┴─────┘   U: not dead
/// ```
final class Chunks {
  static final int HEADER_BYTES = 16;
  static final int BLOCK_HEADER_BYTES = 8;

  private static final long ARENA = 0;
  private static final long NEXT = 4;
  private static final long LIVE = 8;

  private static final int LOG_ARENA = 38;
  private static final long PAYLOAD = (1L << LOG_ARENA) - 8;
  private static final long USED = 1;

  private final PageSupply supply;

  Chunks(PageSupply supply) {
    this.supply = supply;
  }

  /// Makes a chunk the only one of a new arena.
  void begin(int chunk) {
    Memory.putInt(supply.address(chunk) + ARENA, chunk);
    Memory.putInt(supply.address(chunk) + NEXT, 0);
    Memory.putLong(supply.address(chunk) + LIVE, 0);
  }

  /// Adds a chunk to an arena, behind its first.
  void add(int arena, int chunk) {
    Memory.putInt(supply.address(chunk) + ARENA, arena);
    Memory.putInt(supply.address(chunk) + NEXT, next(arena));
    Memory.putInt(supply.address(arena) + NEXT, chunk);
  }

  private int next(int chunk) {
    return Memory.getInt(supply.address(chunk) + NEXT);
  }

  /// Gives back all chunks of an arena but the first.
  void releaseRest(int arena) {
    supply.backing().beginReleases();
    for (int chunk = next(arena), next; chunk != 0; chunk = next) {
      next = next(chunk);
      supply.release(chunk);
    }
    supply.backing().endReleases();
    Memory.putInt(supply.address(arena) + NEXT, 0);
  }

  void release(int arena) {
    releaseRest(arena);
    supply.release(arena);
  }

  long live(int arena) {
    return Memory.getLong(supply.address(arena) + LIVE);
  }

  void setLive(int arena, long blocks) {
    Memory.putLong(supply.address(arena) + LIVE, blocks);
  }

  /// Where the blocks of a chunk begin.
  long start(int chunk) {
    return supply.address(chunk) + HEADER_BYTES;
  }

  long end(int chunk) {
    return supply.address(chunk) + PageSupply.bytes(supply.size(chunk));
  }

  static void setUsed(long payload, int arena, long bytes) {
    Memory.putLong(payload - BLOCK_HEADER_BYTES, (long) arena << LOG_ARENA | bytes | USED);
  }

  /// Makes everything between two addresses a dead block.
  static void setDead(long from, long end) {
    if (from < end) Memory.putLong(from, end - from - BLOCK_HEADER_BYTES);
  }

  static void die(long payload) {
    long header = payload - BLOCK_HEADER_BYTES;
    Memory.putLong(header, Memory.getLong(header) & ~USED);
  }

  static boolean isUsed(long payload) {
    return (Memory.getLong(payload - BLOCK_HEADER_BYTES) & USED) != 0;
  }

  static long bytes(long payload) {
    return Memory.getLong(payload - BLOCK_HEADER_BYTES) & PAYLOAD;
  }

  static int arena(long payload) {
    return (int) (Memory.getLong(payload - BLOCK_HEADER_BYTES) >>> LOG_ARENA);
  }

  /// Shows a chunk.
  ///
  /// @param top where its blocks end
  void show(int chunk, long top, HeapVisitor visitor) {
    visitor.metadata(supply.address(chunk), HEADER_BYTES, HEADER_BYTES);
    long payload = start(chunk) + BLOCK_HEADER_BYTES;
    for (; payload <= top; payload += bytes(payload) + BLOCK_HEADER_BYTES) {
      long block = payload - BLOCK_HEADER_BYTES;
      long bytes = bytes(payload);
      if (isUsed(payload)) {
        visitor.metadata(block, BLOCK_HEADER_BYTES, BLOCK_HEADER_BYTES);
        visitor.part(Part.HEADERS, BLOCK_HEADER_BYTES);
        visitor.used(payload, payload, bytes, 0);
      } else {
        visitor.free(block, BLOCK_HEADER_BYTES + bytes, BLOCK_HEADER_BYTES + bytes);
      }
    }
    if (top < end(chunk)) visitor.free(top, end(chunk) - top, end(chunk) - top);
  }
}

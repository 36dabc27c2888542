package org.heaplab.allocators.javalib;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.backing.Backing;

/// A confined arena of `java.lang.foreign` for each block, closed when the block is freed: what a
/// program in Java writes that knows malloc and free. A segment is filled with zeros, and cannot
/// change its size.
///
/// From: the Foreign Function & Memory API of Java 22, whose arenas have their memory from the C
/// library's `malloc`. The footprint is that of the chunks ([MallocChunk]).
public final class ConfinedArenas implements JavaLibrary<ConfinedArenas.Block> {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      LibraryMaker.entry(
              "ffm-confined",
              Family.GENERAL,
              "OpenJDK, JEP 454: Foreign Function & Memory API, 2024",
              options -> new ConfinedArenas(),
              ConfinedArenas::version)
          .can(Capability.REUSES, Capability.RELEASES);

  record Block(Arena arena, MemorySegment segment) {}

  private long chunkBytes;

  private ConfinedArenas() {}

  /// That of the Java which runs this.
  static String version() {
    return "Java " + Runtime.version();
  }

  @Override
  public long mostBytes() {
    return Backing.MAX_BYTES;
  }

  @Override
  public Block allocate(long bytes) {
    Arena arena = Arena.ofConfined();
    try {
      var block = new Block(arena, arena.allocate(bytes));
      chunkBytes += MallocChunk.bytes(bytes);
      return block;
    } catch (OutOfMemoryError e) {
      arena.close();
      return null;
    }
  }

  @Override
  public long address(Block block) {
    return block.segment().address();
  }

  @Override
  public boolean resize(Block block, long bytes) {
    return false;
  }

  @Override
  public void free(Block block) {
    chunkBytes -= MallocChunk.bytes(block.segment().byteSize());
    block.arena().close();
  }

  @Override
  public long heldBytes() {
    return chunkBytes;
  }

  @Override
  public void close() {}
}

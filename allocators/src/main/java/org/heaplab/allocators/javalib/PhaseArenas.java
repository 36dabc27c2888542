package org.heaplab.allocators.javalib;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Set;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.backing.Backing;

/// A confined arena of `java.lang.foreign` for each phase of the client: the way in which arenas
/// are meant to be used. An arena is closed when its phase has ended ([#phase]) and its last block
/// is freed; until then it has all that it ever gave out. Where no client tells of phases, nothing
/// is given back.
///
/// From: the Foreign Function & Memory API of Java 22. Each segment is a chunk of `malloc`, as with
/// [ConfinedArenas].
///
/// Invariant: a phase that has ended has blocks.
public final class PhaseArenas implements JavaLibrary<PhaseArenas.Block> {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      LibraryMaker.entry(
          "ffm-arena",
          Family.REGION,
          "OpenJDK, JEP 454: Foreign Function & Memory API, 2024",
          options -> new PhaseArenas(),
          ConfinedArenas::version);

  private static final class Phase {
    private final Arena arena = Arena.ofConfined();
    private long blocks;
    private long chunkBytes;
    private boolean ended;
  }

  record Block(Phase phase, MemorySegment segment) {}

  /// Those whose arenas are open.
  private final Set<Phase> phases = new HashSet<>();

  private Phase current = begun();
  private long chunkBytes;

  private PhaseArenas() {}

  @Override
  public long mostBytes() {
    return Backing.MAX_BYTES;
  }

  @Override
  public Block allocate(long bytes) {
    try {
      var block = new Block(current, current.arena.allocate(bytes));
      current.blocks++;
      current.chunkBytes += MallocChunk.bytes(bytes);
      chunkBytes += MallocChunk.bytes(bytes);
      return block;
    } catch (OutOfMemoryError e) {
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
    block.phase().blocks--;
    closeIfOver(block.phase());
  }

  @Override
  public void phase() {
    current.ended = true;
    closeIfOver(current);
    current = begun();
  }

  private Phase begun() {
    var phase = new Phase();
    phases.add(phase);
    return phase;
  }

  private void closeIfOver(Phase phase) {
    if (!phase.ended || phase.blocks > 0) return;
    chunkBytes -= phase.chunkBytes;
    phases.remove(phase);
    phase.arena.close();
  }

  @Override
  public long heldBytes() {
    return chunkBytes;
  }

  @Override
  public void close() {
    phases.forEach(phase -> phase.arena.close());
    phases.clear();
  }
}

package org.heaplab.allocators.collector;

import org.heaplab.allocators.Heap.Compaction;
import org.heaplab.allocators.Heap.Tracing;
import org.heaplab.allocators.PauseWatcher;

/// What the blocks of a heap take, and what its collections have done: the numbers that decide when
/// the next one comes, and those that are reported. All bytes are of blocks with their headers.
///
/// Invariant: the bytes of blocks are those of live ones and of garbage.
final class CollectionWork {
  private long blockBytes;
  private long garbageBytes;

  private long collections;
  private long tracedBlocks;
  private long tracedBytes;
  private long compactions;
  private long movedBytes;

  /// What the collection that runs may still move.
  private long mayMoveBytes;

  private long movedBefore;
  private PauseWatcher watcher = PauseWatcher.NONE;

  void watch(PauseWatcher newWatcher) {
    watcher = newWatcher;
  }

  /// Bytes of all blocks, live or dead.
  long blockBytes() {
    return blockBytes;
  }

  long garbageBytes() {
    return garbageBytes;
  }

  long liveBytes() {
    return blockBytes - garbageBytes;
  }

  /// There is another block.
  void allocated(long bytes) {
    blockBytes += bytes;
  }

  /// A block has become garbage.
  void dropped(long bytes) {
    garbageBytes += bytes;
  }

  /// A collection has found garbage, whose bytes are free from now on.
  void found(long bytes) {
    garbageBytes -= bytes;
    blockBytes -= bytes;
  }

  /// A collection begins, and keeps the client waiting.
  ///
  /// @param mostMovedBytes how much it may move
  void begin(long mostMovedBytes) {
    watcher.begins();
    mayMoveBytes = mostMovedBytes;
    movedBefore = movedBytes;
  }

  /// A collection has visited a live block.
  void traced(long bytes) {
    tracedBlocks++;
    tracedBytes += bytes;
  }

  boolean mayMove(long bytes) {
    return bytes <= mayMoveBytes;
  }

  void moved(long bytes) {
    mayMoveBytes -= bytes;
    movedBytes += bytes;
  }

  /// The collection is over.
  ///
  /// @return bytes that it has moved
  long end() {
    collections++;
    long moved = movedBytes - movedBefore;
    if (moved > 0) compactions++;
    watcher.ends();
    return moved;
  }

  /// Blocks that collections have visited.
  long tracedBlocks() {
    return tracedBlocks;
  }

  Tracing tracing() {
    return new Tracing(collections, tracedBytes);
  }

  Compaction compaction() {
    return new Compaction(compactions, movedBytes);
  }
}

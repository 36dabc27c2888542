package org.heaplab.allocators;

/// What every heap under study tells about itself, whichever way its blocks are reached.
///
/// All of a heap's bytes come from a [org.heaplab.allocators.backing.Backing], so that at every
/// moment
///
/// ```text
///    footprint = payload and padding of used blocks + metadata + free bytes in committed pages
/// ```
///
/// and [#walk] shows each of these bytes exactly once. Of a block that its client said it would not
/// touch whole, bytes in pages that are not committed do not count. The fields of the few Java
/// objects that run a heap do not count either: they are the same for a heap of any size, like the
/// static variables of a native allocator. Of the heaps of libraries no more is known than their
/// packages say. One thread uses a heap, unless its catalogue entry says otherwise. Two heaps in
/// one process do not know of each other.
public interface Heap extends AutoCloseable {
  /// The null handle and the null address: what a refused request returns.
  long NULL = 0;

  /// The least alignment of a block, in bytes. An [AlignmentRule] may ask for more.
  long MIN_ALIGNMENT = 8;

  /// The largest alignment that may be asked for, in bytes.
  long MAX_ALIGNMENT = 4096;

  /// Bytes now held from the system, in whole pages, metadata included. Exact at every moment.
  long footprintBytes();

  /// The address that placements are counted from: the start of the reserved range. 0 where none is
  /// reserved, and then placements differ from process to process.
  long baseAddress();

  /// Shows every span of the heap, area by area and in address order within an area. Costs time in
  /// proportion to the heap; the heap must not be changed meanwhile.
  void walk(HeapVisitor visitor);

  /// Checks the heap's own structures, as far as it can, for what its walk does not show. Slow; for
  /// verification.
  ///
  /// @throws org.heaplab.allocators.verify.BrokenHeapException when one of them is broken
  default void check() {}

  /// Compaction since the heap was made; all zero for a heap that never moves a block.
  default Compaction compaction() {
    return Compaction.NONE;
  }

  /// How many blocks and entries of its structures the heap has looked at in order to place or
  /// coalesce blocks, since it was made: what an operation costs, on any machine. Those looked at
  /// in every operation, a fixed number, need not count.
  ///
  /// @return -1 for a heap that does not count
  default long inspections() {
    return -1;
  }

  /// Tells the watcher of every pause from now on, and no longer the watcher before it. A heap has
  /// no clock: how long a pause lasts is for the watcher to measure.
  default void watch(PauseWatcher watcher) {}

  /// The client says that a phase of its work ends and another begins: what it allocates from now
  /// on is likely to die together, apart from what it has. Few heaps do anything about it.
  default void phase() {}

  /// Gives everything back to the system. Handles and addresses of this heap are invalid from then
  /// on.
  @Override
  void close();

  /// @param compactions times a compaction ran, one for each uninterrupted pause
  /// @param movedBytes bytes copied or remapped from one address to another
  record Compaction(long compactions, long movedBytes) {
    public static final Compaction NONE = new Compaction(0, 0);
  }
}

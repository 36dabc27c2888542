package org.heaplab.workloads;

import java.lang.foreign.MemorySegment;

/// Makes a trace of another that has the same operations on the same slots, with other sizes.
/// Accesses stay at the bytes of the block at which they were, and requests keep their call sites.
record TraceRewriting(Sizes sizes) {
  /// What the new sizes are.
  interface Sizes {
    /// How many bytes a request has that had so many.
    long size(long bytes);

    /// How many bytes of a request are touched.
    ///
    /// @param request index of a malloc or realloc of the trace that is rewritten
    /// @return -1 when nothing is to be said about it
    long touched(MemorySegment operations, long request);
  }

  /// @param trace closed in any case
  Trace rewrite(Trace trace) {
    try (trace) {
      var builder = new TraceBuilder();
      try {
        for (int i = 1; i <= trace.sites(); i++) builder.nameSite(i, trace.siteName(i));
        for (long i = 0; i < trace.count(); i++) add(builder, trace, i);
        for (Dropped kind : Dropped.values()) builder.drop(kind, trace.dropped(kind));
        trace.droppedOtherwise().forEach(builder::drop);
        return builder.build(trace.name(), trace.provenance());
      } catch (TraceException | OutOfMemoryError e) {
        builder.abandon();
        throw e;
      }
    }
  }

  /// The slots are the same, since a builder assigns the same slots to the same operations.
  private void add(TraceBuilder builder, Trace trace, long index) {
    MemorySegment operations = trace.operations();
    int slot = Operation.slot(operations, index);
    long size = Operation.size(operations, index);
    builder.thread(Operation.thread(operations, index));
    builder.site(trace.siteOf(index));
    switch (Operation.kind(operations, index)) {
      case Operation.MALLOC -> {
        builder.malloc(sizes.size(size), Operation.logAlignment(operations, index));
        touch(builder, operations, index);
      }
      case Operation.FREE -> builder.free(slot);
      case Operation.REALLOC -> {
        builder.realloc(slot, sizes.size(size));
        touch(builder, operations, index);
      }
      case Operation.LOCK -> builder.lock(slot);
      case Operation.UNLOCK -> builder.unlock(slot);
      case Operation.ACCESS ->
          builder.access(slot, size >>> 8, (int) (size >>> 1 & 0x7F), (size & 1) != 0);
      case Operation.PHASE -> builder.phase(trace.phases().get((int) size));
      case Operation.TIME -> builder.time(size);
      default -> {}
    }
  }

  private void touch(TraceBuilder builder, MemorySegment operations, long index) {
    long touched = sizes.touched(operations, index);
    if (touched >= 0) builder.touched(Operation.slot(operations, index), touched);
  }
}

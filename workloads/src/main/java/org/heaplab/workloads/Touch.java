package org.heaplab.workloads;

import java.lang.foreign.MemorySegment;

/// How much of its large blocks a program is assumed to have touched. A replay writes this much.
/// Large blocks have at least [TraceBuilder#LARGE_BYTES]; smaller ones are always written
/// completely.
///
/// @param recorded whether the touched bytes in the trace are used
/// @param firstBytes the most bytes of one block that count
public record Touch(boolean recorded, long firstBytes) {
  /// What the trace says; the whole block where the trace does not know it.
  public static final Touch RECORDED = new Touch(true, Long.MAX_VALUE);

  /// The whole of every block, even where the trace says less.
  public static final Touch ALL = new Touch(false, Long.MAX_VALUE);

  /// At most this many bytes of a block; fewer where the trace says so.
  public static Touch first(long bytes) {
    return new Touch(true, bytes);
  }

  /// Returns the trace to replay: the given one, or a new one. In the second case the given one is
  /// closed.
  public Trace applyTo(Trace trace) {
    boolean same = equals(RECORDED) || (equals(ALL) && trace.touchedMarks() == 0);
    if (same) return trace;
    try (trace) {
      return rebuilt(trace);
    }
  }

  private Trace rebuilt(Trace trace) {
    var builder = new TraceBuilder();
    try {
      for (long i = 0; i < trace.count(); i++) add(builder, trace, i);
      for (Dropped kind : Dropped.values()) builder.drop(kind, trace.dropped(kind));
      trace.droppedOtherwise().forEach(builder::drop);
      return builder.build(trace.name(), trace.provenance());
    } catch (TraceException | OutOfMemoryError e) {
      builder.abandon();
      throw e;
    }
  }

  /// The slots are the same, since a builder assigns the same slots to the same operations.
  private void add(TraceBuilder builder, Trace trace, long index) {
    MemorySegment operations = trace.operations();
    int slot = Operation.slot(operations, index);
    long size = Operation.size(operations, index);
    builder.thread(Operation.thread(operations, index));
    switch (Operation.kind(operations, index)) {
      case Operation.MALLOC -> {
        builder.malloc(size, Operation.logAlignment(operations, index));
        touch(builder, operations, index);
      }
      case Operation.FREE -> builder.free(slot);
      case Operation.REALLOC -> {
        builder.realloc(slot, size);
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
    if (firstBytes == Long.MAX_VALUE) return;
    long touched =
        recorded ? Operation.touched(operations, index) : Operation.size(operations, index);
    builder.touched(Operation.slot(operations, index), Math.min(touched, firstBytes));
  }
}

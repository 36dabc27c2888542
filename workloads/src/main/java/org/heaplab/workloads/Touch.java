package org.heaplab.workloads;

import java.lang.foreign.MemorySegment;

/// How much of its large blocks a program is taken to have touched, which is how much a replay
/// writes: blocks of at least [TraceBuilder#LARGE_BYTES]. Smaller ones are always written whole.
///
/// @param recorded whether what the trace says of a block counts
/// @param firstBytes of a block that count at most
public record Touch(boolean recorded, long firstBytes) {
  /// As the trace says; all of a block where it says nothing.
  public static final Touch RECORDED = new Touch(true, Long.MAX_VALUE);

  /// All of every block, whatever the trace says.
  public static final Touch ALL = new Touch(false, Long.MAX_VALUE);

  /// At most the first so many bytes of a block; fewer where the trace says so.
  public static Touch first(long bytes) {
    return new Touch(true, bytes);
  }

  /// The trace as it is to be replayed: the same one, or another, and then the one given is closed.
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

  /// Slots need no translation: a builder hands out the same ones for the same operations.
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

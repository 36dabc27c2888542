package org.heaplab.workloads;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// A program's heap operations, decoded into one flat off-heap array of [Operation]s.
///
/// Every trace is well-formed: a slot is allocated before it is used and freed before it is
/// allocated again, so that a replay needs no checks. [TraceBuilder] enforces it.
public final class Trace implements AutoCloseable {
  private final String name;
  private final Provenance provenance;
  private final List<String> phases;
  private final Arena arena;
  private final MemorySegment operations;
  private final long count;
  private final int slots;
  private final long dropped;

  Trace(
      String name,
      Provenance provenance,
      List<String> phases,
      Arena arena,
      MemorySegment operations,
      long count,
      int slots,
      long dropped) {
    this.name = name;
    this.provenance = provenance;
    this.phases = List.copyOf(phases);
    this.arena = arena;
    this.operations = operations.asSlice(0, count << Operation.LOG_BYTES);
    this.count = count;
    this.slots = slots;
    this.dropped = dropped;
  }

  public String name() {
    return name;
  }

  public Provenance provenance() {
    return provenance;
  }

  /// Labels of the phases, by the index that a [Operation#PHASE] carries.
  public List<String> phases() {
    return phases;
  }

  /// The operations, `count() * Operation.BYTES` bytes; read them with [Operation].
  public MemorySegment operations() {
    return operations;
  }

  /// All operations, marks included.
  public long count() {
    return count;
  }

  /// One more than the largest slot number.
  public int slots() {
    return slots;
  }

  /// Operations that the recorded program or its log had but a replay cannot do: frees of unknown
  /// blocks and of NULL.
  public long dropped() {
    return dropped;
  }

  @Override
  public void close() {
    arena.close();
  }
}

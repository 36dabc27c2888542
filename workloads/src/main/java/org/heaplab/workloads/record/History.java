package org.heaplab.workloads.record;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.logs.text.AddressMap;
import org.heaplab.workloads.symbols.CallStacks;
import org.heaplab.workloads.symbols.CodeFiles;
import org.heaplab.workloads.symbols.CodeNames;
import org.heaplab.workloads.symbols.MemoryMap;

/// Makes a trace of the calls of one process. The calls name blocks by address, the trace names
/// them by slot. A forked process starts with its parent's heap. So its trace begins with what its
/// parent had done until the fork, followed by the phase `fork`.
///
/// 1. Frees of NULL and of unknown blocks are dropped. A realloc of an unknown block counts as a
///    malloc, and from then on the block is known.
/// 2. A malloc may return the address of a live block. Then the program freed that block where the
///    recorder could not see it. The trace frees it first.
/// 3. A trace can hold a limited number of threads. All threads beyond it share the last number.
/// 4. Only at the end of a large block is it known how much of it was touched.
/// 5. A realloc has two records. The first gives the old address up, the second takes the new one.
///    Between them the block has no address, and another thread may get the old one. In the trace
///    it is one operation, at the second record.
/// 6. Places in the program's code have names only at the end, when all of them are known.
final class History implements RawRecords.Visitor {
  private static final int NONE = AddressMap.NONE;
  private static final int UNKNOWN = NONE - 1;
  private static final int LAST_THREAD = 0xFFFF;

  private final TraceBuilder trace = new TraceBuilder();
  private final AddressMap live = new AddressMap();
  private final CallStacks stacks = new CallStacks();
  private final StringBuilder code = new StringBuilder();
  private final long startedNanos;
  private int[] moving = new int[0];
  private long lost;

  private History(long startedNanos) {
    this.startedNanos = startedNanos;
  }

  /// A trace, and what became of it.
  ///
  /// @param lost how many of the program's calls were lost during the recording
  /// @param lacksLines whether its call sites could have lines if `addr2line` were installed
  record Told(Trace trace, long lost, boolean lacksLines) {}

  static Told of(Spool spool, Image image, String name, Provenance provenance, CodeFiles files)
      throws IOException {
    var history = new History(oldest(spool, image).startedNanos());
    try {
      history.tell(spool, image, RawRecords.Part.ALL);
      var names = new CodeNames(new MemoryMap(history.code.toString(), files), files);
      history.stacks.name(history.trace, names);
      return new Told(
          history.trace.build(name, provenance), history.lost + image.lost(), names.lacksLines());
    } finally {
      history.trace.abandon();
    }
  }

  private static Image oldest(Spool spool, Image image) {
    return parent(spool, image).map(parent -> oldest(spool, parent)).orElse(image);
  }

  private void tell(Spool spool, Image image, RawRecords.Part part) throws IOException {
    Optional<Image> parent = parent(spool, image);
    if (parent.isPresent()) {
      tell(spool, parent.get(), image.inherited());
      trace.phase("fork");
    }
    RawRecords records = spool.records(image);
    lost += records.visit(part, stacks, this);
    code.append(records.code());
  }

  private static Optional<Image> parent(Spool spool, Image image) {
    return image.forked()
        ? spool.image(image.parent()).filter(parent -> parent.serial() < image.serial())
        : Optional.empty();
  }

  @Override
  public void time(long nanos) {
    trace.time(Math.max(0, nanos - startedNanos));
  }

  @Override
  public void call(int kind, int thread, long address, long size, int logAlignment, int site) {
    trace.thread(Math.min(thread, LAST_THREAD));
    trace.site(site);
    switch (kind) {
      case RawRecords.MALLOC -> malloc(address, size, logAlignment);
      case RawRecords.FREE -> free(address);
      case RawRecords.REALLOC_BEGIN -> begin(thread, address);
      case RawRecords.REALLOC_END -> end(take(thread), address, size);
      case RawRecords.REALLOC_FAILED -> restore(take(thread), address);
      case RawRecords.REALLOC_FREED -> freeMoving(take(thread));
      case RawRecords.TOUCHED -> touch(address, size);
      default ->
          throw new IllegalStateException("a recorder must write a kind that is known: " + kind);
    }
  }

  private void malloc(long address, long size, int logAlignment) {
    freeUnseen(address);
    int log = Math.max(logAlignment, Operation.DEFAULT_LOG_ALIGNMENT);
    live.put(address, trace.malloc(size, log));
  }

  private void free(long address) {
    int slot = live.remove(address);
    if (slot != NONE) {
      trace.free(slot);
    } else {
      trace.drop(address == 0 ? Dropped.NULL_FREE : Dropped.UNKNOWN_FREE, 1);
    }
  }

  private void begin(int thread, long address) {
    int slot = live.remove(address);
    if (slot == NONE) slot = UNKNOWN;
    if (thread >= moving.length) {
      int threads = moving.length;
      moving = Arrays.copyOf(moving, Math.max(thread + 1, threads * 2));
      Arrays.fill(moving, threads, moving.length, NONE);
    }
    moving[thread] = slot;
  }

  private int take(int thread) {
    if (thread >= moving.length) return NONE;
    int slot = moving[thread];
    moving[thread] = NONE;
    return slot;
  }

  private void end(int slot, long address, long size) {
    if (slot == NONE) return;
    freeUnseen(address);
    if (slot == UNKNOWN) {
      trace.drop(Dropped.UNKNOWN_REALLOC, 1);
      live.put(address, trace.malloc(size));
      return;
    }
    trace.realloc(slot, size);
    live.put(address, slot);
  }

  private void restore(int slot, long address) {
    if (slot == NONE) return;
    trace.drop(Dropped.FAILED, 1);
    if (slot != UNKNOWN) live.put(address, slot);
  }

  private void freeMoving(int slot) {
    if (slot == UNKNOWN) trace.drop(Dropped.UNKNOWN_FREE, 1);
    else if (slot != NONE) trace.free(slot);
  }

  private void touch(long address, long bytes) {
    int slot = live.get(address);
    if (slot != NONE) trace.touched(slot, bytes);
  }

  private void freeUnseen(long address) {
    int slot = live.remove(address);
    if (slot == NONE) return;
    trace.free(slot);
    trace.drop(Dropped.LOST_FREE, 1);
  }
}

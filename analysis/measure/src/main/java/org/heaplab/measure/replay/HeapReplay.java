package org.heaplab.measure.replay;

import java.util.Set;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.ConfiguredAllocator;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.workloads.locks.LockPlan;

/// One trace on one of our allocators, as a child process replays it again and again, each time on
/// a fresh heap.
public final class HeapReplay {
  private final ReplayFile.View trace;
  private final ConfiguredAllocator allocator;
  private final LockMode locks;
  private final long limitBytes;
  private final SlotTable slots;

  /// Of locks that are inferred: it is made once, so that no replay's time has it. Null for others.
  private final LockPlan plan;

  /// @param limitBytes the largest footprint of its heaps; [Long#MAX_VALUE] for none
  public HeapReplay(
      ReplayFile.View trace, ConfiguredAllocator allocator, LockMode locks, long limitBytes) {
    this.trace = trace;
    this.allocator = allocator;
    this.locks = locks;
    this.limitBytes = limitBytes;
    this.slots = new SlotTable(trace);
    this.plan =
        locks instanceof LockMode.Inferred inferred ? InferringClient.plan(inferred, trace) : null;
  }

  public ReplayFile.View trace() {
    return trace;
  }

  public LockMode locks() {
    return locks;
  }

  public Set<Capability> capabilities() {
    return allocator.entry().capabilities();
  }

  /// Whether a heap of it can be held to a limit.
  public boolean limits() {
    return capabilities().contains(Capability.LIMITS);
  }

  /// Name and version of the library that its heaps are of; empty for heaps of heaplab.
  public String version() {
    return allocator.entry().maker().version();
  }

  /// How its heaps align blocks that ask for no alignment.
  public AlignmentRule alignmentRule() {
    return allocator.alignmentRule();
  }

  /// The handles that the client holds; a replay begins with none.
  public SlotTable slots() {
    return slots;
  }

  /// A fresh heap, for a client that holds nothing yet.
  public HandleAllocator heap() {
    return heap(limitBytes);
  }

  /// The same, with another limit.
  public HandleAllocator heap(long otherLimitBytes) {
    slots.clear();
    return allocator.create(otherLimitBytes);
  }

  /// A client that writes into its blocks.
  public Client client(HandleAllocator heap) {
    return client(heap, true);
  }

  /// @param writes whether it writes into its blocks; it must not where their content is checked
  public Client client(HandleAllocator heap, boolean writes) {
    var setting = new Client.Setting(trace, heap, slots, writes);
    return plan == null ? Client.of(locks, setting) : new InferringClient(setting, plan);
  }

  /// Replays all of the trace.
  ///
  /// @return the record that was refused, or the number of records
  public long run(HandleAllocator heap) {
    return client(heap).run(0, trace.records());
  }

  /// Whether a replay that ended at a record did all of the trace.
  public boolean isWhole(long record) {
    return record == trace.records();
  }
}

package org.heaplab.measure.locality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heaplab.measure.session.TraceMeasurement;
import org.heaplab.results.table.AccessTables;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;

/// How often modelled caches miss when the blocks of a trace lie in an order that no allocator
/// chose: what there is to gain by placing them.
public final class PlacementMeasurement implements TraceMeasurement {
  private static final long GRANULE_BYTES = 16;

  @Override
  public String name() {
    return AccessTables.PLACEMENT.measurement();
  }

  @Override
  public double weight() {
    return 1;
  }

  @Override
  public boolean isUsual() {
    return false;
  }

  @Override
  public List<Row> measure(Key key, Trace trace) {
    var blocks = new UsedBlocksOfTrace(trace);
    var rows = new ArrayList<Row>();
    for (PlacementOrder order : PlacementOrder.values()) {
      MemoryModel memory = used(trace, addresses(blocks, order));
      if (memory.accesses() == 0) return List.of();
      rows.add(
          Row.of(
              AccessTables.PLACEMENT,
              key,
              Map.of(
                  "placement", order.title(),
                  "accesses", memory.accesses(),
                  "l1_misses", memory.firstMisses(),
                  "l2_misses", memory.secondMisses(),
                  "tlb_misses", memory.pageMisses())));
    }
    return List.copyOf(rows);
  }

  /// The address of each block, by birth.
  private static long[] addresses(UsedBlocksOfTrace blocks, PlacementOrder order) {
    var addresses = new long[blocks.count()];
    long end = 0;
    for (int birth : order.of(blocks)) {
      addresses[birth] = end;
      end += Math.max(GRANULE_BYTES, (blocks.bytes(birth) + GRANULE_BYTES - 1) & -GRANULE_BYTES);
    }
    return addresses;
  }

  private static MemoryModel used(Trace trace, long[] addresses) {
    var memory = new MemoryModel();
    var births = new int[trace.slots()];
    int born = 0;
    for (long i = 0; i < trace.count(); i++) {
      int slot = Operation.slot(trace.operations(), i);
      long access = Operation.size(trace.operations(), i);
      switch (Operation.kind(trace.operations(), i)) {
        case Operation.MALLOC -> births[slot] = born++;
        case Operation.ACCESS ->
            memory.access(addresses[births[slot]] + (access >>> 8), (int) (access >>> 1 & 0x7F));
        default -> {}
      }
    }
    return memory;
  }
}

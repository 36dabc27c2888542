package org.heaplab.measure.locality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.Client;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.Session;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.table.AccessTables;
import org.heaplab.results.table.Row;
import org.heaplab.workloads.Operation;

/// How often the caches of a modelled machine miss, with the blocks where an allocator puts them:
/// as it does by itself, and compacted as far as it can at even points of the trace. What
/// compaction itself reads and writes does not count. A native allocator's addresses are not known.
public final class LocalityMeasurement implements ReplayMeasurement {
  private static final String COMMAND = "locality";

  /// How often a heap is compacted that is compacted at all.
  private static final int COMPACTIONS = 8;

  @Override
  public String name() {
    return AccessTables.LOCALITY.measurement();
  }

  @Override
  public double weight() {
    return 2;
  }

  @Override
  public boolean isUsual() {
    return false;
  }

  @Override
  public Map<String, ChildCommand> commands() {
    return Map.of(
        COMMAND, (replay, argument, reply) -> run(replay, Integer.parseInt(argument), reply));
  }

  private static void run(HeapReplay replay, int compactions, ReplyWriter reply) {
    var memory = new MemoryModel();
    try (HandleAllocator heap = replay.heap()) {
      Client client =
          new ModelledClient(
              new Client.Setting(replay.trace(), heap, replay.slots(), true), memory);
      long done = 0;
      long compacted = 0;
      for (long record = 0; record < replay.trace().records(); record++) {
        if (!client.step(record)) {
          reply.oom(record);
          return;
        }
        if (!Operation.counts(Operation.kind(replay.trace().operations(), record))) continue;
        done++;
        if (done * (compactions + 1) / replay.trace().ops() > compacted
            && compacted < compactions) {
          heap.compact(Long.MAX_VALUE);
          compacted++;
        }
      }
    }
    reply.result(
        Map.of(
            "accesses", memory.accesses(),
            "l1_misses", memory.firstMisses(),
            "l2_misses", memory.secondMisses(),
            "tlb_misses", memory.pageMisses()));
  }

  @Override
  public List<Row> measure(Session session, int round) {
    if (!session.allocator().kind().equals(ComparedAllocator.JAVA)) return List.of();
    var rows = new ArrayList<Row>();
    for (int compactions : new int[] {0, COMPACTIONS}) {
      Reply reply = session.ask(COMMAND + " " + compactions);
      Long accesses = reply == null ? null : reply.number("accesses");
      if (accesses == null || accesses == 0) return List.of();
      rows.add(
          Row.of(
              AccessTables.LOCALITY,
              session.key(),
              Map.of(
                  "compactions", compactions,
                  "accesses", accesses,
                  "l1_misses", reply.number("l1_misses"),
                  "l2_misses", reply.number("l2_misses"),
                  "tlb_misses", reply.number("tlb_misses"))));
    }
    return List.copyOf(rows);
  }
}

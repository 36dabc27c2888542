package org.heaplab.measure.measurement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.Session;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// The free lists of a heap, by the size of their blocks, right before and after a free that joins
/// its block with two others: what a buddy system does, in a heap that is in use. It means
/// something for heaps of ours whose walk shows each free block by itself.
final class FreeListMeasurement implements ReplayMeasurement {
  private static final String COMMAND = "lists";

  @Override
  public String name() {
    return Tables.FREE_LIST.measurement();
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
    return Map.of(COMMAND, (replay, argument, reply) -> FreeListPass.run(replay, reply));
  }

  @Override
  public List<Row> measure(Session session, int round) {
    Reply reply = session.ask(COMMAND);
    if (reply == null || reply.text(FreeListPass.LISTS) == null) return List.of();
    var rows = new ArrayList<Row>();
    for (String list : reply.text(FreeListPass.LISTS).split(" ", -1)) {
      String[] numbers = list.split(":", -1);
      rows.add(
          Row.of(
              Tables.FREE_LIST,
              session.key(),
              Map.of(
                  "block_bytes",
                  Long.valueOf(numbers[0]),
                  "before",
                  Long.valueOf(numbers[1]),
                  "after",
                  Long.valueOf(numbers[2]))));
    }
    return rows;
  }
}

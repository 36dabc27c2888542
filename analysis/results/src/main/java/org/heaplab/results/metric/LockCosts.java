package org.heaplab.results.metric;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Series;
import org.heaplab.results.table.Tables;

/// What locking and unlocking a block costs, from the rows of [Tables#LOCK].
///
/// @param blocks how many were reached in turn
/// @param addedNanos what it adds to reading from a block by its address, one value a round. Rounds
///   are compared with themselves, so that a slow moment of the machine is not taken for a lock
@SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
public record LockCosts(long blocks, double[] addedNanos) {

  /// One for each number of blocks, in the order of the file.
  public static List<LockCosts> of(Cell cell) {
    Map<Long, Series> byBlocks = new LinkedHashMap<>();
    for (Row row : cell.series(Tables.LOCK).rows()) {
      byBlocks.computeIfAbsent((long) row.number("blocks"), blocks -> new Series()).add(row);
    }
    return byBlocks.entrySet().stream()
        .map(entry -> new LockCosts(entry.getKey(), added(entry.getValue())))
        .toList();
  }

  private static double[] added(Series rounds) {
    double[] plain = rounds.numbers("plain_ns");
    double[] locked = rounds.numbers("locked_ns");
    for (int i = 0; i < locked.length; i++) locked[i] -= plain[i];
    return locked;
  }

  /// The mean on the number of blocks where it is most; null where locks were not timed.
  public static Object most(Cell cell) {
    return of(cell).stream()
        .map(costs -> Arrays.stream(costs.addedNanos()).average().orElseThrow())
        .max(Double::compare)
        .orElse(null);
  }
}

package org.heaplab.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.OperationKind;
import org.heaplab.results.table.Percentile;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// The rows of a run that never was of single operations.
final class SyntheticOperations {
  private static final int PROCESSES = 6;

  private SyntheticOperations() {}

  /// All rounds.
  ///
  /// @param operations of the trace
  /// @param compacts whether there are pauses
  static List<List<Row>> rounds(
      Key key, long operations, double nanos, double tail, boolean compacts) {
    var random = new Random(key.toString().hashCode());
    var rounds = new ArrayList<List<Row>>();
    for (int round = 0; round < PROCESSES; round++) {
      var rows = new ArrayList<Row>();
      int part = 2;
      for (OperationKind kind : OperationKind.values()) {
        boolean isPause = kind == OperationKind.COMPACTION;
        if (isPause && !compacts) continue;
        double noise = Math.exp(0.05 * random.nextGaussian());
        double typical = (isPause ? 2000 : 20 + nanos * part) * noise;
        long count = isPause ? 9000 : operations / part++;
        rows.add(kind(key, round, kind, count, typical, tail));
      }
      var clock = Map.of("round", round, "cost_ns", 21L + random.nextInt(2), "step_ns", 10L);
      rows.add(Row.of(Tables.CLOCK, key, clock));
      for (long window = 10_000; compacts && window <= 100_000_000; window *= 10) {
        double share = window / (window + 8000.0 + random.nextInt(2000));
        rows.add(utilisation(key, round, window, share));
      }
      rounds.add(rows);
    }
    return rounds;
  }

  /// @param tail how much longer the longest take
  private static Row kind(
      Key key, int round, OperationKind kind, long count, double nanos, double tail) {
    var values = new HashMap<String, Object>();
    values.put("round", round);
    values.put("kind", kind.title());
    values.put("count", count);
    for (Percentile one : Percentile.values()) {
      if (!one.isKnownOf(count)) continue;
      values.put(one.column(), (long) (nanos * Math.pow(tail, one.nines() / 5)));
    }
    values.put("max_ns", (long) (nanos * tail * 2));
    return Row.of(Tables.OPERATION, key, values);
  }

  private static Row utilisation(Key key, int round, long window, double share) {
    var values = Map.of("round", round, "window_ns", window, "utilisation", share);
    return Row.of(Tables.UTILISATION, key, values);
  }
}

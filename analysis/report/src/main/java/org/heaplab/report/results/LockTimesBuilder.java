package org.heaplab.report.results;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.ResizableDoubleArray;

/// Gathers the rounds of `lock.csv`, by experiment, allocator and number of blocks.
final class LockTimesBuilder {
  static final List<String> COLUMNS =
      List.of("experiment", "allocator", "blocks", "round", "plain_ns", "locked_ns");

  private record Key(String experiment, String allocator, int blocks) {}

  private record Rounds(ResizableDoubleArray plain, ResizableDoubleArray locked) {}

  private final Map<Key, Rounds> rounds = new LinkedHashMap<>();

  void add(Row row) {
    row.count("round");
    var key =
        new Key(
            row.name("experiment"), row.name("allocator"), Math.toIntExact(row.count("blocks")));
    Rounds of =
        rounds.computeIfAbsent(
            key, one -> new Rounds(new ResizableDoubleArray(), new ResizableDoubleArray()));
    of.plain.addElement(row.amount("plain_ns"));
    of.locked.addElement(row.amount("locked_ns"));
  }

  /// In the order of the file.
  List<LockTimes> of(String experiment) {
    return rounds.entrySet().stream()
        .filter(one -> one.getKey().experiment().equals(experiment))
        .map(
            one ->
                new LockTimes(
                    one.getKey().allocator(),
                    one.getKey().blocks(),
                    one.getValue().plain().getElements(),
                    one.getValue().locked().getElements()))
        .toList();
  }
}

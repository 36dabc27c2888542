package org.heaplab.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;

/// What [Locking] measured on one set of blocks, each way in a JVM of its own.
///
/// @param blocks how many are reached in turn
/// @param plainNanos to read from one by its address
/// @param lockedNanos to lock one, read from it and unlock it
public record LockCost(int blocks, double plainNanos, double lockedNanos) {
  private static final String PLAIN = "read";
  private static final String LOCKED = "lockReadUnlock";

  /// Short, because one JVM compiles a benchmark into better code than another does: for the same
  /// time, several short rounds tell more than a long one.
  private static final List<String> SHORT =
      List.of("-f", "1", "-wi", "3", "-w", "100ms", "-i", "3", "-r", "100ms");

  /// @param score nanoseconds a call
  record Score(String method, int blocks, double score) {
    static Score of(RunResult result) {
      String benchmark = result.getParams().getBenchmark();
      return new Score(
          benchmark.substring(benchmark.lastIndexOf('.') + 1),
          Integer.parseInt(result.getParams().getParam("blocks")),
          result.getPrimaryResult().getScore());
    }
  }

  /// One round, of a few seconds, without a word.
  ///
  /// @param allocator its specification
  /// @return the cost on each set of blocks, the smallest first
  /// @throws IllegalStateException when assertions are on
  public static List<LockCost> measure(String allocator)
      throws RunnerException, CommandLineOptionException {
    var arguments = new ArrayList<>(SHORT);
    arguments.addAll(List.of("-foe", "true", "-v", "SILENT", "-p", "allocator=" + allocator));
    arguments.add(Locking.class.getName().replace(".", "\\.") + "\\.");
    Collection<RunResult> results = Bench.run(arguments.toArray(String[]::new));
    return paired(results.stream().map(Score::of).toList());
  }

  /// @throws IllegalStateException when a way was not measured that the other was
  static List<LockCost> paired(List<Score> scores) {
    var plain = new TreeMap<Integer, Double>();
    var locked = new TreeMap<Integer, Double>();
    for (Score one : scores) {
      switch (one.method()) {
        case PLAIN -> plain.put(one.blocks(), one.score());
        case LOCKED -> locked.put(one.blocks(), one.score());
        default -> throw new IllegalStateException("a way to read must be known: " + one);
      }
    }
    if (!plain.keySet().equals(locked.keySet())) {
      throw new IllegalStateException(
          "both ways must be measured: plain with %s blocks, locked with %s"
              .formatted(plain.keySet(), locked.keySet()));
    }
    return plain.entrySet().stream()
        .map(one -> new LockCost(one.getKey(), one.getValue(), locked.get(one.getKey())))
        .toList();
  }
}

package org.heaplab.bench;

import java.util.Collection;
import java.util.List;
import org.heaplab.allocators.Catalogue;
import org.heaplab.allocators.Catalogue.Entry;
import org.heaplab.allocators.HandleAllocator;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs the benchmarks, each in a JVM of its own, on every allocator of the catalogue that gives
/// memory a second time.
public final class Bench {
  private static final String PARAMETER = "allocator";

  /// A heap that can hold this much must be able to serve more than that in all.
  private static final long PROBE_LIMIT_BYTES = 1 << 20;

  private static final long PROBE_BLOCK_BYTES = 1 << 14;

  private Bench() {}

  /// @param arguments those of JMH: a regular expression that chooses benchmarks by class and
  ///   method, and options such as `-f 1 -wi 2 -p allocator=handle,best-fit`
  public static void main(String[] arguments) {
    try {
      run(arguments);
    } catch (RunnerException | CommandLineOptionException | IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /// @return a result for each benchmark and each combination of its parameters
  /// @throws IllegalStateException when assertions are on: they would be measured as well
  public static Collection<RunResult> run(String... arguments)
      throws RunnerException, CommandLineOptionException {
    if (Bench.class.desiredAssertionStatus()) {
      throw new IllegalStateException("benchmarks must run with assertions off: drop -ea");
    }
    var commandLine = new CommandLineOptions(arguments);
    var options =
        new OptionsBuilder()
            .parent(commandLine)
            .jvmArgsAppend("--enable-native-access=ALL-UNNAMED");
    if (!commandLine.getParameter(PARAMETER).hasValue()) {
      options.param(PARAMETER, allocators().toArray(String[]::new));
    }
    return new Runner(options.build()).run();
  }

  static List<String> allocators() {
    return Catalogue.entries().stream().map(Entry::name).filter(Bench::reusesMemory).toList();
  }

  /// One that never does would run out of memory before JMH has warmed up.
  private static boolean reusesMemory(String name) {
    try (HandleAllocator heap = Catalogue.find(name).create(PROBE_LIMIT_BYTES)) {
      return reusesMemory(heap);
    }
  }

  static boolean reusesMemory(HandleAllocator heap) {
    for (long served = 0; served < 4 * PROBE_LIMIT_BYTES; served += PROBE_BLOCK_BYTES) {
      long handle = heap.malloc(PROBE_BLOCK_BYTES);
      if (handle == HandleAllocator.NULL) return false;
      heap.free(handle);
    }
    return true;
  }
}

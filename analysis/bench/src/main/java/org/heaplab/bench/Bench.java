package org.heaplab.bench;

import java.util.Collection;
import java.util.List;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.backing.JvmOptions;
import org.heaplab.allocators.catalogue.Catalogue;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs the benchmarks, each in a JVM of its own, on the allocators of the catalogue.
public final class Bench {
  private static final String PARAMETER = "allocator";

  /// The one without threads of its own: there is hardly any garbage, and processors are few.
  private static final String COLLECTOR = "-XX:+UseSerialGC";

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
            .jvmArgsAppend(JvmOptions.NEEDED.toArray(String[]::new));
    // Else they took over those of this JVM, and with its start-up cache profiles from elsewhere.
    if (!commandLine.getJvmArgs().hasValue()) options.jvmArgs(COLLECTOR);
    if (!commandLine.getParameter(PARAMETER).hasValue()) {
      options.param(PARAMETER, allocators().toArray(String[]::new));
    }
    return new Runner(options.build()).run();
  }

  /// Those that can run here for as long as JMH likes: a heap that never gives memory a second time
  /// would end before JMH has warmed up, unless it has no memory at all to give.
  static List<String> allocators() {
    return Catalogue.entries().stream()
        .filter(entry -> entry.has(Capability.REUSES) || !entry.has(Capability.STORES))
        .filter(entry -> entry.unusableHere().isEmpty())
        .map(Entry::name)
        .toList();
  }
}

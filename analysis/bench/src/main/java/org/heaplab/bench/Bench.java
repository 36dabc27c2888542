package org.heaplab.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.backing.JvmOptions;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.foreign.ForeignLibrary;
import org.heaplab.allocators.foreign.NativeAllocators;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs the benchmarks, each in a JVM of its own, on the allocators of the catalogue. A native
/// library that replaces malloc or is tuned needs its own environment, and JMH has one for all its
/// JVMs. So JMH runs once for each environment.
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
    } catch (RunnerException
        | CommandLineOptionException
        | IllegalArgumentException
        | IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /// @return a result for each benchmark and each combination of its parameters
  /// @throws IllegalArgumentException when there is no allocator of a name
  /// @throws IllegalStateException when assertions are on: they would be measured as well; or when
  ///   the file that starts a JVM cannot be written
  public static Collection<RunResult> run(String... arguments)
      throws RunnerException, CommandLineOptionException {
    if (Bench.class.desiredAssertionStatus()) {
      throw new IllegalStateException("benchmarks must run with assertions off: drop -ea");
    }
    var commandLine = new CommandLineOptions(arguments);
    Map<Map<String, String>, List<String>> groups =
        byEnvironment(commandLine.getParameter(PARAMETER).orElse(allocators()));
    var results = new ArrayList<RunResult>();
    for (var group : groups.entrySet()) {
      results.addAll(run(commandLine, group.getKey(), group.getValue(), results.isEmpty()));
    }
    if (groups.size() > 1) write(commandLine, results);
    return results;
  }

  /// @param isFirst whether benchmarks run that do not have the parameter
  private static Collection<RunResult> run(
      CommandLineOptions commandLine,
      Map<String, String> environment,
      List<String> allocators,
      boolean isFirst)
      throws RunnerException {
    var options =
        new OptionsBuilder()
            .parent(commandLine)
            .jvmArgsAppend(JvmOptions.NEEDED.toArray(String[]::new))
            .param(PARAMETER, allocators.toArray(String[]::new));
    // Else they took over those of this JVM, and with its start-up cache profiles from elsewhere.
    if (!commandLine.getJvmArgs().hasValue()) options.jvmArgs(COLLECTOR);
    if (!isFirst) options.exclude(Destruction.class.getSimpleName());
    if (environment.isEmpty()) return new Runner(options.build()).run();
    try (var java = JavaStarter.of(commandLine.getJvm().orElse(""), environment)) {
      return new Runner(options.jvm(java.path().toString()).build()).run();
    } catch (NoBenchmarksException e) {
      if (isFirst) throw e;
      return List.of();
    } catch (IOException e) {
      throw new IllegalStateException("the file that starts a JVM must be writable: " + e, e);
    }
  }

  /// One table of what is in several, and the file that was asked for, which JMH begins anew for
  /// each environment.
  private static void write(CommandLineOptions commandLine, Collection<RunResult> results) {
    System.out.println();
    ResultFormatFactory.getInstance(ResultFormatType.TEXT, System.out).writeOut(results);
    if (!commandLine.getResultFormat().hasValue() && !commandLine.getResult().hasValue()) return;
    ResultFormatType type = commandLine.getResultFormat().orElse(Defaults.RESULT_FORMAT);
    String usual = Defaults.RESULT_FILE_PREFIX + "." + type.toString().toLowerCase(Locale.ROOT);
    ResultFormatFactory.getInstance(type, commandLine.getResult().orElse(usual)).writeOut(results);
  }

  /// Those that need nothing first.
  private static Map<Map<String, String>, List<String>> byEnvironment(
      Collection<String> specifications) {
    var groups = new LinkedHashMap<Map<String, String>, List<String>>();
    groups.put(Map.of(), new ArrayList<>());
    for (String specification : specifications) {
      Entry entry = Catalogue.find(specification).entry();
      Map<String, String> environment =
          environment(entry)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          entry.unusableHere().orElse(entry.name() + " runs in no JVM")));
      groups.computeIfAbsent(environment, key -> new ArrayList<>()).add(specification);
    }
    groups.values().removeIf(List::isEmpty);
    return groups;
  }

  /// What a JVM needs in its environment for an allocator; empty when none can have it.
  private static Optional<Map<String, String>> environment(Entry entry) {
    return NativeAllocators.library(entry)
        .map(ForeignLibrary::javaEnvironment)
        .orElse(Optional.of(Map.of()));
  }

  /// Those that can run here for as long as JMH likes: a heap that never gives memory a second time
  /// would end before JMH has warmed up, unless it has no memory at all to give.
  static List<String> allocators() {
    return Catalogue.entries().stream()
        .filter(Bench::lasts)
        .filter(entry -> environment(entry).isPresent())
        .map(Entry::name)
        .toList();
  }

  private static boolean lasts(Entry entry) {
    return entry.has(Capability.REUSES)
        || entry.has(Capability.RELEASES)
        || !entry.has(Capability.STORES);
  }
}

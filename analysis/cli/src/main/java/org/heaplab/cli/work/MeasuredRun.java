package org.heaplab.cli.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heaplab.bench.LockCost;
import org.heaplab.cli.argument.WrongArgument;
import org.heaplab.cli.output.Console;
import org.heaplab.cli.output.ProgressLine;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.measure.experiment.Runner;
import org.heaplab.measure.experiment.Suite;
import org.heaplab.measure.experiment.TraceSource;
import org.heaplab.measure.measurement.LockTimer;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.results.manifest.Shard;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import picocli.CommandLine.Model.CommandSpec;

/// A run of experiments for a command. Here the modules of replays and of benchmarks meet, which do
/// not know each other.
///
/// @param spec of the command
public record MeasuredRun(Console console, CommandSpec spec) {
  public static final long SEED = 1;

  /// @param allocators specifications; none for all of the experiments
  /// @param shard the part of the run to do
  /// @param resume whether to go on with what the folder holds
  public Runner.Summary measure(
      Path folder,
      Suite suite,
      List<ExperimentPlan> plans,
      List<TraceSource> sources,
      List<String> allocators,
      Shard shard,
      boolean resume)
      throws IOException {
    var options =
        new Runner.Options(
            folder,
            suite,
            plans,
            sources,
            allocators,
            shard,
            SEED,
            Measurements.all(MeasuredRun::timeLocks),
            resume,
            command(),
            String.join(" ", new Version().getVersion()),
            commit());
    try (var line = new ProgressLine(console)) {
      return Runner.run(options, line);
    } catch (IllegalArgumentException e) {
      throw new WrongArgument(e.getMessage());
    }
  }

  /// The command line as it was typed.
  private List<String> command() {
    var words = new ArrayList<String>();
    words.add("heaplab");
    words.addAll(spec.root().commandLine().getParseResult().originalArgs());
    return words;
  }

  private String commit() {
    return InstalledPrograms.firstLine(
            "git",
            "-C",
            console.home().toString(),
            "describe",
            "--always",
            "--dirty",
            "--abbrev=40",
            "--exclude=*")
        .orElse("");
  }

  private static List<LockTimer.Times> timeLocks(String allocator) throws IOException {
    try {
      return LockCost.measure(allocator).stream()
          .map(one -> new LockTimer.Times(one.blocks(), one.plainNanos(), one.lockedNanos()))
          .toList();
    } catch (RunnerException | CommandLineOptionException | IllegalStateException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}

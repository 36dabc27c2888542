package org.heaplab.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.heaplab.cli.argument.AllocatorChoice;
import org.heaplab.cli.argument.BundledTraces;
import org.heaplab.cli.argument.TouchChoice;
import org.heaplab.cli.argument.TraceArgument;
import org.heaplab.cli.argument.WrongArgument;
import org.heaplab.cli.output.Console;
import org.heaplab.cli.work.MeasuredRun;
import org.heaplab.cli.work.ResultFolders;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.measure.experiment.Runner;
import org.heaplab.measure.experiment.Slice;
import org.heaplab.measure.experiment.Suite;
import org.heaplab.measure.experiment.TraceSource;
import org.heaplab.measure.question.Experiments;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.manifest.Shard;
import org.heaplab.workloads.Trace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `heaplab run`: the main job, from experiments to a page.
@Command(
    name = "run",
    description = "Runs experiments and makes figures, tables and report.html of the results.",
    mixinStandardHelpOptions = true,
    footerHeading = Examples.HEADING,
    footer = {
      "  heaplab run",
      "  heaplab run frontier ablation --suite full --out results/runs/full",
      "  heaplab run survey --allocators handle,sequential,native --workloads redis,lua,browser:pages=4",
      "  heaplab run handle-bars --suite full --within 90",
      "  heaplab run all",
      "  heaplab run all --suite full --out results/runs/everything",
      "  heaplab run --trace my.trace",
      "  heaplab run --resume"
    })
public final class RunCommand implements Callable<Integer> {
  /// The experiment that a trace of somebody's own is for.
  private static final String OWN_PROGRAM = "own";

  /// What none of the recorded programs shows: a steady state, and gaps that are all too small.
  private static final List<String> SYNTHETIC = List.of("stationary", "comb");

  private final Console console;

  @Parameters(
      arity = "0..*",
      paramLabel = "EXPERIMENT",
      description = {
        "which experiments (default: survey; `heaplab list experiments` names them); all stands for",
        "every one, and with the suite quick each is asked on its shortest traces only"
      })
  private List<String> experiments = List.of();

  @Option(
      names = "--suite",
      paramLabel = "quick|full",
      defaultValue = "quick",
      description =
          "quick: within five minutes on two cores; full: as long as it takes (default: ${DEFAULT-VALUE})")
  private Suite suite;

  @Option(
      names = "--within",
      paramLabel = "MINUTES",
      description =
          "leave out, and name, times that would take longer than this (default: as the suite says)")
  private Integer minutes;

  @Option(
      names = {"-a", "--allocators"},
      paramLabel = "NAME,…",
      description =
          "only these of the experiments' allocators, with all that they vary of them; also a"
              + " family or kind")
  private AllocatorChoice.Named allocators = new AllocatorChoice.Named(List.of());

  @Option(
      names = "--workloads",
      paramLabel = "NAME,…",
      description =
          "only these workloads: bundled traces, synthetic workloads with options, trace files")
  private String workloads;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "a program's trace, or a log of one: where its memory goes, and what would need less")
  private List<String> traces = List.of();

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      defaultValue = "1/1",
      description =
          "only every N-th workload of each experiment, from the I-th on; heaplab merge joins them")
  private Shard shard;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "the folder for the results (default: a new one in results/runs)")
  private Path out;

  @Option(
      names = "--resume",
      description =
          "go on with the run in DIR, or with the latest of these experiments in results/runs")
  private boolean resume;

  @Mixin private TouchChoice touch;

  @Spec private CommandSpec spec;

  public RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    var run = new MeasuredRun(console, spec);
    List<TraceSource> sources = sources();
    List<ExperimentPlan> plans = plans(sources);
    Path folder = folder(plans);
    Runner.Summary summary =
        run.measure(folder, suite(), plans, sources, allocators.names(), shard, resume);
    ReportCommand.render(folder, console);
    summary.invalid().forEach(cell -> console.say("invalid: " + cell));
    return summary.invalid().isEmpty() ? 0 : 1;
  }

  private Path folder(List<ExperimentPlan> plans) throws IOException {
    if (out != null) return out;
    var folders = new ResultFolders(console);
    return resume
        ? folders.latest(plans.stream().map(ExperimentPlan::name).toList())
        : folders.fresh();
  }

  /// Whether every experiment is asked for, and within minutes.
  private boolean isSlice() {
    boolean all = experiments.equals(List.of(Experiments.EVERY));
    return all && suite.equals(Suite.QUICK) && traces.isEmpty() && workloads == null;
  }

  private Suite suite() {
    Suite chosen = traces.isEmpty() ? suite : suite.onAnyTrace();
    if (isSlice()) chosen = chosen.forSlice();
    if (minutes == null) return chosen;
    if (minutes < 1) throw new WrongArgument("--within must be at least 1: " + minutes);
    return chosen.within(Duration.ofMinutes(minutes));
  }

  private List<ExperimentPlan> plans(List<TraceSource> sources) {
    boolean ownProgram = !traces.isEmpty() && experiments.isEmpty();
    List<String> names = ownProgram ? List.of(OWN_PROGRAM) : experiments;
    List<ExperimentPlan> plans = WrongArgument.unless(() -> Experiments.find(names));
    return isSlice() ? plans.stream().map(new Slice(sources)::of).toList() : plans;
  }

  private List<TraceSource> sources() throws IOException {
    var sources = new ArrayList<TraceSource>();
    if (!traces.isEmpty()) {
      if (workloads != null) throw new WrongArgument("--trace must stand without --workloads");
      for (String trace : traces) sources.add(source(trace));
    } else if (workloads == null) {
      sources.addAll(BundledTraces.of(console).all());
      for (String name : SYNTHETIC) sources.add(TraceSource.synthetic(name, MeasuredRun.SEED));
    } else {
      for (String argument : AllocatorChoice.split(workloads)) sources.add(source(argument));
    }
    sources.replaceAll(source -> source.touched(touch.chosen()));
    return sources;
  }

  /// What a name on the command line stands for.
  private TraceSource source(String argument) {
    var traces = new TraceArgument(console);
    if (traces.isSynthetic(argument)) {
      return WrongArgument.unless(() -> TraceSource.synthetic(argument, MeasuredRun.SEED));
    }
    try (Trace trace = traces.open(argument)) {
      var workload = new ReplayedWorkload(trace.name(), traces.group(argument));
      return new TraceSource(workload, true, () -> traces.reopen(argument));
    }
  }
}

package org.heaplab.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.heaplab.cli.argument.BundledTraces;
import org.heaplab.cli.argument.Failure;
import org.heaplab.cli.output.Console;
import org.heaplab.cli.output.TextTableListing;
import org.heaplab.cli.work.MeasuredRun;
import org.heaplab.cli.work.ResultFolders;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.measure.experiment.Reproduction;
import org.heaplab.measure.experiment.Suite;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.question.Experiments;
import org.heaplab.report.quantity.CheckedClaim;
import org.heaplab.report.quantity.CheckedClaim.Outcome;
import org.heaplab.report.quantity.ReferenceRuns;
import org.heaplab.report.runs.AgreementTable;
import org.heaplab.report.runs.ClaimsTable;
import org.heaplab.report.statistics.Agreement;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.ManifestFile;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.Claim;
import org.heaplab.results.manifest.Shard;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `heaplab reproduce`: runs again what the claims rest on, and says whether they hold here.
@Command(
    name = "reproduce",
    description = {
      "Measures again what the claims are made of, and compares with results/reference:",
      "the space of Java allocators must be the same to the byte, and every claim must hold.",
      "The suite quick leaves out the claims that take long; full has them all."
    },
    mixinStandardHelpOptions = true,
    footerHeading = Examples.HEADING,
    footer = {
      "  heaplab reproduce",
      "  heaplab reproduce --suite full",
      "  heaplab reproduce --of results/runs/full"
    })
public final class ReproduceCommand implements Callable<Integer> {
  private static final List<Metric> SPACE =
      List.of(Metrics.PEAK_RATIO, Metrics.MEAN_RATIO, Metrics.END_RATIO);

  /// How many processes a native allocator's space needs at least, so that it has an interval.
  private static final int SPACE_PROCESSES = 3;

  /// Each takes many replays of a trace, so that only the full suite has them.
  private static final Set<String> LONG =
      Set.of(
          Measurements.SMALLEST_HEAP,
          Measurements.CAUSES,
          Measurements.HEAP_SIZES,
          Measurements.LARGEST_BLOCK,
          Measurements.OPERATIONS);

  private final Console console;

  @Option(
      names = "--suite",
      paramLabel = "quick|full",
      defaultValue = "quick",
      description = "as of heaplab run (default: ${DEFAULT-VALUE})")
  private Suite suite;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "the folder for the results (default: a new one in results/runs)")
  private Path out;

  @Option(
      names = "--of",
      paramLabel = "DIR",
      description = "run nothing, and compare the run, or all the runs, in this folder")
  private Path done;

  @Option(
      names = "--reference",
      paramLabel = "DIR",
      description = "the folder of the runs to compare with (default: results/reference)")
  private Path reference;

  @Spec private CommandSpec spec;

  public ReproduceCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = reference == null ? new ResultFolders(console).reference() : reference;
    ReferenceRuns before = ReferenceRuns.read(folder);
    List<ExperimentPlan> plans =
        Experiments.all().stream()
            .filter(plan -> !plan.claims().isEmpty() && before.has(plan.name()))
            .toList();
    if (plans.isEmpty()) throw new Failure("no claim is made of a run in '%s'".formatted(folder));
    ReferenceRuns here = done == null ? ReferenceRuns.of(run(plans, before)) : measuredIn(done);
    return verdict(plans, before, here) ? 0 : 1;
  }

  private static ReferenceRuns measuredIn(Path folder) throws IOException {
    return ManifestFile.isIn(folder) || !Files.isDirectory(folder)
        ? ReferenceRuns.of(folder)
        : ReferenceRuns.read(folder);
  }

  /// On every trace that the reference has, however long: a claim about a group of traces is about
  /// all of them.
  private Path run(List<ExperimentPlan> plans, ReferenceRuns before) throws IOException {
    Set<String> omitted = suite.equals(Suite.QUICK) ? LONG : Set.of();
    List<ExperimentPlan> again =
        plans.stream()
            .flatMap(plan -> Reproduction.of(plan, traces(plan, before), omitted).stream())
            .toList();
    Path folder = out != null ? out : new ResultFolders(console).fresh();
    var run = new MeasuredRun(console, spec);
    run.measure(
        folder,
        suite.onAnyTrace().inSpaceProcesses(SPACE_PROCESSES),
        again,
        BundledTraces.of(console).all(),
        List.of(),
        Shard.WHOLE,
        false);
    console.say("the run is in " + folder);
    return folder;
  }

  private static Set<String> traces(ExperimentPlan plan, ReferenceRuns before) {
    return before.experiment(plan.name()).traces().stream()
        .map(TraceResults::trace)
        .collect(Collectors.toSet());
  }

  private boolean verdict(List<ExperimentPlan> plans, ReferenceRuns before, ReferenceRuns here) {
    var failures = new ArrayList<String>();
    for (ExperimentPlan plan : plans) {
      if (!here.has(plan.name())) continue;
      AgreementTable.of(
              plan.name(),
              before.runOf(plan.name()).orElseThrow(),
              here.runOf(plan.name()).orElseThrow(),
              ReportCommand.REFERENCE)
          .ifPresent(table -> console.out().println(new TextTableListing(table)));
      failures.addAll(different(before.experiment(plan.name()), here.experiment(plan.name())));
    }
    List<Claim> claims = plans.stream().flatMap(plan -> plan.claims().stream()).toList();
    List<CheckedClaim> reference = CheckedClaim.of(claims, before);
    List<CheckedClaim> again = CheckedClaim.of(claims, here);
    console.out().println(new TextTableListing(ClaimsTable.of(reference, again)));
    for (int i = 0; i < claims.size(); i++) {
      if (again.get(i).outcome() != Outcome.FAILS) continue;
      failures.add(
          "the claim %s fails: %s here, %s in the reference"
              .formatted(
                  claims.get(i).name(), again.get(i).measured(), reference.get(i).measured()));
    }
    failures.forEach(console::say);
    return failures.isEmpty();
  }

  /// Where the space of an allocator of ours is not the same.
  private static List<String> different(ExperimentResults before, ExperimentResults here) {
    return SPACE.stream()
        .map(metric -> Agreement.of(before, here, metric))
        .filter(agreement -> agreement.equal() < agreement.exact())
        .map(
            agreement ->
                "%s: %s of Java allocators differs in %d of %d cells"
                    .formatted(
                        before.name(),
                        agreement.figure(),
                        agreement.exact() - agreement.equal(),
                        agreement.exact()))
        .toList();
  }
}

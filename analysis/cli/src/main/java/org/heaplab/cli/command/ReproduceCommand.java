package org.heaplab.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.heaplab.cli.argument.BundledTraces;
import org.heaplab.cli.argument.Failure;
import org.heaplab.cli.output.Console;
import org.heaplab.cli.output.TextTableListing;
import org.heaplab.cli.work.MeasuredRun;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.measure.experiment.Experiments;
import org.heaplab.measure.experiment.Shard;
import org.heaplab.measure.experiment.Suite;
import org.heaplab.report.quantity.CheckedClaim;
import org.heaplab.report.quantity.CheckedClaim.Outcome;
import org.heaplab.report.quantity.Quantities;
import org.heaplab.report.quantity.ReferenceRuns;
import org.heaplab.report.statistics.Agreement;
import org.heaplab.report.tables.AgreementTable;
import org.heaplab.report.tables.ClaimsTable;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.Run;
import org.heaplab.results.RunFolder;
import org.heaplab.results.manifest.Claim;
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
      "Runs the experiments again that claims are made of, and compares with results/reference:",
      "the space of Java allocators must be the same to the byte, and every claim must hold."
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
      description = "run nothing, and compare the run in this folder")
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
    Path folder = reference == null ? console.home().resolve("results/reference") : reference;
    ReferenceRuns before = ReferenceRuns.read(folder);
    List<ExperimentPlan> plans =
        Experiments.all().stream()
            .filter(plan -> !plan.claims().isEmpty() && before.has(plan.name()))
            .toList();
    if (plans.isEmpty()) throw new Failure("no claim is made of a run in '%s'".formatted(folder));
    Run here = RunFolder.read(done == null ? run(plans) : done);
    return verdict(plans, before, here) ? 0 : 1;
  }

  /// On every trace, however long: a claim about a group of traces is about all of them.
  private Path run(List<ExperimentPlan> plans) throws IOException {
    Path folder =
        out != null
            ? out
            : console
                .home()
                .resolve("results/runs")
                .resolve("reproduce-" + RunCommand.NAME.format(LocalDateTime.now(ZoneOffset.UTC)));
    new MeasuredRun(console, RunCommand.words(spec))
        .measure(
            folder,
            suite.onAnyTrace(),
            plans,
            BundledTraces.of(console).all(),
            List.of(),
            Shard.WHOLE,
            false);
    console.say("the run is in " + folder);
    return folder;
  }

  private boolean verdict(List<ExperimentPlan> plans, ReferenceRuns before, Run here) {
    for (ExperimentPlan plan : plans) {
      before
          .runOf(plan.name())
          .flatMap(run -> AgreementTable.of(plan.name(), run, here, ReportCommand.REFERENCE))
          .ifPresent(table -> console.out().println(new TextTableListing(table)));
    }
    List<Claim> claims = plans.stream().flatMap(plan -> plan.claims().stream()).toList();
    var reference = new Quantities(before);
    var again = new Quantities(new ReferenceRuns(List.of(here)));
    console.out().println(new TextTableListing(ClaimsTable.of(claims, reference, again)));
    List<String> failures = failures(plans, before, here);
    for (Claim claim : claims) {
      CheckedClaim checked = CheckedClaim.of(claim, again);
      if (checked.outcome() == Outcome.FAILS) {
        failures.add(
            "the claim %s fails: %s here, %s in the reference"
                .formatted(
                    claim.name(),
                    checked.measured(),
                    CheckedClaim.of(claim, reference).measured()));
      }
    }
    failures.forEach(console::say);
    return failures.isEmpty();
  }

  /// Where the space of an allocator of ours is not the same.
  private static List<String> failures(List<ExperimentPlan> plans, ReferenceRuns before, Run here) {
    var failures = new ArrayList<String>();
    for (ExperimentPlan plan : plans) {
      for (ExperimentResults again : here.experiments()) {
        if (!again.name().equals(plan.name())) continue;
        ExperimentResults first = before.experiment(plan.name());
        for (Metric metric : SPACE) {
          Agreement agreement = Agreement.of(first, again, metric);
          if (agreement.equal() == agreement.exact()) continue;
          failures.add(
              "%s: %s of Java allocators differs in %d of %d cells"
                  .formatted(
                      plan.name(),
                      metric.title(),
                      agreement.exact() - agreement.equal(),
                      agreement.exact()));
        }
      }
    }
    return failures;
  }
}

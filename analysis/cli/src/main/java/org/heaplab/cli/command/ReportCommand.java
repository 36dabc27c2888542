package org.heaplab.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.heaplab.cli.argument.Failure;
import org.heaplab.cli.argument.WrongArgument;
import org.heaplab.cli.output.Console;
import org.heaplab.cli.output.ProgressLine;
import org.heaplab.cli.output.TextTableListing;
import org.heaplab.cli.output.Wrapped;
import org.heaplab.report.Report;
import org.heaplab.report.diagnosis.Comparison;
import org.heaplab.report.diagnosis.Diagnosis;
import org.heaplab.report.diagnosis.Finding;
import org.heaplab.report.diagnosis.Standing;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.tables.AgreementTable;
import org.heaplab.report.tables.TableKind;
import org.heaplab.report.text.GeneratedText;
import org.heaplab.results.Drafts;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.Run;
import org.heaplab.results.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `heaplab report`: figures and page from the files of a run.
@Command(
    name = "report",
    description = "Makes the figures and report.html of a run from its result files.",
    mixinStandardHelpOptions = true,
    footerHeading = Examples.HEADING,
    footer = {
      "  heaplab report results/runs/full",
      "  heaplab report results/runs/monday --against results/runs/tuesday"
    })
public final class ReportCommand implements Callable<Integer> {
  /// What every machine has, so that its times stand for the machine.
  static final String REFERENCE = "glibc";

  private final Console console;

  @Parameters(index = "0", paramLabel = "DIR", description = "the folder of the run")
  private Path folder;

  @Option(
      names = "--into",
      paramLabel = "FILE",
      description = {
        "instead of figures and page, write the run's figures anew into this Markdown file,",
        "between its marks"
      })
  private Path text;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description = {
        "instead of figures and page, print how far this run of the same experiments agrees with",
        "the first; with --into, write that into the file"
      })
  private Path again;

  public ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (text != null) {
      renew(text);
    } else if (again != null) {
      compare();
    } else {
      render(folder, console);
    }
    return 0;
  }

  private void compare() {
    List<TextTable> tables =
        AgreementTable.of(RunFolder.read(folder), RunFolder.read(again), REFERENCE);
    if (tables.isEmpty()) {
      throw new Failure("'%s' and '%s' have no experiment in common".formatted(folder, again));
    }
    tables.forEach(table -> print(table, console));
  }

  private void renew(Path file) throws IOException {
    String before = Files.readString(file);
    GeneratedText after = WrongArgument.unless(() -> renewed(before));
    if (after.renewed().isEmpty()) {
      throw new Failure(
          "no block of '%s' is of an experiment that '%s' has; its blocks: %s"
              .formatted(file, folder, after.kept()));
    }
    Drafts.write(file, after.text().getBytes(StandardCharsets.UTF_8));
    for (String block : after.renewed()) console.out().println(block);
    if (!after.kept().isEmpty()) {
      console.say("left as they were, for the run has no results for them: " + after.kept());
    }
  }

  private GeneratedText renewed(String before) {
    Run run = RunFolder.read(folder);
    return again == null
        ? GeneratedText.of(before, run)
        : GeneratedText.of(before, run, RunFolder.read(again), REFERENCE);
  }

  /// Prints the tables that answer an experiment's question, and the path of the page.
  public static void render(Path folder, Console console) throws IOException {
    Run run = RunFolder.read(folder);
    try (var line = new ProgressLine(console)) {
      Report.render(
          folder,
          run,
          FigureCatalogue.USUAL,
          (done, total, what) -> line.at(what, done, total, null));
    }
    for (ExperimentResults results : run.experiments()) {
      List<MeasuredTrace> traces =
          results.traces().stream().map(trace -> new MeasuredTrace(results, trace)).toList();
      if (traces.size() == 2) print(Comparison.of(traces.getFirst(), traces.getLast()), console);
      for (MeasuredTrace trace : traces) print(Diagnosis.of(trace), console);
      print(Standing.of(results), console);
      for (TableKind kind : List.of(TableKind.BARS, TableKind.RIVALS, TableKind.RECORDINGS)) {
        kind.of(run, results, FigureCatalogue.USUAL).forEach(table -> print(table, console));
      }
    }
    console.out().println(folder.resolve("report.html"));
  }

  private static void print(List<Finding> findings, Console console) {
    for (Finding finding : findings) {
      console.out().printf("%s %s%n", finding.question(), finding.verdict());
      console.out().print(Wrapped.text("  ", finding.evidence()));
    }
  }

  private static void print(TextTable table, Console console) {
    console.out().println(new TextTableListing(table));
  }
}

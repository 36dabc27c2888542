package org.heaplab.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.heaplab.cli.argument.Failure;
import org.heaplab.cli.output.Console;
import org.heaplab.cli.work.InstalledPrograms;
import org.heaplab.cli.work.ResultFolders;
import org.heaplab.measure.question.Experiments;
import org.heaplab.paper.Paper;
import org.heaplab.paper.edition.LatexBuild;
import org.heaplab.paper.source.TextException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `heaplab paper`: the paper from its text and the reference results.
@Command(
    name = "paper",
    description = {
      "Makes the paper: its numbers, tables and figures from results/reference, a web page, and a PDF",
      "where LaTeX is installed. Fails when the text types a number."
    },
    mixinStandardHelpOptions = true,
    footerHeading = Examples.HEADING,
    footer = {"  heaplab paper", "  heaplab paper --results results/runs"})
public final class PaperCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "the folder of the text (default: paper)")
  private Path folder;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description = "the folder of the runs that it cites (default: results/reference)")
  private Path results;

  public PaperCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path home = console.home();
    Path text = folder == null ? home.resolve("paper") : folder;
    Path runs = results == null ? new ResultFolders(console).reference() : results;
    Paper.Editions made = made(text, runs, home);
    console.out().println(made.html());
    Optional<Path> pdf = pdf(text, made.build());
    if (pdf.isPresent()) {
      console.out().println(pdf.get());
    } else {
      console.say(
          "no PDF, for latexmk is not installed; '%s' is complete for it, and Debian has it in: %s"
              .formatted(text, LatexBuild.PACKAGES));
    }
    return 0;
  }

  private static Optional<Path> pdf(Path text, Path build) throws IOException {
    Optional<Path> latexmk = InstalledPrograms.find(LatexBuild.PROGRAM);
    if (latexmk.isEmpty()) return latexmk;
    try {
      return Optional.of(LatexBuild.run(latexmk.get(), text, build));
    } catch (IllegalStateException e) {
      throw new Failure(e.getMessage());
    }
  }

  private Paper.Editions made(Path text, Path runs, Path home) throws IOException {
    try {
      return Paper.make(text, runs, home, Experiments.claims());
    } catch (TextException e) {
      e.getMessage().lines().forEach(console::say);
      throw new Failure(
          "the text of '%s' breaks %d rules".formatted(text, e.getMessage().lines().count()));
    } catch (IllegalArgumentException e) {
      throw new Failure(e.getMessage());
    }
  }
}

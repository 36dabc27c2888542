package org.heaplab.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.heaplab.cli.argument.WrongArgument;
import org.heaplab.cli.output.Console;
import org.heaplab.results.RunMerge;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `heaplab merge`: one run of the parts that several machines did.
@Command(
    name = "merge",
    description = "Joins the shards of one run (heaplab run --shard), and says what is missing.",
    mixinStandardHelpOptions = true,
    footerHeading = Examples.HEADING,
    footer = {"  heaplab merge shards/1 shards/2 shards/3 --out results/runs/merged"})
public final class MergeCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "DIR", description = "the folders of the shards")
  private List<Path> folders;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "the folder for the joined run")
  private Path out;

  public MergeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<String> missing = merged();
    missing.forEach(console::say);
    ReportCommand.render(out, console);
    return missing.isEmpty() ? 0 : 1;
  }

  private List<String> merged() throws IOException {
    try {
      return RunMerge.merge(folders, out);
    } catch (IllegalArgumentException e) {
      throw new WrongArgument(e.getMessage());
    }
  }
}

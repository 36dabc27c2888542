package org.heaplab.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.heaplab.cli.argument.TraceArgument;
import org.heaplab.cli.output.Console;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.logs.format.Detail;
import org.heaplab.workloads.logs.format.ExportFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `heaplab export`: a trace for another tool.
@Command(
    name = "export",
    description = "Writes a trace as a text that another tool reads.",
    mixinStandardHelpOptions = true,
    footerHeading = Examples.HEADING,
    footer = {"  heaplab export redis --as rep -o redis.rep"})
public final class ExportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "TRACE", description = TraceArgument.DESCRIPTION)
  private String argument;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "the file to write")
  private Path output;

  @Option(
      names = "--as",
      paramLabel = "memory_replay|mtrace|rep",
      defaultValue = "memory_replay",
      description =
          "Android's memory_replay, glibc's mtrace or malloclab's .rep (default:"
              + " ${DEFAULT-VALUE})")
  private ExportFormat format;

  public ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (Trace trace = new TraceArgument(console).open(argument)) {
      format.write(trace, output);
      Set<Detail> lost = format.lost(trace);
      if (!lost.isEmpty()) {
        console.say("%s leaves out %s".formatted(format.name(), Detail.list(lost)));
      }
    }
    return 0;
  }
}

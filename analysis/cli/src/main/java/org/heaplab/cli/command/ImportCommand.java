package org.heaplab.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.heaplab.cli.argument.TraceArgument;
import org.heaplab.cli.output.Console;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.format.TraceWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `heaplab import`: what another tool wrote, as a `.trace`.
@Command(
    name = "import",
    description =
        "Converts what another tool recorded: Opera log, Android memory_replay, glibc mtrace, "
            + "heaptrack --raw, valgrind --trace-malloc=yes, ltrace, Firefox logalloc, malloclab "
            + ".rep; plain, compressed, in a tar or zip. Several files are one log after the "
            + "other.",
    mixinStandardHelpOptions = true,
    footerHeading = Examples.HEADING,
    footer = {
      "  heaplab import systemui.zip -o systemui.trace",
      "  heaplab import part1.log part2.log -o whole.trace"
    })
public final class ImportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "the files to read")
  private List<Path> files;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "the .trace file to write")
  private Path output;

  public ImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (Trace trace = new TraceArgument(console).open(files)) {
      TraceWriter.write(trace, output);
    }
    return 0;
  }
}

package org.heaplab.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.heaplab.cli.argument.WrongArgument;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.format.TraceWriter;
import org.heaplab.workloads.synthetic.WorkloadCatalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `heaplab generate`: a synthetic workload as a trace.
@Command(
    name = "generate",
    description = "Makes a trace of a synthetic workload.",
    mixinStandardHelpOptions = true,
    footerHeading = Examples.HEADING,
    footer = {"  heaplab generate browser:pages=8 --seed 7 -o browser.trace"})
public final class GenerateCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "SPEC",
      description =
          "a workload as `heaplab list workloads` names it, perhaps with options: browser:pages=4")
  private String specification;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "the .trace file to write")
  private Path output;

  @Option(names = "--seed", paramLabel = "N", description = "another seed than the usual one")
  private Long seed;

  @Override
  public Integer call() throws IOException {
    try (Trace trace = WrongArgument.unless(this::generate)) {
      TraceWriter.write(trace, output);
    }
    return 0;
  }

  private Trace generate() {
    WorkloadCatalogue.Configured workload = WorkloadCatalogue.find(specification);
    return seed == null ? workload.generate() : workload.generate(seed);
  }
}

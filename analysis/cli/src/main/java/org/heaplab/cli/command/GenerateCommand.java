package org.heaplab.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.heaplab.cli.argument.WrongArgument;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.format.TraceWriter;
import org.heaplab.workloads.synthetic.DescribedWorkload;
import org.heaplab.workloads.synthetic.WorkloadCatalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `heaplab generate`: a synthetic workload as a trace.
@Command(
    name = "generate",
    description = {
      "Makes a trace of a synthetic workload.",
      "",
      "A workload is one that `heaplab list workloads` names, or a text file such as",
      "",
      "  heaplab workload 1",
      "  [blocks nodes]",
      "  size = 24*3 32*2 64..127",
      "  life = phases:count=1",
      "  [blocks strings]",
      "  size = lognormal:median=48,sigma=1.2,most=64K",
      "  life = bimodal:share=0.9,short=20,long=20000",
      "  [phase load]",
      "  mallocs = 100000",
      "  mix = nodes*2 strings*5",
      "",
      "Sizes: 24, 16..31, lognormal, power, uniform, or several parts, each with its share after *;"
          + " [sizes] gives such a law a name. Lives: fixed, exponential, bimodal, by-size, phases,"
          + " lru, forever. A phase may have live bytes to follow (live = 0 8M 8M 2M), threads and"
          + " remote frees; repeat = 3 at the top repeats all phases. workloads/README.md has all of"
          + " it. `heaplab fit` makes such a file of a trace."
    },
    mixinStandardHelpOptions = true,
    footerHeading = Examples.HEADING,
    footer = {
      "  heaplab generate browser:pages=8 --seed 7 -o browser.trace",
      "  heaplab generate my.spec -o my.trace"
    })
public final class GenerateCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "SPEC",
      description =
          "a workload as `heaplab list workloads` names it, perhaps with options (browser:pages=4),"
              + " or a file that describes one")
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
    try (Trace trace = isFile() ? fromFile() : WrongArgument.unless(this::generate)) {
      TraceWriter.write(trace, output);
    }
    return 0;
  }

  private boolean isFile() {
    return specification.indexOf('\0') < 0 && Path.of(specification).toFile().isFile();
  }

  private Trace fromFile() {
    DescribedWorkload file = DescribedWorkload.read(Path.of(specification));
    return seed == null ? file.generate() : file.generate(seed);
  }

  private Trace generate() {
    WorkloadCatalogue.Configured workload = WorkloadCatalogue.find(specification);
    return seed == null ? workload.generate() : workload.generate(seed);
  }
}

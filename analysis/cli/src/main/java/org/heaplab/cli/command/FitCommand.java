package org.heaplab.cli.command;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.heaplab.cli.argument.TraceArgument;
import org.heaplab.cli.argument.WrongArgument;
import org.heaplab.cli.output.Console;
import org.heaplab.workloads.AtomicFile;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.profile.TraceProfile;
import org.heaplab.workloads.synthetic.DescribedWorkload;
import org.heaplab.workloads.synthetic.fit.FittedWorkload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `heaplab fit`: a synthetic workload that resembles a trace.
@Command(
    name = "fit",
    description = {
      "Describes a workload that resembles a trace, for `heaplab generate`, and says how well it does.",
      "",
      "The distances of sizes and lifetimes are those of Kolmogorov and Smirnov, from 0 to 1; that of"
          + " the live curves is their mean difference over the peak. `heaplab run resemblance` also"
          + " compares what allocators need for both."
    },
    mixinStandardHelpOptions = true,
    footerHeading = Examples.HEADING,
    footer = {
      "  heaplab fit redis -o redis.spec",
      "  heaplab fit app.trace --windows 1000 -o app.spec"
    })
public final class FitCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "TRACE", description = TraceArgument.DESCRIPTION)
  private String argument;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "the specification to write")
  private Path output;

  @Option(
      names = "--windows",
      paramLabel = "N",
      defaultValue = "" + FittedWorkload.WINDOWS,
      description =
          "into how many windows the trace is cut; more resemble it more (default:"
              + " ${DEFAULT-VALUE})")
  private int windows;

  public FitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (windows < 1) throw new WrongArgument("--windows must be at least 1: " + windows);
    try (Trace trace = new TraceArgument(console).open(argument)) {
      FittedWorkload fitted = FittedWorkload.of(trace, windows);
      AtomicFile.write(
          output,
          out -> {
            var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            fitted.write(text);
            text.flush();
          });
      TraceProfile original = TraceProfile.of(trace);
      try (Trace made = DescribedWorkload.of(fitted).generate()) {
        TraceProfile profile = TraceProfile.of(made);
        console.say(
            "distance of sizes %.3f, of lifetimes %.3f, of the live curves %.1f %% of the peak"
                .formatted(
                    original.sizes().distance(profile.sizes()),
                    original.lifetimes().distance(profile.lifetimes()),
                    100 * original.liveError(profile)));
      }
    }
    return 0;
  }
}

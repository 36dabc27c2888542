package org.heaplab.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.heaplab.bench.Bench;
import org.heaplab.cli.argument.Failure;
import org.heaplab.cli.argument.WrongArgument;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `heaplab bench`: the micro-benchmarks. JMH itself says how it goes.
@Command(
    name = "bench",
    description = "Runs the micro-benchmarks (JMH).",
    mixinStandardHelpOptions = true,
    footerHeading = Examples.HEADING,
    footer = {"  heaplab bench", "  heaplab bench Churn -f 1 -p allocator=handle,best-fit"})
public final class BenchCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "REGEX",
      description =
          "which benchmarks (default: all); after it, or after --, options of JMH, "
              + "such as -f 1 -wi 2 -p allocator=handle,best-fit")
  private List<String> arguments = List.of();

  @Override
  public Integer call() {
    try {
      Bench.run(arguments.toArray(String[]::new));
      return 0;
    } catch (CommandLineOptionException | IllegalArgumentException e) {
      throw new WrongArgument(e.getMessage());
    } catch (RunnerException e) {
      // JMH has said on stdout what is wrong, or says nothing where no benchmark matches.
      throw new Failure(e.getMessage() == null ? "no benchmark ran" : e.getMessage());
    } catch (IllegalStateException e) {
      throw new Failure(e.getMessage());
    }
  }
}

package org.heaplab.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.heaplab.measure.LockMode;
import org.heaplab.measure.Replay;
import org.heaplab.measure.ReplayOptions;
import org.heaplab.measure.Result;
import org.heaplab.workloads.Trace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `heaplab replay`: traces on some allocators, side by side.
@Command(
    name = "replay",
    description = "Replays traces on some allocators and shows space and time side by side.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "TRACE", description = TraceArgument.DESCRIPTION)
  private List<String> traces;

  @Mixin private AllocatorChoice allocators;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description = "the largest footprint allowed, e.g. 64k, 8m, 1g (default: no limit)")
  private Long heapBytes;

  @Option(
      names = "--locks",
      paramLabel = "MODE",
      defaultValue = "touch",
      description =
          "when blocks are locked: touch (around every write), none, hold=SHARE (a share of them, "
              + "all the time), recorded (default: ${DEFAULT-VALUE})")
  private LockMode locks;

  @Option(
      names = "--verify",
      description = "fill blocks with patterns, check them, and walk the heap throughout")
  private boolean verify;

  @Option(
      names = "--rounds",
      hidden = true,
      paramLabel = "COUNT",
      description = "time passes; 0 to measure space only")
  private Integer rounds;

  @Mixin private Format.Choice choice;

  ReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    ReplayOptions options = ReplayOptions.DEFAULT.withLocks(locks).withVerify(verify);
    if (heapBytes != null) options = options.withHeap(heapBytes);
    if (rounds != null) options = options.withRounds(rounds).withLatency(rounds > 0);
    List<String> specifications =
        heapBytes == null ? allocators.specifications(console) : allocators.limited(console);
    var results = new ArrayList<Result>();
    for (String argument : TraceArgument.expand(traces))
      results.addAll(replay(argument, specifications, options));
    new ResultListing(results).write(choice.format, console.out());
    for (Result result : results) {
      if (!result.valid()) {
        console.sayInvalid(result.allocator(), result.trace(), result.reason());
      }
    }
    return results.stream().allMatch(Result::valid) ? 0 : 1;
  }

  private List<Result> replay(String argument, List<String> specifications, ReplayOptions options)
      throws IOException {
    try (Trace trace = new TraceArgument(console).open(argument);
        var line = new ProgressLine(console)) {
      return Replay.run(trace, specifications, options, line);
    }
  }
}

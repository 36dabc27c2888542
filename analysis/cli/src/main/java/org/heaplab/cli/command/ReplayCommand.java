package org.heaplab.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.heaplab.cli.argument.AllocatorChoice;
import org.heaplab.cli.argument.ByteSize;
import org.heaplab.cli.argument.TouchChoice;
import org.heaplab.cli.argument.TraceArgument;
import org.heaplab.cli.argument.WrongArgument;
import org.heaplab.cli.output.Console;
import org.heaplab.cli.output.Format;
import org.heaplab.cli.output.ProgressLine;
import org.heaplab.cli.output.ResultListing;
import org.heaplab.measure.Replay;
import org.heaplab.measure.Result;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.replay.LockMode;
import org.heaplab.measure.session.Measurement;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.workloads.Scale;
import org.heaplab.workloads.Trace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `heaplab replay`: traces on some allocators, side by side.
@Command(
    name = "replay",
    description = "Replays traces on some allocators and shows space and time side by side.",
    mixinStandardHelpOptions = true,
    footerHeading = Examples.HEADING,
    footer = {
      "  heaplab replay redis -a handle,first-fit,best-fit,glibc,jemalloc",
      "  heaplab replay app.trace -a native --no-latency --format json",
      "  heaplab replay lua -a first-fit:order=lifo,header=0 --scale 16 --space-only --format json",
      "  heaplab replay lua -a handle:headroom=0.1,sequential --heap 2m --locks hold=0.01",
      "  heaplab replay sqlite-accesses -a handle,jeff --locks recorded:burst=1000"
    })
public final class ReplayCommand implements Callable<Integer> {
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
              + "all the time), recorded (where the trace locks), recorded:POLICY (inferred from "
              + "recorded accesses by burst=N, steve or life) (default: ${DEFAULT-VALUE})")
  private LockMode locks;

  @Option(
      names = "--verify",
      description = "fill blocks with patterns, check them, and walk the heap throughout")
  private boolean verify;

  @Option(
      names = "--rounds",
      paramLabel = "COUNT",
      description =
          "how often the trace is replayed for its time, each time in a fresh heap; 0 leaves out all "
              + "times, as --space-only (default: 5)")
  private Integer rounds;

  @Option(
      names = "--space-only",
      description = "measure memory only: no time per operation, no latencies, no pauses")
  private boolean spaceOnly;

  @Option(
      names = "--no-latency",
      description =
          "leave out the replay that times each operation: no percentiles, no slowest one")
  private boolean noLatency;

  @Mixin private TouchChoice touch;

  @Option(
      names = "--scale",
      paramLabel = "TIMES",
      defaultValue = "1",
      description =
          "multiply all sizes, and with them all bytes shown, so that headers, rounding and pages"
              + " matter less and the policy more; Johnstone & Wilson take 16")
  private int scale;

  @Mixin private Format.Choice choice;

  public ReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    ReplayOptions options = ReplayOptions.DEFAULT.withLocks(locks);
    if (heapBytes != null) options = options.withHeap(heapBytes);
    if (rounds != null) options = options.withRounds(rounds);
    List<Measurement> measurements = measurements();
    List<String> specifications =
        heapBytes == null ? allocators.specifications(console) : allocators.limited(console);
    var results = new ArrayList<Result>();
    for (String argument : TraceArgument.expand(traces))
      results.addAll(replay(argument, specifications, measurements, options));
    return show(results, choice.format, console);
  }

  /// @return the exit status
  public static int show(List<Result> results, Format format, Console console) throws IOException {
    new ResultListing(results).write(format, console.out());
    for (Result result : results) {
      if (!result.valid()) {
        console.sayInvalid(result);
      }
    }
    return results.stream().allMatch(one -> one.valid() && !one.isUnfinished()) ? 0 : 1;
  }

  /// @throws WrongArgument when there cannot be so many rounds
  private List<Measurement> measurements() {
    if (rounds != null && rounds < 0) {
      throw new WrongArgument("--rounds must be at least 0: " + rounds);
    }
    if (spaceOnly && rounds != null && rounds > 0) {
      throw new WrongArgument("--space-only has no rounds: --rounds " + rounds);
    }
    boolean untimed = spaceOnly || (rounds != null && rounds == 0);
    return Replay.usual(verify ? new String[] {Measurements.VERIFICATION} : new String[0]).stream()
        .filter(one -> !(untimed && one.isTimed()))
        .filter(one -> !(noLatency && one.name().equals(Measurements.LATENCY)))
        .toList();
  }

  private List<Result> replay(
      String argument,
      List<String> specifications,
      List<Measurement> measurements,
      ReplayOptions options)
      throws IOException {
    try (Trace trace =
            scale().applyTo(touch.applyTo(new TraceArgument(console).open(argument), console));
        var line = new ProgressLine(console)) {
      return Replay.run(trace, specifications, measurements, options, line);
    }
  }

  /// @throws WrongArgument when sizes cannot be multiplied by it
  private Scale scale() {
    return WrongArgument.unless(() -> new Scale(scale));
  }
}

package org.heaplab.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.heaplab.cli.argument.TraceArgument;
import org.heaplab.cli.output.Console;
import org.heaplab.cli.output.Field;
import org.heaplab.cli.output.Format;
import org.heaplab.cli.output.Listing;
import org.heaplab.cli.output.StatComparison;
import org.heaplab.cli.output.StatSheet;
import org.heaplab.results.metric.Unit;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceStatistics;
import org.heaplab.workloads.locks.LockPolicy;
import org.heaplab.workloads.locks.LockShares;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `heaplab stat`: what traces are like. As a table, each trace on a sheet of its own; of two
/// traces, what differs comes last.
@Command(
    name = "stat",
    description =
        "Shows what traces are like: counts, sizes, lifetimes, live bytes over time; and of two traces,"
            + " what differs.",
    mixinStandardHelpOptions = true,
    footerHeading = Examples.HEADING,
    footer = {
      "  heaplab stat redis",
      "  heaplab stat before.trace after.trace",
      "  heaplab stat lua perl app.trace --format csv"
    })
public final class StatCommand implements Callable<Integer> {
  private static final List<Field<TraceStatistics>> FIELDS =
      List.of(
          new Field<>("trace", "trace", Unit.NONE, TraceStatistics::trace),
          new Field<>("ops", "operations", Unit.COUNT, TraceStatistics::ops),
          new Field<>("mallocs", "mallocs", Unit.COUNT, TraceStatistics::mallocs),
          new Field<>("frees", "frees", Unit.COUNT, TraceStatistics::frees),
          new Field<>("reallocs", "reallocs", Unit.COUNT, TraceStatistics::reallocs),
          new Field<>("threads", "threads", Unit.COUNT, TraceStatistics::threads),
          new Field<>("accesses", "accesses", Unit.COUNT, TraceStatistics::accesses),
          new Field<>(
              "dropped_accesses",
              "accesses outside of blocks",
              Unit.COUNT,
              TraceStatistics::droppedAccesses),
          new Field<>(
              "peak_live_bytes", "most live bytes", Unit.BYTES, TraceStatistics::peakLiveBytes),
          new Field<>(
              "live_blocks_at_peak",
              "live blocks then",
              Unit.COUNT,
              TraceStatistics::liveBlocksAtPeak),
          new Field<>(
              "end_live_bytes", "live bytes at the end", Unit.BYTES, TraceStatistics::endLiveBytes),
          new Field<>(
              "end_live_blocks",
              "live blocks at the end",
              Unit.COUNT,
              TraceStatistics::endLiveBlocks),
          new Field<>("total_bytes", "bytes requested", Unit.BYTES, TraceStatistics::totalBytes),
          new Field<>(
              "large_requests",
              "requests of 128 KiB and more",
              Unit.COUNT,
              TraceStatistics::largeRequests),
          new Field<>(
              "touched_requests",
              "of which it is known how much was touched",
              Unit.COUNT,
              TraceStatistics::knownRequests),
          new Field<>(
              "peak_touched_bytes",
              "most touched bytes live",
              Unit.BYTES,
              TraceStatistics::peakTouchedBytes));

  private final Console console;

  /// How much each policy holds locked, of traces with accesses.
  private final IdentityHashMap<TraceStatistics, List<LockShares>> locked = new IdentityHashMap<>();

  @Parameters(arity = "1..*", paramLabel = "TRACE", description = TraceArgument.DESCRIPTION)
  private List<String> traces;

  @Mixin private Format.Choice choice;

  public StatCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<Field<TraceStatistics>> fields = fields();
    var rows = new ArrayList<TraceStatistics>();
    var sides = new ArrayList<StatComparison.Side>();
    List<String> arguments = TraceArgument.expand(traces);
    for (String argument : arguments) {
      try (Trace trace = new TraceArgument(console).open(argument)) {
        TraceStatistics statistics = TraceStatistics.of(trace);
        if (LockShares.areKnown(trace)) locked.put(statistics, shares(trace));
        if (choice.format == Format.TABLE) {
          if (!rows.isEmpty()) console.out().println();
          console.out().print(new StatSheet(trace, statistics, fields));
          console.out().flush();
          if (arguments.size() == 2) sides.add(StatComparison.Side.of(trace, statistics));
        }
        rows.add(statistics);
      }
    }
    if (!sides.isEmpty()) {
      console.out().print("\n" + new StatComparison(sides.getFirst(), sides.getLast(), fields));
      console.out().flush();
    }
    if (choice.format != Format.TABLE) {
      new Listing<>(fields, rows).write(choice.format, console.out());
    }
    return 0;
  }

  private static List<LockShares> shares(Trace trace) {
    return LockPolicy.USUAL.stream().map(policy -> LockShares.of(trace, policy, 1)).toList();
  }

  private List<Field<TraceStatistics>> fields() {
    var fields = new ArrayList<>(FIELDS);
    for (LockPolicy policy : LockPolicy.USUAL) {
      fields.add(share("blocks", policy, LockShares::blocks));
      fields.add(share("bytes", policy, LockShares::bytes));
    }
    return fields;
  }

  private Field<TraceStatistics> share(
      String what, LockPolicy policy, Function<LockShares, Double> share) {
    return new Field<>(
        "locked_%s_%s".formatted(what, policy.toString().replace('=', '_')),
        "live %s locked, %s".formatted(what, policy),
        Unit.SHARE,
        statistics ->
            locked.getOrDefault(statistics, List.of()).stream()
                .filter(one -> one.policy().equals(policy))
                .map(share)
                .findFirst()
                .orElse(null));
  }
}

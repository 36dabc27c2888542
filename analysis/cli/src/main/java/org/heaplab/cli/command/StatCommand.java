package org.heaplab.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.heaplab.cli.argument.SitesOption;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `heaplab stat`: what traces are like. As a table, each trace on a sheet of its own; of two
/// traces, what differs comes last. With `--sites`, what the places in the program ask for instead.
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
      "  heaplab stat py.trace --sites -a first-fit",
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

  @Parameters(arity = "1..*", paramLabel = "TRACE", description = TraceArgument.DESCRIPTION)
  private List<String> traces;

  @Mixin private SitesOption sites;
  @Mixin private Format.Choice choice;

  public StatCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    return sites.isGiven() ? showSites() : showTraces();
  }

  private int showSites() throws IOException {
    for (String argument : TraceArgument.expand(traces)) {
      try (Trace trace = new TraceArgument(console).open(argument)) {
        sites.add(trace, console);
      }
    }
    return sites.print(choice.format, console);
  }

  private int showTraces() throws IOException {
    var rows = new ArrayList<TraceStatistics>();
    var sides = new ArrayList<StatComparison.Side>();
    List<String> arguments = TraceArgument.expand(traces);
    for (String argument : arguments) {
      try (Trace trace = new TraceArgument(console).open(argument)) {
        TraceStatistics statistics = TraceStatistics.of(trace);
        if (choice.format == Format.TABLE) {
          if (!rows.isEmpty()) console.out().println();
          console.out().print(new StatSheet(trace, statistics, FIELDS));
          console.out().flush();
          if (arguments.size() == 2) sides.add(StatComparison.Side.of(trace, statistics));
        }
        rows.add(statistics);
      }
    }
    if (!sides.isEmpty()) {
      console.out().print("\n" + new StatComparison(sides.getFirst(), sides.getLast(), FIELDS));
      console.out().flush();
    }
    if (choice.format != Format.TABLE) {
      new Listing<>(FIELDS, rows).write(choice.format, console.out());
    }
    return 0;
  }
}

package org.heaplab.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.heaplab.cli.argument.AllocatorChoice;
import org.heaplab.cli.argument.TouchChoice;
import org.heaplab.cli.argument.TraceArgument;
import org.heaplab.cli.output.Console;
import org.heaplab.cli.output.Field;
import org.heaplab.cli.output.Format;
import org.heaplab.cli.output.Listing;
import org.heaplab.cli.output.ProgressLine;
import org.heaplab.measure.Replay;
import org.heaplab.measure.Result;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.session.Measurement;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Tables;
import org.heaplab.workloads.Trace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `heaplab minheap`: how small a fixed heap may be.
@Command(
    name = "minheap",
    description = "Finds the smallest fixed heap in which a trace completes.",
    mixinStandardHelpOptions = true,
    footerHeading = Examples.HEADING,
    footer = {
      "  heaplab minheap redis -a handle,sequential",
      "  heaplab minheap lua perl -a handle,jeff --format csv"
    })
public final class MinHeapCommand implements Callable<Integer> {
  private static final List<Field<Result>> FIELDS =
      List.of(
          new Field<>("trace", "trace", Unit.NONE, result -> result.cell().trace()),
          new Field<>("allocator", "allocator", Unit.NONE, result -> result.cell().allocator()),
          field("peak_live_bytes", "most live bytes", Metrics.PEAK_LIVE_BYTES),
          new Field<>(
              "min_heap_bytes",
              "smallest heap",
              Unit.BYTES,
              result -> result.cell().value(Tables.MIN_HEAP, "min_heap_bytes")),
          field("ratio", "ratio", Metrics.MIN_HEAP_RATIO));

  private static final List<Measurement> MEASUREMENTS =
      Replay.usual(Measurements.SMALLEST_HEAP).stream().filter(one -> !one.isTimed()).toList();

  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "TRACE", description = TraceArgument.DESCRIPTION)
  private List<String> traces;

  @Mixin private AllocatorChoice allocators;
  @Mixin private TouchChoice touch;
  @Mixin private Format.Choice choice;

  private static Field<Result> field(String name, String header, Metric metric) {
    return new Field<>(name, header, metric.unit(), result -> metric.value().apply(result.cell()));
  }

  public MinHeapCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<String> specifications = allocators.limited(console);
    var rows = new ArrayList<Result>();
    for (String argument : TraceArgument.expand(traces)) {
      try (Trace trace = touch.applyTo(new TraceArgument(console).open(argument), console);
          var line = new ProgressLine(console)) {
        rows.addAll(Replay.run(trace, specifications, MEASUREMENTS, ReplayOptions.DEFAULT, line));
      }
    }
    new Listing<>(FIELDS, rows).write(choice.format, console.out());
    for (Result row : rows) {
      if (!row.valid()) console.sayInvalid(row);
    }
    return rows.stream().allMatch(row -> row.reason().isEmpty()) ? 0 : 1;
  }
}

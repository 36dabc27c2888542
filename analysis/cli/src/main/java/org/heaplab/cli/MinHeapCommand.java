package org.heaplab.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.heaplab.measure.measurement.MinHeap;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.workloads.Trace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `heaplab minheap`: how small a fixed heap may be.
@Command(
    name = "minheap",
    description = "Finds the smallest fixed heap in which a trace completes.",
    mixinStandardHelpOptions = true)
final class MinHeapCommand implements Callable<Integer> {
  private static final List<Field<MinHeap.Result>> FIELDS =
      List.of(
          new Field<>("trace", "trace", Unit.TEXT, MinHeap.Result::trace),
          new Field<>("allocator", "allocator", Unit.TEXT, MinHeap.Result::allocator),
          new Field<>(
              "peak_live_bytes", "most live bytes", Unit.BYTES, MinHeap.Result::peakLiveBytes),
          new Field<>("min_heap_bytes", "smallest heap", Unit.BYTES, MinHeap.Result::minHeapBytes),
          new Field<>("ratio", "ratio", Unit.RATIO, MinHeap.Result::ratio));

  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "TRACE", description = TraceArgument.DESCRIPTION)
  private List<String> traces;

  @Mixin private AllocatorChoice allocators;
  @Mixin private TouchChoice touch;
  @Mixin private Format.Choice choice;

  MinHeapCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<String> specifications = allocators.limited(console);
    var rows = new ArrayList<MinHeap.Result>();
    for (String argument : TraceArgument.expand(traces)) {
      try (Trace trace = touch.applyTo(new TraceArgument(console).open(argument), console);
          var line = new ProgressLine(console)) {
        for (String specification : specifications) {
          rows.add(MinHeap.find(trace, specification, ReplayOptions.DEFAULT, line));
        }
      }
    }
    new Listing<>(FIELDS, rows).write(choice.format, console.out());
    for (MinHeap.Result row : rows) {
      if (!row.valid()) console.sayInvalid(row.allocator(), row.trace(), row.reason());
      else if (!row.reason().isEmpty()) console.say(row.reason());
    }
    return rows.stream().allMatch(row -> row.reason().isEmpty()) ? 0 : 1;
  }
}

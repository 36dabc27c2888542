package org.heaplab.report.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;

/// How much the recordings of one program differ: a row for each program of which there are
/// several, a column for each allocator, in it the least and the largest ratio. `lua-game-2` is the
/// second recording of `lua-game`.
final class RecordingsTable {
  private static final List<Metric> METRICS =
      List.of(Metrics.PEAK_RATIO, Metrics.MEAN_RATIO, Metrics.END_RATIO);

  private RecordingsTable() {}

  static List<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    Map<String, List<TraceResults>> programs = programs(results);
    if (programs.isEmpty()) return List.of();
    return METRICS.stream().map(metric -> of(results, programs, metric)).toList();
  }

  private static Map<String, List<TraceResults>> programs(ExperimentResults results) {
    var programs = new LinkedHashMap<String, List<TraceResults>>();
    for (TraceResults trace : results.traces()) {
      String program = trace.trace().replaceFirst("-\\d+$", "");
      programs.computeIfAbsent(program, name -> new ArrayList<>()).add(trace);
    }
    programs.values().removeIf(recordings -> recordings.size() < 2);
    return programs;
  }

  private static TextTable of(
      ExperimentResults results, Map<String, List<TraceResults>> programs, Metric metric) {
    List<ComparedAllocator> allocators =
        results.allocators().stream().filter(allocator -> !allocator.isHarness()).toList();
    var table =
        new TextTable.Builder(
                metric.sentenceTitle()
                    + " of several recordings of each program, the least and the largest. They"
                    + " differ in the random choices of their loads, and in what the program makes"
                    + " of them.")
            .columns("program", "recordings");
    for (ComparedAllocator allocator : allocators) table.columns(allocator.name());
    programs.forEach(
        (program, recordings) -> {
          var row = new ArrayList<Entry>();
          row.add(Entry.words(program));
          row.add(Entry.number(Integer.toString(recordings.size()), recordings.size()));
          for (ComparedAllocator allocator : allocators) {
            row.add(range(ExperimentResults.values(allocator, metric, recordings), metric));
          }
          table.row(row);
        });
    return table.build();
  }

  private static Entry range(double[] values, Metric metric) {
    OptionalDouble least = Arrays.stream(values).filter(value -> !Double.isNaN(value)).min();
    if (least.isEmpty()) return Entry.NONE;
    double most = Arrays.stream(values).filter(value -> !Double.isNaN(value)).max().orElseThrow();
    return Entry.number(metric.unit().range(least.getAsDouble(), most), most);
  }
}

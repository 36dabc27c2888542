package org.heaplab.report.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.metric.Metric;

/// Traces that are shown together. Programs that end and programs that go on fragment a heap in
/// different ways, so that no table has one mean over both.
///
/// @param name as [ReplayedWorkload#group] has it; empty where unknown
public record TraceGroup(String name, List<TraceResults> traces) {
  private static final List<String> FIRST =
      List.of(ReplayedWorkload.ORDINARY, ReplayedWorkload.LONG_RUNNING);

  public TraceGroup {
    traces = List.copyOf(traces);
  }

  /// The groups of the traces that an experiment's means are over: those of programs that end
  /// first.
  public static List<TraceGroup> compared(ExperimentResults results) {
    return of(results.compared());
  }

  public static List<TraceGroup> of(List<TraceResults> traces) {
    Map<String, List<TraceResults>> groups = new LinkedHashMap<>();
    for (String name : FIRST) groups.put(name, new ArrayList<>());
    for (TraceResults trace : traces) {
      groups.computeIfAbsent(trace.group(), name -> new ArrayList<>()).add(trace);
    }
    return groups.entrySet().stream()
        .filter(group -> !group.getValue().isEmpty())
        .map(group -> new TraceGroup(group.getKey(), group.getValue()))
        .toList();
  }

  /// Those of its traces on which some allocator has a value.
  public List<TraceResults> measured(Metric metric) {
    return traces.stream()
        .filter(
            trace ->
                trace.cells().stream().anyMatch(cell -> !Double.isNaN(metric.comparable(cell))))
        .toList();
  }

  /// After a metric's title: on how many traces it was measured, where it is not all of the group.
  public String on(Metric metric) {
    int count = measured(metric).size();
    return count == traces.size() ? "" : " (%s)".formatted(words(count));
  }

  /// All of some traces, as in `8 ordinary and 9 long-running traces`.
  public static String words(List<TraceResults> traces) {
    List<TraceGroup> groups = of(traces);
    String last = groups.isEmpty() ? "0 traces" : groups.getLast().words();
    return Stream.concat(
            groups.stream()
                .limit(Math.max(0, groups.size() - 1))
                .map(group -> (group.traces().size() + " " + group.name()).strip()),
            Stream.of(last))
        .collect(Collectors.joining(" and "));
  }

  /// As in `8 long-running traces`.
  public String words() {
    return words(traces.size());
  }

  /// The same of a number of its traces.
  public String words(int count) {
    String sort = name.isEmpty() ? "" : name + " ";
    return "%d %strace%s".formatted(count, sort, count == 1 ? "" : "s");
  }
}

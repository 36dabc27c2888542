package org.heaplab.report.runs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.Run;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.Manifest;
import org.heaplab.results.manifest.Method;
import org.heaplab.results.metric.Unit;

/// A row for each of several runs: what it asks, how much it measured, and how long it took.
public final class RunsTable {
  private RunsTable() {}

  /// @param runs by the names of their folders
  public static TextTable of(Map<String, Run> runs) {
    var table =
        new TextTable.Builder(
                "What each folder holds. The processes are those asked for: for a time, and for a"
                    + " native footprint. A run took the time from its start to its end; one that was"
                    + " resumed, also the time between.")
            .columns(
                "folder",
                "what it asks",
                "suite",
                "traces",
                "allocators",
                "processes",
                "seed",
                "took");
    runs.forEach((folder, run) -> table.row(row(folder, run)));
    return table.build();
  }

  private static List<Entry> row(String folder, Run run) {
    Manifest manifest = run.manifest();
    Method method = manifest.method();
    long traces =
        run.experiments().stream()
            .map(ExperimentResults::traces)
            .flatMap(List::stream)
            .map(trace -> trace.trace())
            .distinct()
            .count();
    int allocators = run.allocators().size();
    var row = new ArrayList<Entry>();
    row.add(Entry.code(folder));
    row.add(Entry.words(questions(manifest.experiments())));
    row.add(Entry.words(manifest.suite()));
    row.add(Entry.number(Long.toString(traces), (double) traces));
    row.add(Entry.number(Integer.toString(allocators), allocators));
    row.add(Entry.words("%d, %d".formatted(method.processes(), method.spaceProcesses())));
    row.add(Entry.number(Long.toString(manifest.seed()), (double) manifest.seed()));
    row.add(took(manifest));
    return row;
  }

  private static String questions(List<Experiment> experiments) {
    return experiments.stream().map(Experiment::question).collect(Collectors.joining(" "));
  }

  private static Entry took(Manifest manifest) {
    if (manifest.start() == null || manifest.end() == null) return Entry.words(Unit.MISSING);
    Duration took =
        Duration.between(Instant.parse(manifest.start()), Instant.parse(manifest.end()));
    String text =
        took.toMinutes() < 2
            ? took.toSeconds() + " s"
            : Math.round(took.toSeconds() / 60.0) + " min";
    Entry entry = Entry.number(text, (double) took.toSeconds());
    return manifest.resumed().isEmpty() ? entry : entry.with("resumed");
  }
}

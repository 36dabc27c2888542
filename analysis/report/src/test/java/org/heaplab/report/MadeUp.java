package org.heaplab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.Run;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.Bar;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Counterpart;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.Host;
import org.heaplab.results.manifest.LoggedSession;
import org.heaplab.results.manifest.Manifest;
import org.heaplab.results.manifest.Method;
import org.heaplab.results.manifest.Model;
import org.heaplab.results.manifest.Published;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.manifest.Shard;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Column;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Kind;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Table;
import org.heaplab.results.table.Tables;

/// Small results that tests make up, without files.
public final class MadeUp {
  private static final String ON = "experiment";

  /// The fewest whose median has an interval of 95 %.
  public static final int PROCESSES = 6;

  private MadeUp() {}

  public static ComparedAllocator java(String name, String family) {
    return new ComparedAllocator(
        name, family, ComparedAllocator.JAVA, ComparedAllocator.Role.COMPETES);
  }

  public static ComparedAllocator rival(String name) {
    return new ComparedAllocator(
        name, "general", ComparedAllocator.NATIVE, ComparedAllocator.Role.COMPETES);
  }

  /// A cell that is valid and complete. A time or pause that stands alone is that of [#PROCESSES]
  /// which were all alike.
  ///
  /// @param values by column of the tables with one row, or of pauses
  /// @param nanos time per operation, one value a round
  public static Cell cell(
      ComparedAllocator allocator, String trace, Map<String, ?> values, double... nanos) {
    var cell = new Cell(new Key(ON, trace, allocator.name()));
    var left = new LinkedHashMap<String, Object>(values);
    for (Table table : Tables.ALL) {
      boolean ofOne = !table.many() || table.equals(Tables.PAUSE);
      if (ofOne) add(cell, table, allocator.kind(), left);
    }
    if (!left.isEmpty()) throw new IllegalArgumentException("no table has such columns: " + left);
    double[] rounds =
        nanos.length == 1
            ? DoubleStream.generate(() -> nanos[0]).limit(PROCESSES).toArray()
            : nanos;
    for (int round = 0; round < rounds.length; round++) {
      cell.add(Row.of(Tables.TIME, cell.key(), Map.of("round", round, "ns_per_op", rounds[round])));
    }
    return cell;
  }

  private static void add(Cell cell, Table table, String kind, Map<String, Object> left) {
    var here = new LinkedHashMap<String, Object>();
    if (table.equals(Tables.SPACE)) {
      here.putAll(
          Map.of("peak_footprint_bytes", 1, "valid", true, "completed", true, "real", true));
      here.put("kind", kind);
    }
    for (Column column : table.measured()) {
      Object value = left.remove(column.name());
      if (value == null) continue;
      boolean whole = column.kind() == Kind.WHOLE && value instanceof Number;
      here.put(column.name(), whole ? (Object) ((Number) value).longValue() : value);
    }
    if (here.isEmpty()) return;
    if (!table.equals(Tables.PAUSE)) {
      cell.add(Row.of(table, cell.key(), here));
      return;
    }
    for (int round = 0; round < PROCESSES; round++) {
      here.put("round", round);
      cell.add(Row.of(table, cell.key(), here));
    }
  }

  /// Adds the processes in which a native allocator's space was measured.
  ///
  /// @param values of a column of that table, one a process
  public static Cell inProcesses(Cell cell, String column, double... values) {
    for (int round = 0; round < values.length; round++) {
      Map<String, Object> row = Map.of("process", round, column, values[round]);
      cell.add(Row.of(Tables.PROCESS, cell.key(), row));
    }
    return cell;
  }

  public static TraceResults trace(String name, Cell... cells) {
    return ofGroup("", name, cells);
  }

  /// A trace of a group of workloads.
  public static TraceResults ofGroup(String group, String name, Cell... cells) {
    return new TraceResults(ON, name, true, group, List.of(cells));
  }

  /// An experiment about an allocator that has no figures but the usual ones.
  public static Experiment about(
      String name, String subject, List<RivalGroup> rivals, Bar... bars) {
    return new Experiment(name, "", "", subject, "", rivals, null, true, List.of(), List.of(bars));
  }

  /// An experiment about an allocator that stands beside what others have found.
  public static Experiment beside(
      String subject,
      List<Published> published,
      List<Model> models,
      List<LoggedSession> logged,
      List<Counterpart> counterparts) {
    Experiment one = about("e", subject, List.of());
    return new Experiment(
        one.name(),
        one.question(),
        one.runs(),
        one.subject(),
        one.beside(),
        one.rivals(),
        one.varied(),
        false,
        one.figures(),
        one.bars(),
        published,
        models,
        logged,
        counterparts);
  }

  public static RivalGroup natives(String... names) {
    return new RivalGroup(RivalGroup.NATIVE, List.of(names));
  }

  public static RivalGroup unmoving(String... names) {
    return new RivalGroup(RivalGroup.UNMOVING, List.of(names));
  }

  public static RivalGroup tuned(String... names) {
    return new RivalGroup(RivalGroup.TUNED, List.of(names));
  }

  public static ExperimentResults results(
      Experiment experiment, List<ComparedAllocator> allocators, TraceResults... traces) {
    return new ExperimentResults(experiment, List.of(traces), allocators, Map.of());
  }

  public static Run run(ExperimentResults... results) {
    var experiments = new ArrayList<Experiment>();
    for (ExperimentResults one : results) experiments.add(one.experiment());
    return new Run(manifest(experiments, results[0].allocators()), List.of(results), List.of());
  }

  public static Manifest manifest(
      List<Experiment> experiments, List<ComparedAllocator> allocators) {
    return manifest(experiments, allocators, List.of(new ReplayedWorkload("all", "")));
  }

  public static Manifest manifest(
      List<Experiment> experiments,
      List<ComparedAllocator> allocators,
      List<ReplayedWorkload> workloads) {
    return new Manifest(
        Manifest.FORMAT_VERSION,
        List.of("./heaplab", "run", "--suite", "quick", "--seed", "1"),
        "heaplab 0.1.0",
        "ebd9d82",
        new Host(
            "Temurin 25.0.1+8",
            "Debian 12",
            "6.1.0",
            "amd64",
            "a processor of this size",
            2,
            "24576000 kB",
            "off for what is measured"),
        "quick",
        1,
        Shard.WHOLE,
        new Method("none", 10, 5, "gcc 12.2.0 -O2"),
        experiments,
        workloads,
        allocators,
        List.of(new Manifest.Missing("scudo", "libscudo.so is not installed")),
        "2026-01-02T03:04:05Z",
        "2026-01-02T03:09:05Z",
        List.of(),
        List.of(),
        new Manifest.Validity(99, List.of()));
  }
}

package org.heaplab.report.workload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.report.table.TextTable.Form;
import org.heaplab.report.table.TextTable.Tone;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.Counterpart;
import org.heaplab.results.manifest.LoggedSession;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Unit;

/// Made workloads beside the sessions of real programs that they should be like: what each asks
/// for, and how far the made ones are off.
public final class CounterpartsTable {
  /// Counts that differ by more than this factor, and distributions that are farther apart, are
  /// marked.
  private static final double MOST_FACTOR = 1.5;

  private static final double MOST_DISTANCE = 0.2;

  private static final String MALLOCS = "mallocs";
  private static final String REALLOCS = "reallocs";
  private static final String REQUESTED = "requested_bytes";
  private static final String PEAK = "peak_live_bytes";
  private static final String PHASES = "phases";

  /// What stands in the name of a workload for the seed that it is made from.
  private static final Pattern SEED = Pattern.compile("[:,]seed=\\d+$");

  /// A made session, perhaps from several seeds, and the real one that it should be like.
  private record Group(String made, WorkloadShape real, List<WorkloadShape> seeds) {
    double[] distances(Function<WorkloadShape, NavigableMap<Long, Double>> what) {
      NavigableMap<Long, Double> there = what.apply(real);
      return seeds.stream()
          .mapToDouble(one -> WorkloadShape.distance(what.apply(one), there))
          .sorted()
          .toArray();
    }

    /// @return NaN where either is not known, or there is none in the real one
    double[] ratios(String column) {
      double there = real.count(column);
      return seeds.stream()
          .mapToDouble(one -> there == 0 ? Double.NaN : one.count(column) / there)
          .sorted()
          .toArray();
    }
  }

  private CounterpartsTable() {}

  /// None where no workload has a counterpart.
  public static List<TextTable> of(ExperimentResults results) {
    Map<String, WorkloadShape> shapes = shapes(results);
    List<Group> groups = groups(results, shapes);
    return groups.isEmpty()
        ? List.of()
        : List.of(distances(groups), sessions(List.copyOf(shapes.values()), sources(results)));
  }

  private static Map<String, WorkloadShape> shapes(ExperimentResults results) {
    var shapes = new LinkedHashMap<String, WorkloadShape>();
    Stream.concat(
            results.experiment().logged().stream().map(WorkloadShape::of),
            results.traces().stream()
                .sorted((one, other) -> Boolean.compare(other.real(), one.real()))
                .map(WorkloadShape::of))
        .filter(WorkloadShape::isKnown)
        .forEach(shape -> shapes.put(shape.name(), shape));
    return shapes;
  }

  private static List<Group> groups(ExperimentResults results, Map<String, WorkloadShape> shapes) {
    var groups = new LinkedHashMap<List<String>, Group>();
    for (Counterpart one : results.experiment().counterparts()) {
      WorkloadShape made = shapes.get(one.workload());
      WorkloadShape real = shapes.get(one.session());
      if (made == null || real == null) continue;
      String name = SEED.matcher(made.name()).replaceFirst("");
      groups
          .computeIfAbsent(
              List.of(name, real.name()), key -> new Group(name, real, new ArrayList<>()))
          .seeds()
          .add(made);
    }
    return List.copyOf(groups.values());
  }

  private static TextTable distances(List<Group> groups) {
    var table =
        new TextTable.Builder(
                """
                Made sessions against the real ones that they should be like. Sizes and lifetimes: \
                the distance of Kolmogorov and Smirnov, marked above %.1f; then counts of the made \
                one over those of the real one, marked where they differ by more than a factor of \
                %.1f: bytes are those of all requests, live bytes the most that are live at a time. \
                Of a session made from several seeds the median, with the least and the largest."""
                    .formatted(MOST_DISTANCE, MOST_FACTOR))
            .columns("made", "real", "sizes", "lifetimes", "mallocs", "reallocs")
            .columns("bytes", "live bytes");
    for (Group group : groups) {
      var row = new ArrayList<Entry>();
      Entry made = Entry.code(group.made());
      int seeds = group.seeds().size();
      row.add(seeds == 1 ? made : made.with(seeds + " seeds"));
      row.add(Entry.code(group.real().name()));
      row.add(distance(group.distances(WorkloadShape::sizes)));
      row.add(distance(group.distances(WorkloadShape::lifetimes)));
      for (String column : List.of(MALLOCS, REALLOCS, REQUESTED, PEAK)) {
        row.add(ratio(group.ratios(column)));
      }
      table.row(row);
    }
    return table.build();
  }

  private static Entry distance(double[] distances) {
    return entry("", distances, Metric.median(distances) <= MOST_DISTANCE);
  }

  private static Entry ratio(double[] ratios) {
    double ratio = Metric.median(ratios);
    return entry("× ", ratios, ratio <= MOST_FACTOR && ratio >= 1 / MOST_FACTOR);
  }

  /// @param sorted ascending
  private static Entry entry(String before, double[] sorted, boolean isNear) {
    double value = Metric.median(sorted);
    if (Double.isNaN(value)) return Entry.NONE;
    String note =
        sorted.length == 1 ? "" : "(%.2f–%.2f)".formatted(sorted[0], sorted[sorted.length - 1]);
    Tone tone = isNear ? Tone.GOOD : Tone.BAD;
    return new Entry(before + "%.2f".formatted(value), note, Form.NUMBER, tone, value);
  }

  private static String sources(ExperimentResults results) {
    return String.join(
        "; ",
        results.experiment().logged().stream().map(LoggedSession::source).distinct().toList());
  }

  private static TextTable sessions(List<WorkloadShape> shapes, String sources) {
    String from = sources.isEmpty() ? "" : " Not replayed, but known from logs: " + sources + ".";
    var table =
        new TextTable.Builder(
                """
                What each session asks for. Large requests have 128 KiB and more; lifetimes are in \
                operations. Pages are known where the session marks them."""
                    + from)
            .columns("session", "operations", "mallocs", "reallocs", "pages", "mallocs a page")
            .columns("most live bytes", "live blocks then", "bytes requested", "of these, large")
            .columns("median request", "90 %", "99 %", "median lifetime", "live to the end");
    for (WorkloadShape shape : shapes) table.row(row(shape));
    return table.build();
  }

  private static List<Entry> row(WorkloadShape shape) {
    double pages = shape.count(PHASES);
    return List.of(
        Entry.code(shape.name()),
        number(Unit.COUNT, shape.count("operations")),
        number(Unit.COUNT, shape.count(MALLOCS)),
        number(Unit.SHARE, shape.share(REALLOCS, "operations")),
        number(Unit.COUNT, pages == 0 ? Double.NaN : pages),
        number(Unit.COUNT, shape.share(MALLOCS, PHASES)),
        number(Unit.BYTES, shape.count(PEAK)),
        number(Unit.COUNT, shape.count("blocks_at_peak")),
        number(Unit.BYTES, shape.count(REQUESTED)),
        number(Unit.SHARE, shape.share("large_bytes", REQUESTED)),
        number(Unit.BYTES, WorkloadShape.quantile(shape.sizes(), 0.5)),
        number(Unit.BYTES, WorkloadShape.quantile(shape.sizes(), 0.9)),
        number(Unit.BYTES, WorkloadShape.quantile(shape.sizes(), 0.99)),
        number(Unit.COUNT, WorkloadShape.quantile(shape.lifetimes(), 0.5)),
        number(Unit.SHARE, shape.share("blocks_at_end", MALLOCS)));
  }

  private static Entry number(Unit unit, double value) {
    return Double.isNaN(value) ? Entry.NONE : Entry.number(unit.format(value), value);
  }
}

package org.heaplab.report.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.report.table.TextTable.Tone;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Model;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;

/// How near models come to their originals: a row for each, in geometric means over all traces
/// together, since what is compared is the allocator and not the program; and the quotients trace
/// by trace.
final class ModelsTable {
  private static final List<Metric> METRICS = List.of(Metrics.PEAK_RATIO, Metrics.MEAN_RATIO);

  /// What is within this share of its original in each metric is a model of it.
  private static final double MOST_OFF = 0.10;

  private record Pair(ComparedAllocator model, ComparedAllocator original) {
    Rounds quotient(TraceResults trace, Metric metric) {
      return Rounds.of(metric, trace.cell(model)).over(Rounds.of(metric, trace.cell(original)));
    }
  }

  private ModelsTable() {}

  static List<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    List<Pair> pairs =
        results.experiment().models().stream()
            .flatMap(model -> measured(results, model).stream())
            .toList();
    return pairs.isEmpty()
        ? List.of()
        : List.of(means(pairs, results.compared()), quotients(pairs, results.compared()));
  }

  private static Optional<Pair> measured(ExperimentResults results, Model model) {
    return named(results, model.model())
        .flatMap(one -> named(results, model.original()).map(other -> new Pair(one, other)));
  }

  private static Optional<ComparedAllocator> named(ExperimentResults results, String name) {
    return results.allocators().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  private static TextTable means(List<Pair> pairs, List<TraceResults> traces) {
    var table =
        new TextTable.Builder(
                "Models and their originals, in geometric means over %s. One that is within %.0f %% of its original in each is a model."
                    .formatted(TraceGroup.words(traces), 100 * MOST_OFF))
            .columns("model", "original");
    for (Metric metric : METRICS) {
      table.columns(metric.title() + " of the model", "of the original", "quotient");
    }
    table.columns("verdict");
    for (Pair pair : pairs) {
      var row = new ArrayList<Entry>();
      row.add(Entry.code(pair.model().name()));
      row.add(Entry.code(pair.original().name()));
      var off = new ArrayList<String>();
      boolean isKnown = true;
      for (Metric metric : METRICS) {
        Rounds model = Rounds.geometricMean(Rounds.on(traces, pair.model(), metric));
        Rounds original = Rounds.geometricMean(Rounds.on(traces, pair.original(), metric));
        Estimate quotient = model.over(original).estimate();
        row.add(Entry.value(model.estimate(), metric.unit()));
        row.add(Entry.value(original.estimate(), metric.unit()));
        row.add(Entry.ratio(quotient));
        isKnown &= quotient.exists();
        if (Math.abs(quotient.value() - 1) > MOST_OFF) off.add(off(metric, quotient.value()));
      }
      row.add(isKnown ? verdict(off) : Entry.NONE);
      table.row(row);
    }
    return table.build();
  }

  private static Entry verdict(List<String> off) {
    return off.isEmpty()
        ? Entry.words("model", Tone.GOOD)
        : Entry.words(String.join(", ", off), Tone.BAD);
  }

  private static String off(Metric metric, double quotient) {
    String more = quotient > 1 ? "above" : "below";
    return "%s %s %s".formatted(metric.title(), Unit.SHARE.format(Math.abs(quotient - 1)), more);
  }

  private static TextTable quotients(List<Pair> pairs, List<TraceResults> traces) {
    var table = new TextTable.Builder("Each model over its original.").columns("trace");
    for (Pair pair : pairs) {
      for (Metric metric : METRICS) table.columns(pair.model().base() + ", " + metric.title());
    }
    for (TraceResults trace : traces) {
      var row = new ArrayList<Entry>();
      row.add(Entry.words(trace.trace()));
      for (Pair pair : pairs) {
        for (Metric metric : METRICS) {
          row.add(Entry.ratio(pair.quotient(trace, metric).estimate()));
        }
      }
      table.row(row);
    }
    return table.build();
  }
}

package org.heaplab.report.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metric;

/// How far two runs of the same experiment agree, cell by cell: an allocator on a trace.
///
/// The interval of one run is for the true median, and the median of the other run varies too. So
/// where nothing changed between two runs of ten rounds, the interval, whose confidence is 98 %,
/// holds the other's median in about 92 of 100 cells. The two intervals overlap in nearly all.
///
/// @param figure what was compared
/// @param cells in how many both runs have an interval
/// @param held in how many the interval of the first holds the median of the second
/// @param overlapping in how many the intervals touch
/// @param exact in how many both are exact
/// @param equal in how many of these both are the same
public record Agreement(String figure, int cells, int held, int overlapping, int exact, int equal) {

  /// A metric in two runs.
  public static Agreement of(ExperimentResults one, ExperimentResults other, Metric metric) {
    return of(metric.title(), pairs(one, other, cells -> Rounds.of(metric, cells.own())));
  }

  /// The same over what another allocator has on the same trace of the same run, which takes out
  /// how fast the machine was on that day.
  ///
  /// @param reference the other allocator, by name
  public static Agreement of(
      ExperimentResults one, ExperimentResults other, Metric metric, String reference) {
    return of(
        metric.title() + " over that of " + reference,
        pairs(
            one,
            other,
            cells ->
                cells.own().allocator().equals(reference)
                    ? Rounds.NONE
                    : Rounds.of(metric, cells.own()).over(Rounds.of(metric, cells.of(reference)))));
  }

  /// A cell with the others of its trace.
  private record Cells(TraceResults trace, Cell own) {
    Optional<Cell> of(String allocator) {
      return trace.cells().stream().filter(cell -> cell.allocator().equals(allocator)).findFirst();
    }
  }

  private record Pair(Estimate one, Estimate other) {}

  private static List<Pair> pairs(
      ExperimentResults one, ExperimentResults other, Function<Cells, Rounds> figure) {
    var pairs = new ArrayList<Pair>();
    for (TraceResults trace : one.traces()) {
      Optional<TraceResults> again =
          other.traces().stream().filter(same -> same.trace().equals(trace.trace())).findFirst();
      if (again.isEmpty()) continue;
      for (ComparedAllocator allocator : one.allocators()) {
        Optional<Cell> first = trace.cell(allocator);
        Optional<Cell> second = again.get().cell(allocator);
        if (first.isEmpty() || second.isEmpty()) continue;
        Rounds here = figure.apply(new Cells(trace, first.get()));
        Rounds there = figure.apply(new Cells(again.get(), second.get()));
        if (here.exists() && there.exists()) {
          pairs.add(new Pair(here.estimate(), there.estimate()));
        }
      }
    }
    return pairs;
  }

  private static Agreement of(String figure, List<Pair> pairs) {
    int cells = 0;
    int held = 0;
    int overlapping = 0;
    int exact = 0;
    int equal = 0;
    for (Pair pair : pairs) {
      Estimate one = pair.one();
      Estimate other = pair.other();
      if (one.isExact() && other.isExact()) {
        exact++;
        if (one.value() == other.value()) equal++;
      } else if (one.hasInterval() && other.hasInterval()) {
        cells++;
        if (one.low() <= other.value() && other.value() <= one.high()) held++;
        if (one.low() <= other.high() && other.low() <= one.high()) overlapping++;
      }
    }
    return new Agreement(figure, cells, held, overlapping, exact, equal);
  }
}

package org.heaplab.report.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// What a block costs over its whole life as its client comes back to it more and more often: its
/// share of the operations of the heap, and the price of each burst of accesses. With handles a
/// burst begins with a lock and ends with an unlock; without, it is the access alone.
///
/// Times and prices are of different processes. The i-th round of the one is taken with the i-th of
/// the other.
///
/// @param places of blocks, the one with the fewest blocks first: they fit into the cache
public record Bursts(List<TraceResults> traces, List<Place> places) {

  /// The numbers of bursts for each block that are looked at.
  public static final double FEWEST = 0.1;

  public static final double MOST = 1000;

  /// As many blocks as are reached in turn, and what that makes of each allocator.
  ///
  /// @param subject the allocator with handles
  /// @param rivals those without
  public record Place(long blocks, Line subject, List<Line> rivals) {}

  /// @param operations nanoseconds of operations for each block, one for each trace
  /// @param burst nanoseconds of a burst
  public record Line(ComparedAllocator allocator, List<Rounds> operations, Rounds burst) {
    /// Nanoseconds for each block on each trace.
    ///
    /// @param bursts for each block
    List<Rounds> each(double bursts) {
      return operations.stream()
          .map(trace -> Rounds.combined(List.of(trace, burst), pair -> pair[0] + bursts * pair[1]))
          .toList();
    }

    /// The geometric mean of these.
    public Estimate at(double bursts) {
      return Rounds.geometricMean(each(bursts)).estimate();
    }

    public Estimate over(Line other, double bursts) {
      return ratio(other, bursts).estimate();
    }

    /// At how many bursts the two cost the same, round by round. A round in which this line is
    /// above the other everywhere counts as [#FEWEST], one in which it is below as [#MOST].
    public Estimate crossing(Line other) {
      int rounds = ratio(other, FEWEST).values().length;
      double[] crossings =
          IntStream.range(0, rounds).mapToDouble(round -> crossing(other, round)).toArray();
      return Rounds.measured(crossings).estimate();
    }

    private double crossing(Line other, int round) {
      double low = FEWEST;
      double high = MOST;
      boolean above = isAbove(other, low, round);
      if (above == isAbove(other, high, round)) return above ? FEWEST : MOST;
      for (int step = 0; step < 40; step++) {
        double middle = Math.sqrt(low * high);
        if (isAbove(other, middle, round) == above) low = middle;
        else high = middle;
      }
      return low;
    }

    private boolean isAbove(Line other, double bursts, int round) {
      return ratio(other, bursts).values()[round] > 1;
    }

    private Rounds ratio(Line other, double bursts) {
      return Ranking.ratio(each(bursts), other.each(bursts));
    }
  }

  /// Of the subject, the fastest of its native rivals, and the first of these. None where their
  /// times or the price of locks were not measured.
  public static Optional<Bursts> of(ExperimentResults results) {
    List<ComparedAllocator> natives = natives(results);
    Cell locks = results.alone().get(results.experiment().subject());
    if (locks == null || results.subject().isEmpty()) return Optional.empty();
    ComparedAllocator subject = results.subject().get();
    List<TraceResults> traces =
        results.candidates().stream()
            .filter(trace -> operations(trace, subject).exists())
            .filter(trace -> natives.stream().anyMatch(one -> operations(trace, one).exists()))
            .toList();
    List<ComparedAllocator> known =
        natives.stream().filter(one -> mean(one, traces).exists()).toList();
    if (traces.isEmpty() || known.isEmpty()) return Optional.empty();
    List<ComparedAllocator> rivals =
        IntStream.of(0, fastest(known, traces)).sorted().distinct().mapToObj(known::get).toList();
    var places = new ArrayList<Place>();
    pricesByBlocks(locks)
        .forEach((blocks, rows) -> places.add(place(blocks, rows, subject, rivals, traces)));
    if (places.isEmpty()) return Optional.empty();
    return Optional.of(new Bursts(traces, ends(places)));
  }

  /// In the order of the experiment.
  private static List<ComparedAllocator> natives(ExperimentResults results) {
    return results.experiment().rivals(RivalGroup.NATIVE).stream()
        .flatMap(group -> group.allocators().stream())
        .flatMap(name -> results.allocators().stream().filter(one -> one.name().equals(name)))
        .toList();
  }

  /// In cache and out of it: the fewest blocks and the most.
  private static List<Place> ends(List<Place> places) {
    List<Place> sorted = places.stream().sorted(Comparator.comparingLong(Place::blocks)).toList();
    return sorted.size() == 1 ? sorted : List.of(sorted.getFirst(), sorted.getLast());
  }

  private static Rounds mean(ComparedAllocator allocator, List<TraceResults> traces) {
    return Rounds.geometricMean(traces.stream().map(one -> operations(one, allocator)).toList());
  }

  private static int fastest(List<ComparedAllocator> known, List<TraceResults> traces) {
    return IntStream.range(0, known.size())
        .boxed()
        .min(Comparator.comparingDouble(i -> mean(known.get(i), traces).estimate().value()))
        .orElseThrow();
  }

  /// Nanoseconds of operations for each block that the trace allocates.
  private static Rounds operations(TraceResults trace, ComparedAllocator allocator) {
    Optional<Cell> cell = trace.cell(allocator);
    double share =
        cell.map(one -> Metrics.OPS.of(one) / one.number(Tables.TRACE, "blocks"))
            .orElse(Double.NaN);
    return Rounds.combined(
        List.of(Rounds.of(Metrics.NS_PER_OP, cell), Rounds.exact(share)),
        pair -> pair[0] * pair[1]);
  }

  private static Map<Long, List<Row>> pricesByBlocks(Cell locks) {
    Map<Long, List<Row>> prices = new LinkedHashMap<>();
    for (Row row : locks.series(Tables.LOCK).rows()) {
      prices.computeIfAbsent((long) row.number("blocks"), blocks -> new ArrayList<>()).add(row);
    }
    return prices;
  }

  private static Place place(
      long blocks,
      List<Row> prices,
      ComparedAllocator subject,
      List<ComparedAllocator> rivals,
      List<TraceResults> traces) {
    Rounds plain = price(prices, "plain_ns");
    return new Place(
        blocks,
        line(subject, price(prices, "locked_ns"), traces),
        rivals.stream().map(rival -> line(rival, plain, traces)).toList());
  }

  private static Rounds price(List<Row> rows, String column) {
    return Rounds.measured(rows.stream().mapToDouble(row -> row.number(column)).toArray());
  }

  private static Line line(ComparedAllocator allocator, Rounds burst, List<TraceResults> traces) {
    return new Line(
        allocator, traces.stream().map(trace -> operations(trace, allocator)).toList(), burst);
  }
}

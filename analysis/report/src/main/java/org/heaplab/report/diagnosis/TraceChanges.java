package org.heaplab.report.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.heaplab.report.diagnosis.Bands.Moment;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Row;

/// How two traces of one program differ, on whatever it runs: how much is live, and of which sizes.
public final class TraceChanges {
  /// Sizes that changed most are named, this many at most.
  private static final int MOST_SIZES = 3;

  private final Demand before;
  private final Demand after;

  private TraceChanges(Demand before, Demand after) {
    this.before = before;
    this.after = after;
  }

  /// What a trace asks for.
  ///
  /// @param sizes its rows of [org.heaplab.results.table.Tables#SIZE]
  public record Demand(
      String trace,
      double peakLiveBytes,
      double liveBlocksAtPeak,
      double endLiveBytes,
      List<Row> sizes) {
    public Demand {
      sizes = List.copyOf(sizes);
    }
  }

  public static List<Finding> of(Demand before, Demand after) {
    var changes = new TraceChanges(before, after);
    var findings = new ArrayList<Finding>();
    findings.add(changes.live());
    findings.addAll(changes.sizes());
    return findings;
  }

  private Finding live() {
    return new Finding(
        "How much more is live, from %s to %s?".formatted(before.trace(), after.trace()),
        Change.between(before.peakLiveBytes(), after.peakLiveBytes()),
        "At most %s are live, in %s blocks. At the end, %s are live."
            .formatted(
                Change.fromTo(Unit.BYTES, before.peakLiveBytes(), after.peakLiveBytes()),
                Change.fromTo(Unit.COUNT, before.liveBlocksAtPeak(), after.liveBlocksAtPeak()),
                Change.fromTo(Unit.BYTES, before.endLiveBytes(), after.endLiveBytes())));
  }

  private List<Finding> sizes() {
    return sizes(before.peakLiveBytes(), new Bands(before.sizes()), new Bands(after.sizes()));
  }

  /// The sizes of which more or less is live at the peak, and those of which there are more or
  /// fewer requests; nothing where that is the same.
  ///
  /// @param peakLiveBytes of the first trace
  static List<Finding> sizes(double peakLiveBytes, Bands before, Bands after) {
    var findings = new ArrayList<Finding>();
    liveSizes(peakLiveBytes, before, after).ifPresent(findings::add);
    requestedSizes(before, after).ifPresent(findings::add);
    return findings;
  }

  private static Optional<Finding> liveSizes(double peakLiveBytes, Bands before, Bands after) {
    return changed(before, after, band -> Bands.bytes(band, Moment.PEAK), peakLiveBytes)
        .map(
            bands ->
                new Finding(
                    "Which sizes changed most, at the peak?",
                    bands.getFirst().name(),
                    listed(bands, TraceChanges::ofLive)));
  }

  private static Optional<Finding> requestedSizes(Bands before, Bands after) {
    double all = before.rows().stream().mapToDouble(TraceChanges::requests).sum();
    return changed(before, after, TraceChanges::requests, all)
        .map(
            bands ->
                new Finding(
                    "Which sizes changed most, of all requests?",
                    bands.getFirst().name(),
                    listed(bands, TraceChanges::ofRequests)));
  }

  private static double requests(Row band) {
    return band.number("requests");
  }

  /// A band in both traces, or in one of them.
  private record Changed(Optional<Row> one, Optional<Row> other) {
    String name() {
      return Bands.name(one.or(() -> other).orElseThrow());
    }

    String fromTo(Unit unit, ToDoubleFunction<Row> of) {
      return Change.fromTo(unit, value(one, of), value(other, of));
    }

    double by(ToDoubleFunction<Row> of) {
      return value(other, of) - value(one, of);
    }

    private static double value(Optional<Row> band, ToDoubleFunction<Row> of) {
      return band.map(of::applyAsDouble).orElse(0.0);
    }
  }

  private static String ofLive(Changed band) {
    return "%s in %s blocks"
        .formatted(
            band.fromTo(Unit.BYTES, row -> Bands.bytes(row, Moment.PEAK)),
            band.fromTo(Unit.COUNT, row -> Bands.blocks(row, Moment.PEAK)));
  }

  private static String ofRequests(Changed band) {
    return band.fromTo(Unit.COUNT, TraceChanges::requests) + " requests";
  }

  private static String listed(List<Changed> bands, Function<Changed, String> words) {
    return String.join(
            "; ", bands.stream().map(band -> band.name() + ": " + words.apply(band)).toList())
        + ".";
  }

  /// The bands that changed most by something, of which there is so much before; empty for none
  /// that changed by more than a little.
  private static Optional<List<Changed>> changed(
      Bands before, Bands after, ToDoubleFunction<Row> of, double all) {
    var sizes = new TreeSet<Double>();
    before.rows().forEach(band -> sizes.add(band.number("up_to")));
    after.rows().forEach(band -> sizes.add(band.number("up_to")));
    List<Changed> changed =
        sizes.stream()
            .map(size -> new Changed(before.upTo(size), after.upTo(size)))
            .filter(band -> Math.abs(band.by(of)) > Change.LITTLE * all)
            .sorted(Comparator.comparingDouble((Changed band) -> -Math.abs(band.by(of))))
            .limit(MOST_SIZES)
            .toList();
    return changed.isEmpty() ? Optional.empty() : Optional.of(changed);
  }
}

package org.heaplab.report.quantity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.heaplab.report.bars.OnTrace;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.statistics.Causes;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Growth;
import org.heaplab.report.statistics.Mean;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.metric.LockCosts;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Cause;

/// Finds numbers in results by what they are.
///
/// ```text
///   mean/EXPERIMENT/METRIC/ALLOCATOR/GROUP          mean over the traces of a group
///   over/EXPERIMENT/METRIC/ALLOCATOR/RIVAL/GROUP    of what it has over its rival on each trace
///   most/…, least/…, mostover/…, leastover/…        the trace where that is largest or smallest
///   on/EXPERIMENT/METRIC/ALLOCATOR/TRACE            on one trace
///   alone/EXPERIMENT/METRIC/ALLOCATOR               without a trace
///   median/EXPERIMENT/lock_ns/ALLOCATOR             the same, as the median of its rounds
///   exponent/EXPERIMENT/METRIC/ALLOCATOR            of its growth with the number of live blocks
///   cause/EXPERIMENT/CAUSE/ALLOCATOR/GROUP          mean share of live bytes, on average
///   operation/EXPERIMENT/PERCENTILE/ALLOCATOR/KIND  of single operations, as p99_ns or max_ns
///   utilisation/EXPERIMENT/NANOS/ALLOCATOR          the least share of a client in such a window
///   pages/EXPERIMENT/HEAP/ALLOCATOR                 mean of sessions, as 4M roomy
///   adversary/EXPERIMENT/ADVERSARY/ALLOCATOR        what is held over what is live
///   traces/EXPERIMENT/GROUP                         how many traces
///   processes/EXPERIMENT                            in how many processes time was measured
/// ```
///
/// A group is `all` or one of [TraceGroup]. A rival is an allocator, or a group of rivals: then the
/// best of it on each trace. [Mean] says which mean is taken; that of quotients is geometric.
public final class Quantities {
  private static final String ALL = "all";

  private static final Comparator<Rounds> BY_VALUE =
      Comparator.comparingDouble(rounds -> rounds.estimate().value());

  private final ReferenceRuns reference;

  public Quantities(ReferenceRuns reference) {
    this.reference = reference;
  }

  /// @throws IllegalArgumentException when there is no such number, with the reason
  public Quantity find(String key) {
    String[] parts = key.split("/", -1);
    return switch (parts[0]) {
      case "mean" -> mean(new Asked(parts, 5));
      case "over" -> over(new Asked(parts, 6));
      case "most" -> extreme(new Asked(parts, 5), BinaryOperator.maxBy(BY_VALUE));
      case "least" -> extreme(new Asked(parts, 5), BinaryOperator.minBy(BY_VALUE));
      case "mostover" -> extreme(new Asked(parts, 6), BinaryOperator.maxBy(BY_VALUE));
      case "leastover" -> extreme(new Asked(parts, 6), BinaryOperator.minBy(BY_VALUE));
      case "on" -> onTrace(new Asked(parts, 5));
      case "alone" -> alone(new Asked(parts, 4));
      case "median" -> locks(new Asked(parts, 4));
      case "exponent" -> exponent(new Asked(parts, 4));
      case "cause" -> cause(new Asked(parts, 5));
      case "operation" -> {
        var asked = new Asked(parts, 5);
        yield rows(asked).operation(parts[2], asked.last());
      }
      case "utilisation" -> rows(new Asked(parts, 4)).utilisation(parts[2]);
      case "pages" -> rows(new Asked(parts, 4)).pages(parts[2]);
      case "adversary" -> rows(new Asked(parts, 4)).adversary(parts[2]);
      case "traces" -> count(traces(new Asked(parts, 3)).size());
      case "processes" -> processes(new Asked(parts, 2));
      default ->
          throw new IllegalArgumentException(
              "a quantity must begin with mean, over, most, least, mostover, leastover, on, alone,"
                  + " median, exponent, cause, operation, utilisation, pages, adversary, traces or"
                  + " processes: "
                  + parts[0]);
    };
  }

  /// The parts of a key: its kind, the experiment, and others up to the group.
  private final class Asked {
    private final String[] parts;

    Asked(String[] parts, int count) {
      this.parts = parts;
      if (parts.length != count || Arrays.stream(parts).anyMatch(String::isEmpty)) {
        throw new IllegalArgumentException(
            "a quantity of kind '%s' must have %d parts: %s"
                .formatted(parts[0], count, String.join("/", parts)));
      }
    }

    ExperimentResults experiment() {
      return reference.experiment(parts[1]);
    }

    Metric metric() {
      return FigureCatalogue.USUAL
          .metric(parts[2])
          .orElseThrow(() -> new IllegalArgumentException("there is no metric " + parts[2]));
    }

    String last() {
      return parts[parts.length - 1];
    }

    ComparedAllocator allocator() {
      List<ComparedAllocator> measured = experiment().allocators();
      return measured.stream()
          .filter(one -> one.name().equals(parts[3]))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "an allocator must be one of %s: %s"
                          .formatted(
                              measured.stream().map(ComparedAllocator::name).toList(), parts[3])));
    }

    /// Empty where nothing is said of a rival.
    Optional<List<String>> rivals() {
      if (parts.length < 6) return Optional.empty();
      return Optional.of(
          experiment()
              .experiment()
              .rivals(parts[4])
              .map(RivalGroup::allocators)
              .orElse(List.of(parts[4])));
    }
  }

  private Quantity mean(Asked asked) {
    Metric metric = asked.metric();
    Mean mean = Mean.of(metric, asked.experiment().allocators(), traces(asked));
    return quantity(mean.of(values(asked)), metric.unit());
  }

  private Quantity over(Asked asked) {
    return quantity(Rounds.geometricMean(values(asked)), Unit.RATIO);
  }

  private Quantity extreme(Asked asked, BinaryOperator<Rounds> choice) {
    Rounds extreme = values(asked).stream().reduce(choice).orElse(Rounds.NONE);
    return quantity(extreme, asked.rivals().isPresent() ? Unit.RATIO : asked.metric().unit());
  }

  private Quantity onTrace(Asked asked) {
    TraceResults trace =
        asked.experiment().traces().stream()
            .filter(one -> one.trace().equals(asked.last()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no trace " + asked.last()));
    return quantity(value(asked, trace), asked.metric().unit());
  }

  private Quantity alone(Asked asked) {
    var cell = Optional.ofNullable(asked.experiment().alone().get(asked.allocator().name()));
    return quantity(Rounds.of(asked.metric(), cell), asked.metric().unit());
  }

  /// On the number of blocks where it is most, as the metric has it.
  private Quantity locks(Asked asked) {
    if (!asked.metric().equals(Metrics.LOCK_NS)) {
      throw new IllegalArgumentException("a median is that of lock_ns: " + asked.metric().name());
    }
    return quantity(
        Optional.ofNullable(asked.experiment().alone().get(asked.allocator().name())).stream()
            .flatMap(cell -> LockCosts.of(cell).stream())
            .map(costs -> Rounds.measured(costs.addedNanos()))
            .max(BY_VALUE)
            .orElse(Rounds.NONE),
        Unit.NANOS);
  }

  private Quantity exponent(Asked asked) {
    Growth growth = Growth.of(asked.experiment(), asked.allocator(), asked.metric());
    Estimate exponent = growth.law().exponent();
    if (exponent.exists()) return new Quantity(exponent, Unit.RATIO);
    throw new IllegalArgumentException("no two numbers of live blocks were measured");
  }

  private Quantity cause(Asked asked) {
    Cause cause =
        Cause.find(asked.parts[2])
            .orElseThrow(() -> new IllegalArgumentException("there is no cause " + asked.parts[2]));
    var shares = Causes.ON_AVERAGE.mean(traces(asked), asked.allocator());
    double share = shares.isEmpty() ? Double.NaN : shares.getOrDefault(cause, 0.0);
    return quantity(Rounds.exact(share), Unit.SHARE);
  }

  private static RowQuantities rows(Asked asked) {
    return new RowQuantities(asked.experiment(), asked.allocator());
  }

  private Quantity processes(Asked asked) {
    asked.experiment();
    return reference
        .runOf(asked.parts[1])
        .map(run -> count(run.manifest().method().processes()))
        .orElseThrow();
  }

  private static Quantity count(int number) {
    return quantity(Rounds.exact(number), Unit.COUNT);
  }

  private static Quantity quantity(Rounds rounds, Unit unit) {
    if (rounds.exists()) return new Quantity(rounds.estimate(), unit);
    throw new IllegalArgumentException("nothing was measured");
  }

  /// On each trace of the group. Time is measured on those that there was time for; space must have
  /// been measured on all.
  private static List<Rounds> values(Asked asked) {
    var values = new ArrayList<Rounds>();
    for (TraceResults trace : traces(asked)) {
      Rounds value = value(asked, trace);
      if (value.exists() || !asked.metric().basis().isTimed()) values.add(value);
    }
    return values;
  }

  private static Rounds value(Asked asked, TraceResults trace) {
    var own = new OnTrace(asked.experiment(), trace, asked.allocator());
    Rounds value = own.rounds(asked.metric());
    if (asked.rivals().isEmpty()) return value;
    return own.best(asked.metric(), asked.rivals().get())
        .map(rival -> value.over(rival.rounds(asked.metric())))
        .orElse(Rounds.NONE);
  }

  private static List<TraceResults> traces(Asked asked) {
    ExperimentResults results = asked.experiment();
    if (asked.last().equals(ALL)) return results.candidates();
    List<TraceGroup> groups = TraceGroup.of(results.candidates());
    return groups.stream()
        .filter(group -> group.name().equals(asked.last()))
        .findFirst()
        .map(TraceGroup::traces)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a group must be one of %s: %s"
                        .formatted(
                            Stream.concat(Stream.of(ALL), groups.stream().map(TraceGroup::name))
                                .toList(),
                            asked.last())));
  }
}

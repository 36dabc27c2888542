package org.heaplab.report.bars;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.heaplab.report.Numbers;

/// A figure that has to be met on every trace: the worst trace decides, and one that was not
/// measured cannot have been met.
record Worst(List<OnTrace> all) {
  /// @param value NaN where it was not measured
  record OnTrace(String trace, double value) {}

  /// @param write how a value is written
  Bar bar(String figure, Limit limit, DoubleFunction<String> write) {
    List<OnTrace> known = all.stream().filter(one -> !Double.isNaN(one.value())).toList();
    Optional<OnTrace> worst = known.stream().max(Comparator.comparingDouble(OnTrace::value));
    long met = known.stream().filter(one -> one.value() <= limit.bar()).count();
    double value = worst.map(OnTrace::value).orElse(Double.NaN);
    Outcome outcome = Outcome.of(value, limit.bar(), limit.aim());
    boolean open = known.size() < all.size() && outcome != Outcome.MISSED;
    return new Bar(
        figure,
        write.apply(limit.bar()),
        write.apply(limit.aim()),
        worst
            .map(
                one ->
                    "%s on %s, the worst; %d of %d traces meet the bar"
                        .formatted(write.apply(one.value()), one.trace(), met, all.size()))
            .orElse(Numbers.NONE),
        open ? Outcome.NOT_MEASURED : outcome);
  }
}

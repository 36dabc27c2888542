package org.heaplab.report.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.statistics.Estimate;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;

/// What would need less memory than the allocator that a program runs on, and how much less.
final class Remedies {
  private final MeasuredTrace trace;
  private final ComparedAllocator subject;

  Remedies(MeasuredTrace trace, ComparedAllocator subject) {
    this.trace = trace;
    this.subject = subject;
  }

  List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    others().ifPresent(findings::add);
    compaction().ifPresent(findings::add);
    return findings;
  }

  private Rounds of(ComparedAllocator allocator, Metric metric) {
    return Rounds.of(metric, trace.trace().cell(allocator));
  }

  private Estimate over(ComparedAllocator allocator, Metric metric) {
    return of(allocator, metric).over(of(subject, metric)).estimate();
  }

  /// The other allocators and settings that a program can be started with.
  private Optional<Finding> others() {
    List<ComparedAllocator> rivals =
        trace.experiment().allocators().stream()
            .filter(one -> one.isNative() && !one.isHarness() && !one.equals(subject))
            .filter(one -> over(one, Metrics.MEAN_RATIO).exists())
            .toList();
    if (rivals.isEmpty()) return Optional.empty();
    String question = "Which other allocator or setting would need less?";
    List<ComparedAllocator> better =
        rivals.stream().filter(this::isBetter).sorted(byMean()).toList();
    if (better.isEmpty()) {
      return Optional.of(new Finding(question, "none", "%d were tried.".formatted(rivals.size())));
    }
    ComparedAllocator best = better.getFirst();
    var evidence = new StringBuilder(written(best));
    better.stream()
        .filter(one -> isBelow(over(one, Metrics.NS_PER_OP)))
        .filter(one -> !one.equals(best))
        .findFirst()
        .ifPresent(fast -> evidence.append(" At no more time: ").append(written(fast)));
    return Optional.of(new Finding(question, best.name(), evidence.toString()));
  }

  private Comparator<ComparedAllocator> byMean() {
    return Comparator.comparingDouble(one -> over(one, Metrics.MEAN_RATIO).value());
  }

  private boolean isBetter(ComparedAllocator one) {
    return isBelow(over(one, Metrics.MEAN_RATIO)) || isBelow(over(one, Metrics.PEAK_RATIO));
  }

  private static boolean isBelow(Estimate ratio) {
    return ratio.exists() && ratio.value() < 1 && !ratio.isTie();
  }

  private String written(ComparedAllocator one) {
    return "%s holds %s on average and %s at the peak, in %s."
        .formatted(
            one.name(),
            Change.of(over(one, Metrics.MEAN_RATIO)),
            Change.of(over(one, Metrics.PEAK_RATIO)),
            Change.ofTime(over(one, Metrics.NS_PER_OP)));
  }

  /// A heap that moves blocks, and the same that moves none: what compaction itself would save.
  private Optional<Finding> compaction() {
    return trace.experiment().allocators().stream()
        .filter(one -> !one.isNative() && over(one, Metrics.MEAN_RATIO).exists())
        .flatMap(
            moving -> trace.experiment().unmoved(moving).map(still -> compaction(moving, still)))
        .findFirst();
  }

  private Finding compaction(ComparedAllocator moving, ComparedAllocator still) {
    Estimate mean = of(moving, Metrics.MEAN_RATIO).over(of(still, Metrics.MEAN_RATIO)).estimate();
    Estimate end = of(moving, Metrics.END_RATIO).over(of(still, Metrics.END_RATIO)).estimate();
    String atEnd = end.exists() ? " and %s at the end".formatted(Change.of(end)) : "";
    String evidence =
        "%s The part of moving in it: %s on average%s than the same heap that moves nothing."
            .formatted(written(moving), Change.of(mean), atEnd);
    String verdict = isBelow(mean) ? Change.of(mean) + " on average" : "no memory";
    return new Finding("What would compaction save?", verdict, evidence);
  }
}

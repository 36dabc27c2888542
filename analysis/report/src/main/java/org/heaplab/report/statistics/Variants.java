package org.heaplab.report.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Metric;

/// The allocator that an experiment is about, and its variants: allocators of the same name with
/// other options.
public record Variants(
    ExperimentResults results, ComparedAllocator subject, List<ComparedAllocator> others) {
  public Variants {
    others = List.copyOf(others);
  }

  /// None where the subject was not measured or has no variant.
  public static Optional<Variants> of(ExperimentResults results) {
    return results
        .subject()
        .map(subject -> new Variants(results, subject, variantsOf(subject, results)))
        .filter(variants -> !variants.others().isEmpty());
  }

  private static List<ComparedAllocator> variantsOf(
      ComparedAllocator subject, ExperimentResults results) {
    return results.allocators().stream()
        .filter(one -> one.base().equals(subject.base()) && !one.equals(subject))
        .toList();
  }

  /// The options that a variant has, as in `entry=8`; empty without any.
  public static String options(ComparedAllocator variant) {
    return variant.name().substring(Math.min(variant.name().length(), variant.base().length() + 1));
  }

  /// The mean of a metric of the subject and its variants.
  public Mean mean(Metric metric) {
    var all = new ArrayList<>(others);
    all.add(subject);
    return Mean.of(metric, all, results.compared(metric.basis()));
  }

  /// Whether they are compared by the difference of a metric instead of by its ratio.
  public boolean isDifference(Metric metric) {
    return mean(metric) == Mean.ARITHMETIC;
  }

  /// What a variant changes, one value for each trace that is compared.
  public double[] changes(ComparedAllocator variant, Metric metric) {
    double[] values = results.values(variant, metric);
    double[] of = results.values(subject, metric);
    boolean difference = isDifference(metric);
    return IntStream.range(0, of.length)
        .mapToDouble(i -> difference ? values[i] - of[i] : values[i] / of[i])
        .toArray();
  }
}

package org.heaplab.workloads.profile;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// How numbers are distributed: for some values, which share of all numbers is at most that.
///
/// @param shares from 0 to 1, by value, ascending
public record CumulativeShares(NavigableMap<Long, Double> shares) {
  public CumulativeShares {
    shares = Collections.unmodifiableNavigableMap(new TreeMap<>(shares));
  }

  /// Those of numbers that were counted.
  ///
  /// @param counts by value
  static CumulativeShares of(NavigableMap<Long, Long> counts) {
    double all = counts.values().stream().mapToLong(Long::longValue).sum();
    var shares = new TreeMap<Long, Double>();
    long sum = 0;
    for (Map.Entry<Long, Long> one : counts.entrySet()) {
      sum += one.getValue();
      shares.put(one.getKey(), sum / all);
    }
    return new CumulativeShares(shares);
  }

  /// The share of the numbers that are at most a value.
  public double at(long value) {
    Map.Entry<Long, Double> before = shares.floorEntry(value);
    return before == null ? 0 : before.getValue();
  }

  /// The largest difference between two distributions at any of their values (Kolmogorov 1933,
  /// Smirnov 1948).
  public double distance(CumulativeShares other) {
    SortedSet<Long> values = new TreeSet<>(shares.keySet());
    values.addAll(other.shares.keySet());
    return values.stream()
        .mapToDouble(value -> Math.abs(at(value) - other.at(value)))
        .max()
        .orElse(0);
  }
}

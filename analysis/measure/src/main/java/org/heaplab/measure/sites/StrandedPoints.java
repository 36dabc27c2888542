package org.heaplab.measure.sites;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.heaplab.results.table.SiteTables;

/// What the blocks of each call site strand, at even points of a trace and at its peak. All numbers
/// are kept until the end, for only then it is known whose curves are wanted.
final class StrandedPoints {
  /// How many points a place's line of bars has.
  private static final int BARS = 20;

  /// How many numbers are kept, unless they are needed for bars: 128 MiB.
  private static final int MOST_NUMBERS = 1 << 24;

  /// @param op operations done
  /// @param bytes by call site
  @SuppressWarnings("ArrayRecordComponent") // Plain numbers in bulk, never compared as a whole.
  private record Point(long op, double[] bytes) {
    double all() {
      return Arrays.stream(bytes).sum();
    }
  }

  private final List<Point> even = new ArrayList<>();
  private final double[] sums;
  private final double[] most;
  private double[] atPeak;

  /// @param sites how many call sites there are
  StrandedPoints(int sites) {
    sums = new double[sites];
    most = new double[sites];
    atPeak = new double[sites];
  }

  /// How many even points there can be.
  static int most(int sites) {
    return Math.max(BARS, MOST_NUMBERS / sites);
  }

  int size() {
    return even.size();
  }

  /// @param bytes by call site
  void addEven(long op, double[] bytes) {
    even.add(new Point(op, bytes));
    for (int site = 0; site < sums.length; site++) sums[site] += bytes[site];
    raise(bytes);
  }

  void addPeak(double[] bytes) {
    atPeak = bytes;
    raise(bytes);
  }

  private void raise(double[] bytes) {
    for (int site = 0; site < most.length; site++) most[site] = Math.max(most[site], bytes[site]);
  }

  /// Empty where nothing is stranded.
  Map<String, Object> results() {
    var results = new LinkedHashMap<String, Object>();
    if (even.isEmpty() || Arrays.stream(most).sum() == 0) return results;
    results.put(StrandedMeasurement.SITES, sums.length);
    for (int site = 0; site < sums.length; site++) {
      if (most[site] == 0) continue;
      results.put(
          StrandedMeasurement.SITE + site,
          "%s %s %s %s".formatted(atPeak[site], sums[site] / even.size(), most[site], bars(site)));
    }
    int[] named = named();
    results.put(
        StrandedMeasurement.NAMED,
        Arrays.stream(named).mapToObj(Integer::toString).collect(Collectors.joining(" ")));
    for (int i = 0; i < even.size(); i++) {
      results.put(StrandedMeasurement.POINT + i, curves(even.get(i), named));
    }
    return results;
  }

  private String bars(int site) {
    long bars = Math.min(BARS, even.size());
    return IntStream.range(0, even.size())
        .filter(i -> (i + 1) * bars / even.size() > i * bars / even.size())
        .mapToObj(i -> Long.toString(Math.round(even.get(i).bytes()[site])))
        .collect(Collectors.joining(" "));
  }

  /// The call sites that strand most on average, most first.
  private int[] named() {
    return IntStream.range(0, sums.length)
        .filter(site -> sums[site] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble(site -> -sums[site]))
        .limit(SiteTables.PLACES_WITH_CURVES)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /// Operations done, bytes of each of these call sites, and bytes of all others.
  private static String curves(Point point, int[] named) {
    var text = new StringBuilder().append(point.op());
    double others = point.all();
    for (int site : named) {
      text.append(' ').append(Math.round(point.bytes()[site]));
      others -= point.bytes()[site];
    }
    return text.append(' ').append(Math.max(0, Math.round(others))).toString();
  }
}

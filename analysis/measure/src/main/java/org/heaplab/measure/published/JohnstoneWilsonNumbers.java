package org.heaplab.measure.published;

import java.util.List;
import org.heaplab.results.manifest.Published;
import org.heaplab.results.manifest.Published.Line;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;

/// Tables 3 and 4 of Johnstone & Wilson, *The Memory Fragmentation Problem: Solved?*, 1998: their
/// measures #3 and #4 of sixteen policies on eight programs, in percent. The file beside this class
/// has them as they stand in a draft of the paper, and which of our named settings each policy is.
/// Their Lea is version 2.6.1 of 1995; ours, beside it, is of version 2.8.6 and counts its headers.
public final class JohnstoneWilsonNumbers {
  private static final String FILE = "johnstone-wilson-1998.csv";

  private static final String SOURCE =
      "Johnstone & Wilson, The Memory Fragmentation Problem: Solved?, 1998 (draft)";

  /// Measure, policy and setting come before the programs.
  private static final int FIRST_PROGRAM = 3;

  private JohnstoneWilsonNumbers() {}

  /// The fourth measure first, as its means say more.
  public static List<Published> all() {
    List<List<String>> lines = PublishedFile.read(FILE);
    return List.of(of("4", metric("jw4"), lines), of("3", metric("jw3"), lines));
  }

  private static Metric metric(String name) {
    return Metrics.find(name).orElseThrow();
  }

  private static Published of(String measure, Metric metric, List<List<String>> lines) {
    List<String> header = lines.getFirst();
    return new Published(
        SOURCE,
        metric.name(),
        header.subList(FIRST_PROGRAM, header.size()),
        lines.stream()
            .filter(cells -> cells.getFirst().equals(measure))
            .map(JohnstoneWilsonNumbers::line)
            .toList());
  }

  private static Line line(List<String> cells) {
    List<Double> shares =
        cells.stream()
            .skip(FIRST_PROGRAM)
            .map(percent -> Double.parseDouble(percent) / 100)
            .toList();
    return new Line(cells.get(1), cells.get(2), shares);
  }
}

package org.heaplab.workloads.synthetic.workload;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.options.Option;

/// A synthetic workload in the catalogue.
///
/// @param name its name in specifications, result files and legends
/// @param description in one line
/// @param source where the idea is from: author, title, year
/// @param options its options, without [#SEED]
public record Workload(
    String name, String description, String source, List<Option> options, Generator generator) {
  /// Every workload has this option; it decides all random draws.
  public static final Option SEED =
      Option.whole(
          "seed", "decides all that is drawn at random", 1, Long.MIN_VALUE, Long.MAX_VALUE);

  public Workload {
    options = Stream.concat(options.stream(), Stream.of(SEED)).toList();
  }
}

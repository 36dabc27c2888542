package org.heaplab.measure;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Every experiment there is. A new one is an entry here.
public final class Experiments {
  private static final List<Experiment> ALL =
      List.of(
          new Experiment(
              "survey",
              "How much memory and how much time does each allocator take on each workload?",
              "every allocator on every bundled trace and synthetic workload",
              UnaryOperator.identity(),
              UnaryOperator.identity(),
              UnaryOperator.identity()));

  private Experiments() {}

  public static List<Experiment> all() {
    return ALL;
  }

  /// @param names none for all
  /// @throws IllegalArgumentException when there is no experiment of a name
  public static List<Experiment> find(List<String> names) {
    return names.isEmpty() ? ALL : names.stream().map(Experiments::find).toList();
  }

  private static Experiment find(String name) {
    return ALL.stream()
        .filter(experiment -> experiment.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "an experiment must be one of "
                        + ALL.stream().map(Experiment::name).collect(Collectors.joining(", "))
                        + ": "
                        + name));
  }
}

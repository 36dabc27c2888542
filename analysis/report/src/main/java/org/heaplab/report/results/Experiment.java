package org.heaplab.report.results;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// The traces that were measured in one way, and on them the allocators.
///
/// @param allocators everyone who was measured on any of the traces, in the order of the files
/// @param locks what locking costs; empty unless the experiment asked
public record Experiment(
    String name, List<Subject> subjects, List<Allocator> allocators, List<LockTimes> locks) {

  /// The traces that a mean over traces is taken over: the real ones, or where there are none, all;
  /// of these, only the ones that every allocator has been measured on, so that a run which was
  /// stopped in the middle still compares like with like.
  public List<Subject> compared() {
    List<Subject> candidates = candidates();
    List<Subject> finished = candidates.stream().filter(this::isFinished).toList();
    return finished.isEmpty() ? candidates : finished;
  }

  /// The traces that [#compared] chooses from.
  public List<Subject> candidates() {
    List<Subject> real = subjects.stream().filter(Subject::real).toList();
    return real.isEmpty() ? subjects : real;
  }

  /// This experiment without the compared traces that nobody was timed on: a run that is short of
  /// time measures space everywhere, and time on what fits.
  public Experiment timed() {
    List<Subject> compared = compared();
    return new Experiment(
        name,
        subjects.stream()
            .filter(subject -> !compared.contains(subject) || isTimed(subject))
            .toList(),
        allocators,
        locks);
  }

  private static boolean isTimed(Subject subject) {
    return subject.cells().stream().anyMatch(Cell::comparesInTime);
  }

  private boolean isFinished(Subject subject) {
    return spaceAllocators()
        .allMatch(allocator -> subject.cell(allocator).filter(Cell::hasSpace).isPresent());
  }

  private Stream<Allocator> spaceAllocators() {
    return allocators.stream()
        .filter(
            allocator ->
                !allocator.doesNothing()
                    && subjects.stream()
                        .flatMap(subject -> subject.cell(allocator).stream())
                        .anyMatch(Cell::hasSpace));
  }

  /// The allocator's values on the compared traces, in their order; NaN where it has none.
  public double[] values(Allocator allocator, ToDoubleFunction<Cell> metric) {
    return compared().stream()
        .mapToDouble(
            subject -> subject.cell(allocator).map(metric::applyAsDouble).orElse(Double.NaN))
        .toArray();
  }
}

package org.heaplab.results;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.metric.Basis;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metric;

/// What an experiment has measured.
///
/// @param experiment what it says about itself
/// @param traces those that were replayed, with their cells
/// @param allocators all that were measured on any of the traces, in the order in which the run was
///   asked for them
/// @param alone what was measured of an allocator without any trace, by its name
public record ExperimentResults(
    Experiment experiment,
    List<TraceResults> traces,
    List<ComparedAllocator> allocators,
    Map<String, Cell> alone) {
  public ExperimentResults {
    traces = List.copyOf(traces);
    allocators = List.copyOf(allocators);
    alone = Map.copyOf(alone);
  }

  public String name() {
    return experiment.name();
  }

  /// The allocator that the experiment is about, if it was measured.
  public Optional<ComparedAllocator> subject() {
    return allocators.stream()
        .filter(allocator -> allocator.name().equals(experiment.subject()))
        .findFirst();
  }

  /// Those that were measured of the same heap with an option that keeps it from moving blocks.
  public Stream<ComparedAllocator> unmoved(ComparedAllocator heap) {
    return experiment.rivals(RivalGroup.UNMOVING).stream()
        .flatMap(group -> allocators.stream().filter(one -> group.has(one.name())))
        .filter(one -> one.base().equals(heap.base()) && !one.equals(heap));
  }

  /// The traces that a mean over traces is taken over: the recorded ones, or where there are none,
  /// all; of these, only the ones on which the space of every allocator has been measured, so that
  /// a run that was stopped in the middle still compares like with like.
  public List<TraceResults> compared() {
    List<TraceResults> candidates = candidates();
    List<TraceResults> finished = candidates.stream().filter(this::isFinished).toList();
    return finished.isEmpty() ? candidates : finished;
  }

  /// The same, for a metric of some basis: of the traces that were compared, only the ones on which
  /// anything of that basis was measured. A run that is short of time measures space everywhere,
  /// and time as far as it allows.
  public List<TraceResults> compared(Basis basis) {
    if (!basis.isTimed()) return compared();
    return compared().stream()
        .filter(trace -> trace.cells().stream().anyMatch(basis::compares))
        .toList();
  }

  /// The traces that [#compared] chooses from.
  public List<TraceResults> candidates() {
    List<TraceResults> real = traces.stream().filter(TraceResults::real).toList();
    return real.isEmpty() ? traces : real;
  }

  private boolean isFinished(TraceResults trace) {
    return spaceAllocators()
        .allMatch(allocator -> trace.cell(allocator).filter(Cell::hasSpace).isPresent());
  }

  private Stream<ComparedAllocator> spaceAllocators() {
    return allocators.stream()
        .filter(
            allocator ->
                !allocator.isHarness()
                    && traces.stream()
                        .flatMap(trace -> trace.cell(allocator).stream())
                        .anyMatch(Cell::hasSpace));
  }

  /// The allocator's values on the traces that are compared for such a metric, in their order; NaN
  /// where it has none.
  public double[] values(ComparedAllocator allocator, Metric metric) {
    return values(allocator, metric, compared(metric.basis()));
  }

  /// The allocator's values on some traces, in their order; NaN where it has none.
  public static double[] values(ComparedAllocator allocator, Metric metric, List<TraceResults> on) {
    return on.stream()
        .mapToDouble(trace -> trace.cell(allocator).map(metric::comparable).orElse(Double.NaN))
        .toArray();
  }
}

package org.heaplab.report.figure;

import java.util.List;
import java.util.Optional;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Cell;

/// One trace of an experiment, with its allocators in the order of the experiment.
public record MeasuredTrace(ExperimentResults experiment, TraceResults trace) {

  /// What was measured of an allocator on the trace.
  public record OfAllocator(ComparedAllocator allocator, Cell cell) {
    /// Whether there are values of space that mean something: the allocator that does nothing holds
    /// no memory.
    public boolean hasSpace() {
      return cell.valid() && cell.hasSpace() && !allocator.isHarness();
    }
  }

  public String name() {
    return trace.trace();
  }

  public List<OfAllocator> cells() {
    return experiment.allocators().stream().flatMap(one -> cell(one).stream()).toList();
  }

  private Optional<OfAllocator> cell(ComparedAllocator allocator) {
    return trace.cell(allocator).map(cell -> new OfAllocator(allocator, cell));
  }
}

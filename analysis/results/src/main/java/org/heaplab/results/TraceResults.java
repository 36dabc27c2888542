package org.heaplab.results;

import java.util.List;
import java.util.Optional;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.metric.Cell;

/// One trace of an experiment, with every allocator that was measured on it.
///
/// @param real whether the trace was recorded from a program; synthetic otherwise
/// @param group which of the workloads it is shown with, as [ReplayedWorkload#group] has it
public record TraceResults(
    String experiment, String trace, boolean real, String group, List<Cell> cells) {
  public TraceResults {
    cells = List.copyOf(cells);
  }

  public Optional<Cell> cell(ComparedAllocator allocator) {
    return cells.stream().filter(cell -> cell.allocator().equals(allocator.name())).findFirst();
  }
}

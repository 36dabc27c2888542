package org.heaplab.results;

import java.util.List;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Manifest;

/// A run, read from its folder.
///
/// @param notes what is missing or was left out, one sentence each
public record Run(Manifest manifest, List<ExperimentResults> experiments, List<String> notes) {
  public Run {
    experiments = List.copyOf(experiments);
    notes = List.copyOf(notes);
  }

  /// All that were measured, in the order in which the run was asked for them.
  public List<ComparedAllocator> allocators() {
    return experiments.stream()
        .flatMap(experiment -> experiment.allocators().stream())
        .distinct()
        .toList();
  }
}

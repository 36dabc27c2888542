package org.heaplab.report.results;

import java.util.List;
import java.util.Map;

/// A run, read from its folder.
///
/// @param manifest what the run says about itself, as it stands in `manifest.json`
/// @param notes what is missing or was left out, one sentence each
public record Run(Map<String, Object> manifest, List<Experiment> experiments, List<String> notes) {
  public List<Allocator> allocators() {
    return experiments.stream()
        .flatMap(experiment -> experiment.allocators().stream())
        .distinct()
        .toList();
  }
}

package org.heaplab.report.quantity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.ManifestFile;
import org.heaplab.results.Run;
import org.heaplab.results.RunFolder;

/// Runs whose experiments are known by their names, such as those in `results/reference`.
public final class ReferenceRuns {
  private final Map<String, Run> runs;
  private final Map<String, ExperimentResults> experiments = new LinkedHashMap<>();

  /// @param runs by the names of their folders; no two have an experiment in common
  public ReferenceRuns(Map<String, Run> runs) {
    this.runs = new LinkedHashMap<>(runs);
    for (Run run : runs.values()) {
      for (ExperimentResults results : run.experiments()) {
        if (experiments.put(results.name(), results) != null) {
          throw new IllegalArgumentException(
              "an experiment must be in one reference run only: " + results.name());
        }
      }
    }
  }

  /// @throws org.heaplab.results.MalformedResult when a file of one of the runs breaks a rule
  public static ReferenceRuns read(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      var runs = new LinkedHashMap<String, Run>();
      for (Path one : inside.filter(ManifestFile::isIn).sorted().toList()) {
        runs.put(one.getFileName().toString(), RunFolder.read(one));
      }
      return new ReferenceRuns(runs);
    }
  }

  /// One run alone.
  public static ReferenceRuns of(Path folder) {
    return new ReferenceRuns(Map.of(folder.toString(), RunFolder.read(folder)));
  }

  public List<Run> runs() {
    return List.copyOf(runs.values());
  }

  /// The runs by the names of their folders.
  public Map<String, Run> folders() {
    return Collections.unmodifiableMap(runs);
  }

  /// The run that an experiment is of.
  public Optional<Run> runOf(String experiment) {
    return runs.values().stream()
        .filter(run -> run.experiments().stream().anyMatch(one -> one.name().equals(experiment)))
        .findFirst();
  }

  public boolean has(String experiment) {
    return experiments.containsKey(experiment);
  }

  /// @throws IllegalArgumentException when no run has it
  public ExperimentResults experiment(String name) {
    return Optional.ofNullable(experiments.get(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "an experiment must be one of %s: %s"
                        .formatted(experiments.keySet().stream().sorted().toList(), name)));
  }
}

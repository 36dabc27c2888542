package org.heaplab.measure.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.heaplab.measure.Steps;
import org.heaplab.measure.session.AllocatorMeasurement;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.RunFiles;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;

/// A measurement of the allocators of an experiment without any trace: those of its rounds that are
/// not in the files yet.
final class AllocatorJob {
  private final ExperimentPlan plan;
  private final AllocatorMeasurement measurement;
  private final List<String> allocators;
  private final ReplayOptions options;
  private final RunFiles files;

  /// @param allocators those that the experiment has, by name
  AllocatorJob(
      ExperimentPlan plan,
      AllocatorMeasurement measurement,
      List<String> allocators,
      ReplayOptions options,
      RunFiles files) {
    this.plan = plan;
    this.measurement = measurement;
    this.allocators = allocators.stream().filter(one -> plan.has(measurement, one)).toList();
    this.options = options;
    this.files = files;
  }

  /// How many rounds there are, of all allocators together.
  int rounds() {
    return measurement.rounds(options) * allocators.size();
  }

  double weight() {
    return measurement.weight();
  }

  /// @return what could not be measured, one line for each allocator
  List<String> run(Steps steps) throws IOException {
    var leftOut = new ArrayList<String>();
    for (String allocator : allocators) {
      var key = new Key(plan.name(), "", allocator);
      String failure = "";
      for (int round = 0; round < measurement.rounds(options); round++) {
        if (failure.isEmpty() && files.done(measurement.name(), key) <= round) {
          steps.begin("%s of %s, round %d".formatted(measurement.name(), allocator, round + 1));
          failure = measure(key, round);
        }
        steps.end(measurement.weight());
      }
      if (!failure.isEmpty()) {
        leftOut.add("%s: %s not measured, %s".formatted(key, measurement.name(), failure));
      }
    }
    return leftOut;
  }

  /// @return why it could not be measured; empty where it was
  private String measure(Key key, int round) throws IOException {
    List<Row> rows;
    try {
      rows = measurement.measure(key, round);
    } catch (IOException e) {
      return e.getMessage();
    }
    files.add(measurement.name(), key, rows);
    return "";
  }
}

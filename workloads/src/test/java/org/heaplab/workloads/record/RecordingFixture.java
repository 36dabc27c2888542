package org.heaplab.workloads.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.files.Traces;

/// Records programs into a folder, and keeps the messages of the recorder.
final class RecordingFixture {
  final List<String> said = new ArrayList<>();
  private final Path folder;

  RecordingFixture(Path folder) {
    this.folder = folder;
  }

  Recording alone(String... command) throws Exception {
    return record(false, command);
  }

  Recording withChildren(String... command) throws Exception {
    return record(true, command);
  }

  Path output() {
    return folder.resolve("t.trace");
  }

  private Recording record(boolean children, String... command) throws Exception {
    var options = new RecordOptions(List.of(command), output(), children);
    return new Recorder(said::add).record(options);
  }

  static Trace trace(Recording recording, int process) {
    return Traces.open(recording.processes().get(process).file());
  }

  /// How many calls of a kind, e.g. `malloc 777`, the trace of the first process has.
  static long count(Recording recording, String call) {
    try (Trace trace = trace(recording, 0)) {
      return RecordedCalls.count(trace, call);
    }
  }
}

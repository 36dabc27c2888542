package org.heaplab.workloads.record;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Provenance;

/// The result of recording a program.
///
/// @param exitStatus the program's exit status; 128 plus the signal's number when a signal ended
///   it; empty when the recording was cut off before
/// @param processes the program first, unless it could not be recorded; then its children in the
///   order in which they started
/// @param remarks what the traces do not show, one line each: programs that could not be recorded,
///   allocators that are not seen
public record Recording(OptionalInt exitStatus, List<Recorded> processes, List<String> remarks) {
  public Recording {
    processes = List.copyOf(processes);
    remarks = List.copyOf(remarks);
  }

  /// The trace of one process.
  ///
  /// @param file the trace
  /// @param provenance what the trace says about where it comes from
  /// @param count its operations, marks included
  /// @param dropped what the program did and the trace does not contain
  /// @param lost how many calls the recorder saw and could not write down
  /// @param stopped the number of the error, e.g. a full disk, that ended the recording before the
  ///   program ended; 0 when the recording is complete
  public record Recorded(
      Path file,
      Provenance provenance,
      long count,
      Map<Dropped, Long> dropped,
      long lost,
      int stopped) {
    public Recorded {
      dropped = Map.copyOf(dropped);
    }

    /// The error that ended the recording, as text.
    public String whyStopped() {
      return Posix.describe(stopped);
    }
  }
}

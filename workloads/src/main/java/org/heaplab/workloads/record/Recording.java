package org.heaplab.workloads.record;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Provenance;

/// What came of recording a program.
///
/// @param exitStatus the program's own; 128 plus the signal's number where a signal ended it; empty
///   where the recording was cut off before
/// @param processes the program itself first, unless it could not be recorded, then its children in
///   the order of their starts
/// @param remarks what the traces do not tell, a line each: programs that could not be recorded,
///   allocators that are not seen
public record Recording(OptionalInt exitStatus, List<Recorded> processes, List<String> remarks) {
  public Recording {
    processes = List.copyOf(processes);
    remarks = List.copyOf(remarks);
  }

  /// One process's trace.
  ///
  /// @param file the trace
  /// @param provenance what it says of itself
  /// @param count its operations, marks included
  /// @param dropped what the program did and the trace does not have
  /// @param lost calls that the recorder saw and could not write down
  /// @param stopped the number of the error, e.g. a full disk, that ended the recording while the
  ///   program went on; 0: it is complete
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

    /// What ended the recording, in words.
    public String whyStopped() {
      return Posix.describe(stopped);
    }
  }
}

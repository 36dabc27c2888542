package org.heaplab.results.manifest;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.results.table.Tables;

/// How a run was made: by what, on what, of what, and how it went.
///
/// @param formatVersion of all files of the run
/// @param command the command line
/// @param heaplab the version that made it
/// @param commit of heaplab; empty where unknown
/// @param host the machine
/// @param suite how thorough it is
/// @param seed what its synthetic workloads were made from
/// @param shard which part of the run it is
/// @param method how it was measured
/// @param experiments what it asks
/// @param workloads all that there were to replay
/// @param allocators all that were measured, in the order in which they were asked for
/// @param missing allocators that were asked for and are not on this machine
/// @param start when it began, in UTC
/// @param end when it ended; null as long as it has not
/// @param resumed when it was gone on with
/// @param skipped one line for each thing that was left out for want of time or memory
/// @param validity null as long as it has not ended
public record Manifest(
    int formatVersion,
    List<String> command,
    String heaplab,
    String commit,
    Host host,
    String suite,
    long seed,
    Shard shard,
    Method method,
    List<Experiment> experiments,
    List<ReplayedWorkload> workloads,
    List<ComparedAllocator> allocators,
    List<Missing> missing,
    String start,
    String end,
    List<String> resumed,
    List<String> skipped,
    Validity validity) {
  /// The version of the files that are written now.
  ///
  /// 1. no `done.csv`; the manifest has only names of experiments and allocators;
  /// 2. only names of workloads; rounds of replaying may share a process;
  /// 3. only the command line says which shard it is;
  /// 4. as [Manifest] and [Tables] say.
  public static final int FORMAT_VERSION = 4;

  public Manifest {
    method = method == null ? Method.UNKNOWN : method;
    command = List.copyOf(command);
    experiments = List.copyOf(experiments);
    workloads = List.copyOf(workloads);
    allocators = List.copyOf(allocators);
    missing = List.copyOf(missing);
    resumed = List.copyOf(resumed);
    skipped = List.copyOf(skipped);
  }

  /// An allocator that could not be measured, and why.
  public record Missing(String allocator, String reason) {}

  /// @param cells how many allocators were measured on how many traces
  /// @param invalid those whose allocator misbehaved
  public record Validity(int cells, List<String> invalid) {
    public Validity {
      invalid = List.copyOf(invalid);
    }
  }

  /// The same, gone on with.
  public Manifest resumedAt(String time, List<Missing> nowMissing) {
    var times = new ArrayList<>(resumed);
    times.add(time);
    return new Manifest(
        formatVersion,
        command,
        heaplab,
        commit,
        host,
        suite,
        seed,
        shard,
        method,
        experiments,
        workloads,
        allocators,
        nowMissing,
        start,
        end,
        times,
        skipped,
        validity);
  }

  /// The same, at its end.
  public Manifest endedAt(String time, List<String> leftOut, Validity outcome) {
    return new Manifest(
        formatVersion,
        command,
        heaplab,
        commit,
        host,
        suite,
        seed,
        shard,
        method,
        experiments,
        workloads,
        allocators,
        missing,
        start,
        time,
        resumed,
        leftOut,
        outcome);
  }
}

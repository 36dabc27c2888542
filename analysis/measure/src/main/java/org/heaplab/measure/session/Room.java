package org.heaplab.measure.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.heaplab.measure.machine.ControlGroups;
import org.heaplab.measure.machine.MemoryLimit;
import org.heaplab.measure.machine.SystemFacts;
import org.heaplab.measure.replay.SamplingPlan;
import org.heaplab.results.manifest.ComparedAllocator;

/// How much memory this machine has for a replay: what is available of it, what the control groups
/// leave that this process is in, each inside another, and what its resource limits allow. What a
/// system does not tell limits nothing.
///
/// @param limits on memory that is written
/// @param addresses limits on memory that is asked for, written or not
/// @param pieceBytes the largest single request that the system does not refuse outright
public record Room(List<MemoryLimit> limits, List<MemoryLimit> addresses, long pieceBytes) {
  private static final long UNLIMITED = SystemFacts.LARGEST;

  public static Room here() {
    return of(Path.of("/"));
  }

  /// @param root where `proc` and the control groups' file systems are found
  public static Room of(Path root) {
    Path proc = root.resolve("proc");
    var memory = new SystemFacts(proc.resolve("meminfo"));
    var limits = new ArrayList<MemoryLimit>();
    long swap = memory.kilobytes("SwapFree:").orElse(0);
    memory
        .kilobytes("MemAvailable:")
        .ifPresent(bytes -> limits.add(new MemoryLimit(bytes + swap, "this machine")));
    limits.addAll(ControlGroups.limits(root));
    var addresses = new ArrayList<MemoryLimit>();
    var own = new SystemFacts(proc.resolve("self/limits"));
    own.number("Max address space")
        .ifPresent(
            bytes -> addresses.add(new MemoryLimit(bytes, "the limit of addresses (ulimit -v)")));
    own.number("Max data size")
        .ifPresent(bytes -> addresses.add(new MemoryLimit(bytes, "the limit of data (ulimit -d)")));
    long mode = new SystemFacts(proc.resolve("sys/vm/overcommit_memory")).number("").orElse(1);
    long all =
        memory.kilobytes("MemTotal:").orElse(UNLIMITED / 2)
            + memory.kilobytes("SwapTotal:").orElse(0);
    if (mode == 2) {
      memory
          .kilobytes("CommitLimit:")
          .ifPresent(
              bytes ->
                  addresses.add(
                      new MemoryLimit(
                          Math.max(0, bytes - memory.kilobytes("Committed_AS:").orElse(0)),
                          "the system (vm.overcommit_memory=2)")));
    }
    return new Room(limits, addresses, mode == 0 ? all : UNLIMITED);
  }

  /// Why a trace cannot be replayed here.
  ///
  /// @param what a clause that has what is needed and what there is
  /// @param remedy a clause; empty when there is none
  public record Obstacle(String what, String remedy) {}

  /// What keeps a trace from being replayed here; empty when nothing does.
  ///
  /// @param trace what it asks for
  /// @param allocator the allocator
  /// @param heapBytes the most that it may hold
  public Optional<Obstacle> obstacle(
      SamplingPlan trace, MeasuredAllocator allocator, long heapBytes) {
    return memoryObstacle(trace, allocator, heapBytes)
        .or(
            () ->
                allocator.kind().equals(ComparedAllocator.NATIVE)
                    ? addressObstacle(trace)
                    : Optional.empty());
  }

  /// Whether as many replays at once as this find room for a trace, when each allocator holds twice
  /// what is live.
  public boolean holds(SamplingPlan trace, int replays) {
    return least(limits).stream()
        .noneMatch(limit -> 2L * replays * trace.peakTouchedBytes() > limit.bytes());
  }

  private Optional<Obstacle> memoryObstacle(
      SamplingPlan trace, MeasuredAllocator allocator, long heapBytes) {
    boolean whole = !allocator.leavesUntouched();
    long held = Math.min(heapBytes, whole ? trace.peakLiveBytes() : trace.peakTouchedBytes());
    return least(limits)
        .filter(limit -> held > limit.bytes())
        .map(
            limit ->
                new Obstacle(
                    "at its peak %s are %s, and %s"
                        .formatted(
                            inWords(held),
                            whole ? "held, for blocks are committed whole" : "written",
                            hasRoom(limit)),
                    whole ? "" : "--touch first=SIZE writes less of large blocks"));
  }

  private Optional<Obstacle> addressObstacle(SamplingPlan trace) {
    Optional<MemoryLimit> fewest = least(addresses);
    if (fewest.isPresent() && trace.peakLiveBytes() > fewest.get().bytes()) {
      return Optional.of(
          new Obstacle(
              "at its peak %s are asked for, and %s"
                  .formatted(inWords(trace.peakLiveBytes()), hasRoom(fewest.get())),
              ""));
    }
    if (trace.largestBytes() <= pieceBytes) return Optional.empty();
    return Optional.of(
        new Obstacle(
            "its largest block has %s, and the system gives at most %s at once"
                .formatted(inWords(trace.largestBytes()), inWords(pieceBytes)),
            "sysctl vm.overcommit_memory=1 changes that"));
  }

  private static Optional<MemoryLimit> least(List<MemoryLimit> limits) {
    return limits.stream().min(Comparator.comparingLong(MemoryLimit::bytes));
  }

  private static String hasRoom(MemoryLimit limit) {
    return limit.place() + " has room for " + inWords(limit.bytes());
  }

  public static String inWords(long bytes) {
    return bytes < 1L << 30
        ? String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20))
        : String.format(Locale.ROOT, "%.2f GiB", bytes / (double) (1 << 30));
  }
}

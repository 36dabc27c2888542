package org.heaplab.measure.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heaplab.measure.MeasuredAllocators;
import org.heaplab.measure.Progress;
import org.heaplab.measure.Result;
import org.heaplab.measure.TestReplay;
import org.heaplab.measure.machine.MemoryLimit;
import org.heaplab.measure.replay.SamplingPlan;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On machines that are files in a folder.
class RoomTest {
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  @TempDir Path root;

  @BeforeEach
  void aMachine() throws IOException {
    write(
        "proc/meminfo",
        "MemTotal:       4194304 kB",
        "MemAvailable:   3145728 kB",
        "SwapTotal:      1048576 kB",
        "SwapFree:        524288 kB",
        "CommitLimit:    2097152 kB",
        "Committed_AS:   1048576 kB");
    write("proc/sys/vm/overcommit_memory", "0");
    write("proc/self/limits", "Max address space         unlimited            unlimited    bytes");
  }

  private void write(String file, String... lines) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, List.of(lines));
  }

  @Test
  void aMachineHasWhatIsAvailableAndItsSwapSpace() {
    Room room = Room.of(root);
    assertEquals(List.of(new MemoryLimit(3 * GIB + GIB / 2, "this machine")), room.limits());
    assertEquals(5 * GIB, room.pieceBytes());
  }

  @Test
  void aSystemThatTellsNothingLimitsNothing() throws IOException {
    Room room = Room.of(root.resolve("nowhere"));
    assertEquals(List.of(), room.limits());
    assertEquals(List.of(), room.addresses());
    assertEquals(Optional.empty(), obstacle(room, trace(1L << 45, 1L << 45), "glibc"));
  }

  @Test
  void controlGroupsOfVersionTwoLimitWhatIsInThem() throws IOException {
    write("proc/self/cgroup", "0::/jobs/one");
    write("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
    write("sys/fs/cgroup/jobs/memory.max", "1073741824");
    write("sys/fs/cgroup/jobs/memory.high", "max");
    write("sys/fs/cgroup/jobs/memory.current", "104857600");
    write("sys/fs/cgroup/jobs/memory.stat", "anon 1", "inactive_file 52428800");
    write("sys/fs/cgroup/jobs/one/memory.max", "max");
    assertEquals(
        new MemoryLimit(GIB - 50 * MIB, "its control group"), Room.of(root).limits().getLast());
  }

  @Test
  void controlGroupsOfVersionOneDoToo() throws IOException {
    write("proc/self/cgroup", "5:cpu,cpuacct:/", "4:memory:/box/jobs");
    write(
        "proc/self/mountinfo",
        "30 23 0:26 /box /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory",
        "31 23 0:27 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "2147483648");
    write("sys/fs/cgroup/memory/memory.usage_in_bytes", "1073741824");
    write("sys/fs/cgroup/memory/jobs/memory.limit_in_bytes", "9223372036854771712");
    assertEquals(new MemoryLimit(GIB, "its control group"), Room.of(root).limits().getLast());
  }

  @Test
  void resourceLimitsAreOnAddresses() throws IOException {
    write(
        "proc/self/limits",
        "Limit                     Soft Limit           Hard Limit           Units",
        "Max data size             unlimited            unlimited            bytes",
        "Max address space         1073741824           unlimited            bytes");
    Room room = Room.of(root);
    assertEquals(
        List.of(new MemoryLimit(GIB, "the limit of addresses (ulimit -v)")), room.addresses());
    assertEquals(
        Optional.of(
            "at its peak 2.00 GiB are asked for, and the limit of addresses (ulimit -v) has room for 1.00 GiB"),
        obstacle(room, trace(2 * GIB, 0), "glibc"));
  }

  @Test
  void whatIsTouchedNeedsRoomAndWhatIsNotNeedsNone() {
    Room room = Room.of(root);
    assertEquals(Optional.empty(), obstacle(room, trace(4 * GIB, MIB), "glibc"));
    assertEquals(Optional.empty(), obstacle(room, trace(4 * GIB, MIB), "handle"));
    assertEquals(
        Optional.of("at its peak 4.00 GiB are written, and this machine has room for 3.50 GiB"),
        obstacle(room, trace(4 * GIB, 4 * GIB), "glibc"));
  }

  @Test
  void anAllocatorThatCommitsWholeBlocksNeedsRoomForThem() {
    assertEquals(
        Optional.of(
            "at its peak 4.00 GiB are held, for blocks are committed whole, and this machine has room "
                + "for 3.50 GiB"),
        obstacle(Room.of(root), trace(4 * GIB, MIB), "bump"));
  }

  @Test
  void aHeapThatMayNotGrowSoFarNeedsNoMore() {
    var plan = SamplingPlan.of(trace(4 * GIB, 4 * GIB));
    assertEquals(Optional.empty(), Room.of(root).obstacle(plan, subject("handle"), 64 * MIB));
  }

  @Test
  void replaysSideBySideNeedTwiceWhatIsLiveEach() {
    Room room = Room.of(root);
    var plan = SamplingPlan.of(trace(GIB, GIB));
    assertTrue(room.holds(plan, 1));
    assertFalse(room.holds(plan, 2));
    assertTrue(room.holds(SamplingPlan.of(trace(GIB, MIB)), 2));
  }

  @Test
  void aSystemThatRefusesOneLargePieceIsNamed() {
    assertEquals(
        Optional.of(
            "its largest block has 40.00 GiB, and the system gives at most 5.00 GiB at once"),
        obstacle(Room.of(root), trace(40 * GIB, 0), "glibc"));
  }

  @Test
  void theRemedyIsNamedWhereThereIsOne() {
    var plan = SamplingPlan.of(trace(4 * GIB, 4 * GIB));
    Room room = Room.of(root);
    assertEquals(
        "--touch first=SIZE writes less of large blocks",
        room.obstacle(plan, subject("handle"), Long.MAX_VALUE).orElseThrow().remedy());
    assertEquals("", room.obstacle(plan, subject("bump"), Long.MAX_VALUE).orElseThrow().remedy());
  }

  @Test
  void whatDoesNotFitIsLeftOutAndTheOthersRun() throws IOException {
    var room =
        new Room(List.of(new MemoryLimit(MIB, "its control group")), List.of(), Long.MAX_VALUE);
    var notes = new ArrayList<String>();
    var subjects = MeasuredAllocators.resolve(List.of("bump", "handle"), SPACE).found();
    List<Result> results =
        TestReplay.space(trace(64 * MIB, 4096), subjects, SPACE, room, new Notes(notes));
    assertEquals(
        List.of(
            "array: at its peak 64.0 MiB are held, for blocks are committed whole, and its control "
                + "group has room for 1.0 MiB: not replayed on bump"),
        notes);
    assertTrue(results.get(0).valid());
    assertTrue(results.get(0).isUnfinished());
    assertFalse(results.get(0).cell().hasSpace());
    assertFalse(results.get(1).isUnfinished());
    assertTrue(results.get(1).cell().hasSpace() && results.get(1).cell().completed());
  }

  private static final ReplayOptions SPACE = ReplayOptions.DEFAULT;

  private static Optional<String> obstacle(Room room, Trace trace, String allocator) {
    return room.obstacle(SamplingPlan.of(trace), subject(allocator), Long.MAX_VALUE)
        .map(Room.Obstacle::what);
  }

  private static MeasuredAllocator subject(String allocator) {
    return allocator.equals("glibc")
        ? new MeasuredAllocator.Native("glibc", "test", Path.of(""), null, Path.of(""))
        : MeasuredAllocators.resolve(List.of(allocator), SPACE).found().getFirst();
  }

  private static Trace trace(long size, long touched) {
    var builder = new TraceBuilder();
    builder.touched(builder.malloc(size), touched);
    return builder.build("array", Provenance.UNKNOWN);
  }

  private record Notes(List<String> lines) implements Progress {
    @Override
    public void at(String what, long done, long total, Duration left) {}

    @Override
    public void note(String line) {
      lines.add(line);
    }
  }
}

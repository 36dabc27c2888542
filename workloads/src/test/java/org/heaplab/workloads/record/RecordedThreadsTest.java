package org.heaplab.workloads.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.files.Traces;
import org.heaplab.workloads.record.Recording.Recorded;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs with several threads, each of which writes a part of the recording.
@Timeout(60)
class RecordedThreadsTest {
  @TempDir private Path folder;

  @BeforeAll
  static void assumeCompiler() {
    Programs.assumeCompiler();
  }

  private List<Recorded> record(String... command) throws Exception {
    var options = new RecordOptions(List.of(command), folder.resolve("t.trace"), true);
    return new Recorder(line -> {}).record(options).processes();
  }

  private static Trace traceOf(Recorded process) {
    return Traces.open(process.file());
  }

  /// Without free(NULL), which the threads library calls at the end of each thread.
  private static void assertNothingMissing(Recorded recorded) {
    assertTrue(
        Set.of(Dropped.NULL_FREE).containsAll(recorded.dropped().keySet()),
        recorded.dropped().toString());
    assertEquals(0, recorded.lost());
    assertEquals(0, recorded.stopped());
  }

  /// A free and the malloc that reuses its address are never swapped, so no call is left over.
  @ParameterizedTest
  @ValueSource(strings = {"", "HEAPLAB_RECORD_CLOCK=monotonic"})
  void keepsTheOrderInWhichThreadsReuseEachOthersBlocks(String clock) throws Exception {
    String program = Programs.program("exchange");
    Recorded recorded = record("sh", "-c", clock + " exec " + program).getFirst();
    assertNothingMissing(recorded);
    try (Trace trace = traceOf(recorded)) {
      assertTrue(RecordedCalls.operations(trace, Operation.MALLOC) >= 200_000);
      assertTrue(RecordedCalls.operations(trace, Operation.REALLOC) >= 28_000);
      assertEquals(2, RecordedCalls.threads(trace));
    }
  }

  /// The other thread gets the block before the first thread's free returns.
  @ParameterizedTest
  @ValueSource(strings = {"", "HEAPLAB_RECORD_CLOCK=monotonic"})
  void keepsTheOrderInWhichABlockIsHandedOver(String clock) throws Exception {
    String allocator = Programs.library("handing-malloc").toString();
    String program = Programs.program("pairs", "-Wl,--no-as-needed", allocator);
    Recorded recorded = record("sh", "-c", clock + " exec " + program).getFirst();
    assertNothingMissing(recorded);
    try (Trace trace = traceOf(recorded)) {
      assertEquals(4000, RecordedCalls.count(trace, "malloc 1000"));
      assertEquals(4000, RecordedCalls.count(trace, "free 1000"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HEAPLAB_RECORD_CLOCK=monotonic"})
  void keepsTheOrderInWhichThreadsTakeTurns(String clock) throws Exception {
    String program = Programs.program("turns");
    Recorded recorded = record("sh", "-c", clock + " exec " + program).getFirst();
    try (Trace trace = traceOf(recorded)) {
      List<String> calls = RecordedCalls.on(trace, size -> size == 400_000);
      assertEquals(4000, calls.size());
      for (int i = 0; i < calls.size(); i++) {
        assertEquals(i % 2 == 0 ? "malloc 400000" : "free 400000", calls.get(i), "call " + i);
      }
      int turn = 0;
      for (long i = 0; i < trace.count(); i++) {
        if (Operation.size(trace.operations(), i) != 400_000) continue;
        assertEquals(turn++ % 2, Operation.thread(trace.operations(), i), "turn " + turn);
      }
    }
  }

  @Test
  void losesNothingWhenKilledWhileThreadsRecord() throws Exception {
    Recorded recorded = record(Programs.program("crew"), "kill").getFirst();
    assertNothingMissing(recorded);
    try (Trace trace = traceOf(recorded)) {
      assertEquals(3, roundsOfSizes(trace).size());
      roundsOfSizes(trace).forEach((_, count) -> assertTrue(count >= 50_000, "" + count));
    }
  }

  @Test
  void givesAForkedChildWhatAllThreadsHadDone() throws Exception {
    List<Recorded> processes = record(Programs.program("crew"), "fork");
    assertEquals(5, processes.size());
    int before = 0;
    for (Recorded child : processes.subList(1, 5)) {
      assertNothingMissing(child);
      try (Trace trace = traceOf(child)) {
        assertEquals(5, RecordedCalls.count(trace, "malloc 7777"));
        assertEquals(List.of("fork"), trace.phases());
        assertEquals(3, roundsOfSizes(trace).size());
        roundsOfSizes(trace).forEach((_, count) -> assertTrue(count >= 50_000, "" + count));
        int blocks = roundsOfSizes(trace).values().stream().mapToInt(count -> count).sum();
        assertTrue(blocks >= before, blocks + " after " + before);
        before = blocks;
      }
    }
    assertNothingMissing(processes.getFirst());
    try (Trace trace = traceOf(processes.getFirst())) {
      assertEquals(0, RecordedCalls.count(trace, "malloc 7777"));
      assertEquals(3, roundsOfSizes(trace).size());
    }
  }

  /// How many blocks each thread of the crew allocated; fails where one is missing.
  private static Map<Integer, Integer> roundsOfSizes(Trace trace) {
    Map<Integer, Integer> rounds = new HashMap<>();
    for (long i = 0; i < trace.count(); i++) {
      long size = Operation.size(trace.operations(), i);
      boolean malloc = Operation.kind(trace.operations(), i) == Operation.MALLOC;
      if (!malloc || size < 2000 || size >= 3000) continue;
      int thread = Operation.thread(trace.operations(), i);
      int count = rounds.merge(thread, 1, Integer::sum);
      assertEquals(2000 + (count - 1) % 1000, size, "thread " + thread);
    }
    return rounds;
  }

  /// The limit is far below a window for each of the threads.
  @Test
  void takesNoMoreRoomForThreadsThatCameAndWent() throws Exception {
    String limited = "ulimit -f 8192; exec " + Programs.program("short-threads");
    Recorded recorded = record("sh", "-c", limited).getFirst();
    assertNothingMissing(recorded);
    try (Trace trace = traceOf(recorded)) {
      assertEquals(30_000, RecordedCalls.count(trace, "malloc 3100"));
      assertEquals(3_000, RecordedCalls.count(trace, "malloc 3200"));
      assertEquals(
          33_000, RecordedCalls.on(trace, size -> size == 3100 || size == 3200).size() / 2);
      assertTrue(RecordedCalls.threads(trace) >= 3_000);
    }
  }

  @Test
  void staysWholeWhenSignalHandlersAllocate() throws Exception {
    Recorded recorded = record(Programs.program("interrupted")).getFirst();
    assertNothingMissing(recorded);
    long frees = recorded.dropped().get(Dropped.NULL_FREE);
    assertTrue(frees >= 3_000_000 && frees < 3_000_100, "" + frees);
    try (Trace trace = traceOf(recorded)) {
      assertEquals(
          RecordedCalls.count(trace, "malloc 3300"), RecordedCalls.count(trace, "free 3300"));
    }
  }
}

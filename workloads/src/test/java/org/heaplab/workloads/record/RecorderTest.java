package org.heaplab.workloads.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceStatistics;
import org.heaplab.workloads.files.Traces;
import org.heaplab.workloads.record.CSource.Product;
import org.heaplab.workloads.record.Recording.Recorded;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RecorderTest {
  @TempDir private Path folder;

  @BeforeAll
  static void assumeCompiler() {
    Programs.assumeCompiler();
  }

  private Recording record(boolean children, String... command) throws Exception {
    var options = new RecordOptions(List.of(command), folder.resolve("t.trace"), children);
    return new Recorder(line -> {}).record(options);
  }

  private static Trace traceOf(Recorded process) {
    return Traces.open(process.file());
  }

  private Trace traceOf(String... command) throws Exception {
    return traceOf(record(false, command).processes().getFirst());
  }

  /// Without free(NULL), which the threads library calls at the end of each thread.
  private static void assertNothingMissing(Recorded recorded) {
    assertTrue(
        Set.of(Dropped.NULL_FREE).containsAll(recorded.dropped().keySet()),
        recorded.dropped().toString());
    assertEquals(0, recorded.lost());
  }

  @Test
  void compilesWithoutWarnings() throws IOException {
    Recorder.LIBRARY.compile(Product.SHARED_OBJECT, "-Wall", "-Wextra", "-Werror");
    Recorder.COLLECTOR.compile(Product.EXECUTABLE, "-Wall", "-Wextra", "-Werror");
  }

  @Test
  void seesEveryEntryPoint() throws Exception {
    Recorded recorded = record(false, Programs.program("every-call")).processes().getFirst();
    try (Trace trace = traceOf(recorded)) {
      assertEquals(
          List.of(
              "malloc 100001",
              "free 100001",
              "malloc 100020",
              "free 100020",
              "malloc 100003",
              "free 100003",
              "malloc 100004",
              "realloc 100004 to 200004",
              "free 100004",
              "malloc 100005",
              "realloc 100005 to 200100",
              "free 100005",
              "malloc 100006 aligned to 64",
              "free 100006",
              "malloc 100096 aligned to 128",
              "free 100096",
              "malloc 100007 aligned to 256",
              "free 100007",
              "malloc 100008 aligned to 4096",
              "free 100008",
              "malloc 102400 aligned to 4096",
              "free 102400",
              "malloc 100011",
              "malloc 100011",
              "free 100011",
              "malloc 100012",
              "free 100012",
              "malloc 100013",
              "free 100013"),
          RecordedCalls.on(trace, size -> size > 100_000 && size < 110_000));
      assertEquals(2, RecordedCalls.on(trace, size -> size == 0).size());
      assertEquals(List.of(), RecordedCalls.on(trace, size -> size > 1L << 40));
    }
    assertEquals(1, recorded.dropped().get(Dropped.FAILED));
    assertEquals(0, recorded.dropped().getOrDefault(Dropped.UNKNOWN_FREE, 0L));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void losesNothingWhenWindowsAreUsedAgain(int threads) throws Exception {
    String program = Programs.program("long-run");
    Recorded recorded = record(false, program, Integer.toString(threads)).processes().getFirst();
    assertNothingMissing(recorded);
    assertTrue(recorded.dropped().get(Dropped.NULL_FREE) >= 50L * threads);
    try (Trace trace = traceOf(recorded)) {
      long mallocs = RecordedCalls.operations(trace, Operation.MALLOC);
      assertTrue(mallocs >= 120_000L * threads && mallocs < 120_000L * threads + 100, "" + mallocs);
      assertEquals(threads, RecordedCalls.threads(trace));
      assertTrue(RecordedCalls.operations(trace, Operation.TIME) >= 120_000L * threads / 8_192);
    }
  }

  @ParameterizedTest
  @CsvSource({"return, 0", "_exit, 3", "kill, 137", "fault, 139"})
  void losesNothingHoweverTheProgramEnds(String way, int status) throws Exception {
    Recording recording = record(false, Programs.program("ways-to-end"), way);
    assertEquals(OptionalInt.of(status), recording.exitStatus());
    try (Trace trace = traceOf(recording.processes().getFirst())) {
      assertEquals(1000, RecordedCalls.count(trace, "malloc 4242"));
      assertEquals(400, RecordedCalls.count(trace, "free 4242"));
    }
  }

  @Test
  void recordsTheLastProgramOfAChain() throws Exception {
    String program = Programs.program("ways-to-end");
    for (String[] chain :
        List.of(
            new String[] {"env", "X=1", program},
            new String[] {"sh", "-c", "exec env X=1 " + program})) {
      Recording recording = record(true, chain);
      assertEquals(1, recording.processes().size());
      Recorded recorded = recording.processes().getFirst();
      assertEquals("ways-to-end", recorded.provenance().program());
      try (Trace trace = traceOf(recorded)) {
        assertEquals(1000, RecordedCalls.count(trace, "malloc 4242"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fork", "exec", "vfork"})
  void leavesChildrenOut(String way) throws Exception {
    Recording recording = record(false, Programs.program("family"), way);
    assertEquals(1, recording.processes().size());
    try (Trace trace = traceOf(recording.processes().getFirst())) {
      assertEquals(10, RecordedCalls.count(trace, "malloc 1111"));
      assertEquals(0, RecordedCalls.count(trace, "free 1111"));
      assertEquals(0, RecordedCalls.count(trace, "malloc 2222"));
      assertEquals(7, RecordedCalls.count(trace, "malloc 4444"));
    }
  }

  @Test
  void beginsAForkedChildsTraceWithItsParentsHistory() throws Exception {
    Recording recording = record(true, Programs.program("family"), "fork");
    assertEquals(2, recording.processes().size());
    try (Trace parent = traceOf(recording.processes().get(0));
        Trace child = traceOf(recording.processes().get(1))) {
      assertEquals(0, RecordedCalls.count(parent, "free 1111"));
      assertEquals(7, RecordedCalls.count(parent, "malloc 4444"));
      assertEquals(10, RecordedCalls.count(child, "malloc 1111"));
      assertEquals(4, RecordedCalls.count(child, "free 1111"));
      assertEquals(5, RecordedCalls.count(child, "malloc 2222"));
      assertEquals(0, RecordedCalls.count(child, "malloc 4444"));
      assertEquals(List.of("fork"), child.phases());
    }
    assertEquals(Map.of(), recording.processes().get(1).dropped());
  }

  @Test
  void givesAChildThatExecutesAProgramTheTraceOfThatProgram() throws Exception {
    Recording recording = record(true, Programs.program("family"), "exec");
    Recorded child = recording.processes().get(1);
    assertEquals("t.1-family.trace", child.file().getFileName().toString());
    try (Trace trace = traceOf(child)) {
      assertEquals(0, RecordedCalls.count(trace, "malloc 1111"));
      assertEquals(6, RecordedCalls.count(trace, "malloc 3333"));
    }
  }

  @Test
  void seesWhatIsAllocatedBeforeMainAndByTheLoader() throws Exception {
    try (Trace trace = traceOf(Programs.program("early"))) {
      assertEquals(
          List.of("malloc 5151", "free 5151"), RecordedCalls.on(trace, size -> size == 5151));
      assertTrue(RecordedCalls.operations(trace, Operation.MALLOC) > 5);
      assertEquals(0, trace.dropped(Dropped.UNKNOWN_FREE));
    }
  }

  @Test
  void seesOneCallWhereTheProgramsOwnMallocCallsItself() throws Exception {
    String own = Programs.library("own-malloc").toString();
    try (Trace trace = traceOf(Programs.program("resize", "-Wl,--no-as-needed", own))) {
      assertEquals(
          List.of("malloc 21000", "realloc 21000 to 30000", "free 21000"),
          RecordedCalls.on(trace, size -> size > 20_000 && size < 40_000));
    }
  }

  @Test
  void losesNothingWhenTheProgramMayNotWriteFiles() throws Exception {
    String limited = "ulimit -f 0; exec " + Programs.program("long-run") + " 1";
    Recorded recorded = record(false, "sh", "-c", limited).processes().getFirst();
    assertNothingMissing(recorded);
    try (Trace trace = traceOf(recorded)) {
      assertTrue(RecordedCalls.operations(trace, Operation.MALLOC) >= 120_000);
    }
  }

  @Test
  void saysWhereATraceComesFrom() throws Exception {
    String program = Programs.program("ways-to-end");
    Instant before = Instant.now().minusSeconds(1);
    try (Trace trace = traceOf("env", "A=b c", program)) {
      assertEquals("ways-to-end", trace.provenance().program());
      assertEquals("env 'A=b c' " + program, trace.provenance().command());
      assertTrue(Instant.parse(trace.provenance().date()).isAfter(before));
      assertTrue(trace.provenance().machine().startsWith("Linux "));
      assertEquals("heaplab record", trace.provenance().recorder());
    }
  }

  @Test
  void leavesOnlyTracesBehind() throws Exception {
    record(true, Programs.program("family"), "fork");
    assertThrows(IOException.class, () -> record(false, "no-such-program"));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("t.1-family.trace", "t.trace"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void namesWhatCannotBeRunOrRecorded() throws IOException {
    var missing = assertThrows(IOException.class, () -> record(false, "no-such-program"));
    assertTrue(missing.getMessage().startsWith("cannot run no-such-program: "));
    String fixed = Programs.program("ways-to-end", "-static");
    var unseen = assertThrows(IOException.class, () -> record(false, fixed));
    assertTrue(unseen.getMessage().startsWith(fixed + " recorded nothing"));
  }

  @Test
  void knowsHowMuchOfLargeBlocksWasTouched() throws Exception {
    try (Trace trace = traceOf(Programs.program("lazy"))) {
      TraceStatistics statistics = TraceStatistics.of(trace);
      List<Long> touched = new ArrayList<>();
      for (long i = 0; i < trace.count(); i++) {
        if (Operation.kind(trace.operations(), i) != Operation.TOUCHED) continue;
        touched.add(Operation.size(trace.operations(), i));
      }
      assertEquals(4, touched.size(), touched.toString());
      long hugePage = 2 << 20;
      assertTrue(touched.get(0) <= hugePage, touched.toString());
      assertTrue(touched.get(1) <= hugePage && touched.get(2) <= hugePage, touched.toString());
      assertEquals(2 << 20, touched.get(3));
      assertEquals(64 << 20, statistics.peakLiveBytes() >> 20 << 20);
    }
  }
}

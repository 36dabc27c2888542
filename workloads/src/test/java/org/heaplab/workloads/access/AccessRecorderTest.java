package org.heaplab.workloads.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.files.Traces;
import org.heaplab.workloads.record.CSource;
import org.heaplab.workloads.record.CSource.Product;
import org.heaplab.workloads.record.RecordOptions;
import org.heaplab.workloads.record.Recording;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class AccessRecorderTest {
  private static final String KNOWN = "1 blocks: 100 stores, 50 loads, 1 at the end";
  private static final String NONE = "0 blocks: 0 stores, 0 loads, 0 at the end";

  @TempDir private Path folder;

  @BeforeAll
  static void assumePrograms() throws InterruptedException {
    for (List<String> needed : List.of(List.of("cc", "gcc"), List.of("valgrind", "valgrind"))) {
      try {
        Process process =
            new ProcessBuilder(needed.getFirst(), "--version").redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        process.waitFor();
      } catch (IOException e) {
        Assumptions.abort("no " + needed.getFirst() + ": install the package " + needed.getLast());
      }
    }
  }

  private static String program() throws IOException {
    return new CSource(AccessRecorderTest.class, "accesses.c")
        .compile(Product.EXECUTABLE, "-Wall", "-Wextra", "-Werror")
        .toString();
  }

  private Recording record(boolean children, String... command) throws Exception {
    var options = new RecordOptions(List.of(command), folder.resolve("t.trace"), children);
    return new AccessRecorder(line -> {}).record(options);
  }

  /// The accesses to the blocks that were requested with a size, in a few words.
  private static String accessesTo(long size, Path file) {
    try (Trace trace = Traces.open(file)) {
      long stores = 0;
      long loads = 0;
      long last = 0;
      int slot = -1;
      int blocks = 0;
      for (long i = 0; i < trace.count(); i++) {
        byte kind = Operation.kind(trace.operations(), i);
        long value = Operation.size(trace.operations(), i);
        if (kind == Operation.MALLOC && value == size) {
          slot = Operation.slot(trace.operations(), i);
          blocks++;
        }
        if (slot < 0 || Operation.slot(trace.operations(), i) != slot) continue;
        if (kind == Operation.FREE) slot = -1;
        if (kind != Operation.ACCESS) continue;
        long offset = value >>> 8;
        long bytes = value >>> 1 & 0x7F;
        if ((value & 1) != 0 && bytes == 4 && offset < 400) stores++;
        else if ((value & 1) == 0 && bytes == 8 && offset >= 1000 && offset < 1400) loads++;
        else if ((value & 1) != 0 && bytes == 1 && offset == 9998) last++;
        else return "%d bytes at %d".formatted(bytes, offset);
      }
      return "%d blocks: %d stores, %d loads, %d at the end".formatted(blocks, stores, loads, last);
    }
  }

  @Test
  void compilesWithoutWarnings() throws IOException {
    AccessRecorder.LIBRARY.compile(Product.SHARED_OBJECT, "-Wall", "-Wextra", "-Werror");
    Relay.PROGRAM.compile(Product.EXECUTABLE, "-Wall", "-Wextra", "-Werror");
  }

  @Test
  void seesEveryAccessToABlockAndNoOther() throws Exception {
    Recording recording = record(false, program());
    assertEquals(OptionalInt.of(5), recording.exitStatus());
    assertEquals(List.of(), recording.remarks());
    Path file = recording.processes().getFirst().file();
    assertEquals(KNOWN, accessesTo(4242, file));
    try (Trace trace = Traces.open(file)) {
      assertTrue(trace.dropped(Dropped.OUTSIDE_ACCESS) > 1000);
      assertEquals("accesses", trace.provenance().program());
      assertTrue(trace.provenance().recorder().startsWith("heaplab record --accesses, valgrind-"));
    }
  }

  @ParameterizedTest
  @CsvSource({"_exit, 3", "kill, 137", "fault, 139"})
  void losesNothingHoweverTheProgramEnds(String way, int status) throws Exception {
    Recording recording = record(false, program(), way);
    assertEquals(OptionalInt.of(status), recording.exitStatus());
    assertEquals(List.of(), recording.remarks());
    assertEquals(KNOWN, accessesTo(4242, recording.processes().getFirst().file()));
  }

  /// The copy fills every buffer between Valgrind and heaplab, so it ends only if someone reads.
  @Test
  void whatIsLeftBehindGoesOnWithoutHeaplab() throws Exception {
    Path made = folder.resolve("made");
    Recording recording = record(false, program(), "stay", made.toString());
    assertTrue(Files.notExists(made));
    assertEquals(OptionalInt.of(5), recording.exitStatus());
    assertEquals(KNOWN, accessesTo(4242, recording.processes().getFirst().file()));
    assertEquals(1, recording.remarks().size(), recording.remarks().toString());
    String remark = recording.remarks().getFirst();
    assertTrue(remark.startsWith("accesses (process "), remark);
    assertTrue(
        remark.endsWith(") still runs: it was not recorded, being a copy of its parent"), remark);
    while (Files.notExists(made)) Thread.sleep(50);
  }

  @Test
  void tellsTheProgramToEndWhenInterrupted() throws Exception {
    String program = program();
    var ended = new CompletableFuture<Exception>();
    Thread recorder =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    record(false, program, "idle");
                  } catch (Exception e) {
                    ended.complete(e);
                  }
                });
    while (running("idle").isEmpty()) Thread.sleep(50);
    recorder.interrupt();
    assertInstanceOf(InterruptedException.class, ended.get());
    while (!running("idle").isEmpty()) Thread.sleep(50);
  }

  /// The processes that this one started and that have an argument.
  private static List<ProcessHandle> running(String argument) {
    return ProcessHandle.current()
        .descendants()
        .filter(one -> one.info().commandLine().orElse("").endsWith(" " + argument))
        .toList();
  }

  @Test
  void startsNoProgramWhoseTraceCannotBeWritten() {
    Path nowhere = folder.resolve("nowhere/t.trace");
    var options = new RecordOptions(List.of("touch", folder + "/made"), nowhere, false);
    var error =
        assertThrows(IOException.class, () -> new AccessRecorder(line -> {}).record(options));
    assertEquals("cannot write into the folder " + nowhere.getParent(), error.getMessage());
    assertTrue(Files.notExists(folder.resolve("made")));
  }

  @Test
  void seesThreads() throws Exception {
    Path file = record(false, program(), "thread").processes().getFirst().file();
    assertEquals(KNOWN, accessesTo(4242, file));
    assertEquals(KNOWN, accessesTo(5252, file));
  }

  @Test
  void recordsTheLastProgramOfAChain() throws Exception {
    String program = program();
    for (String[] chain :
        List.of(
            new String[] {program, "exec"},
            new String[] {"env", "X=1", program},
            new String[] {"sh", "-c", program + "; exit 5"})) {
      Recording recording = record(false, chain);
      assertEquals(OptionalInt.of(5), recording.exitStatus());
      assertEquals(1, recording.processes().size());
      assertEquals(KNOWN, accessesTo(4242, recording.processes().getFirst().file()));
    }
  }

  @Test
  void givesEachProgramItsOwnTrace() throws Exception {
    Recording recording = record(true, program(), "spawn");
    assertEquals(OptionalInt.of(3), recording.exitStatus());
    assertEquals(2, recording.processes().size());
    Path parent = recording.processes().getFirst().file();
    Path child = recording.processes().getLast().file();
    assertEquals("t.1-accesses.trace", child.getFileName().toString());
    assertEquals(KNOWN, accessesTo(5252, parent));
    assertEquals(NONE, accessesTo(4242, parent));
    assertEquals(KNOWN, accessesTo(4242, child));
    assertEquals(NONE, accessesTo(5252, child));
  }

  @Test
  void aForkedCopyIsNotMixedIntoItsParent() throws Exception {
    Path file = record(false, program(), "fork").processes().getFirst().file();
    assertEquals(KNOWN, accessesTo(4242, file));
    assertEquals(NONE, accessesTo(5252, file));
  }

  @Test
  void leavesOnlyTracesBehind() throws Exception {
    record(true, program(), "spawn");
    var error = assertThrows(IOException.class, () -> record(false, "no-such-program"));
    assertEquals("cannot run no-such-program: No such file or directory", error.getMessage());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("t.1-accesses.trace", "t.trace"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }
}

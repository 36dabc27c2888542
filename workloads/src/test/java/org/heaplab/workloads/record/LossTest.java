package org.heaplab.workloads.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.record.CSource.Product;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What was recorded is kept when a process is killed.
@Timeout(60)
class LossTest {
  @TempDir private Path folder;

  @BeforeAll
  static void assumeCompiler() {
    Programs.assumeCompiler();
  }

  /// A recording of which no traces were made.
  private Path cutOff(String... command) throws Exception {
    Path spool = Files.createDirectory(folder.resolve("spool"));
    new RecordOptions(List.of(command), folder.resolve("t.trace"), false).save(spool);
    Path collector = Recorder.COLLECTOR.compile(Product.EXECUTABLE);
    Path library = Recorder.LIBRARY.compile(Product.SHARED_OBJECT);
    String run =
        "%s run %s %s alone 1 3 4 0 \"$@\" 3>/dev/null 4</dev/zero"
            .formatted(collector, spool, library);
    var all = new ArrayList<>(List.of("bash", "-c", run, "bash"));
    all.addAll(List.of(command));
    new ProcessBuilder(all).redirectErrorStream(true).start().waitFor();
    return spool;
  }

  @Test
  void writesTheTraceOfARecordingThatWasCutOff() throws Exception {
    Path spool = cutOff(Programs.program("ways-to-end"), "return");
    Recording recording = new Recorder(line -> {}).recover(spool, null);
    assertEquals(OptionalInt.of(0), recording.exitStatus());
    assertEquals(1000, RecordingFixture.count(recording, "malloc 4242"));
    assertTrue(Files.notExists(spool));
  }

  /// The program kills the collector, its parent, after 1000 blocks; it then takes as many again.
  @Test
  void savesWhatAKilledCollectorHadNotTakenOut() throws Exception {
    Recording recording = new RecordingFixture(folder).alone(Programs.program("kills-parent"));
    assertEquals(OptionalInt.empty(), recording.exitStatus());
    try (Trace trace = RecordingFixture.trace(recording, 0)) {
      assertTrue(RecordedCalls.operations(trace, Operation.MALLOC) >= 1000);
    }
  }

  @Test
  void keepsTheRecordsWhenTheTraceCannotBeWritten() throws Exception {
    Path spool = cutOff(Programs.program("ways-to-end"), "return");
    Path window = spool.resolve("1.windows");
    byte[] records = Files.readAllBytes(window);
    Files.write(window, new byte[RawWindow.BYTES]);
    var e = assertThrows(IOException.class, () -> new Recorder(line -> {}).recover(spool, null));
    assertTrue(
        e.getMessage().endsWith("kept: heaplab record --recover '" + spool + "'"), e.getMessage());
    Files.write(window, records);
    Recording recording = new Recorder(line -> {}).recover(spool, folder.resolve("u.trace"));
    assertEquals(1000, RecordingFixture.count(recording, "malloc 4242"));
  }

  @Test
  void namesAFolderThatIsNoRecording() {
    var e = assertThrows(IOException.class, () -> new Recorder(line -> {}).recover(folder, null));
    assertEquals(folder + " is no recording: it has no file request", e.getMessage());
  }
}

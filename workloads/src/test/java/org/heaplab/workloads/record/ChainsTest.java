package org.heaplab.workloads.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.heaplab.workloads.Trace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs that start programs. The trace is that of the program that the user wants, or there is
/// no trace and a message says why.
@Timeout(60)
class ChainsTest {
  @TempDir private Path folder;

  @BeforeAll
  static void assumeCompiler() {
    Programs.assumeCompiler();
  }

  private RecordingFixture recorder() {
    return new RecordingFixture(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env -i %s",
        "env LD_PRELOAD=libm.so.6 %s",
        "env -u LD_PRELOAD -u HEAPLAB_RECORD nice %s",
        "timeout 50 %s",
        "sh -c %s;true",
        "bash -c unset\\ LD_PRELOAD;%s;true",
        "setsid -w env -i timeout 50 %s",
        "perl -e exec(@ARGV) %s"
      })
  void followsWrappersToTheProgram(String chain) throws Exception {
    String program = Programs.program("ways-to-end");
    String[] command = chain.formatted(program).split("(?<!\\\\) ");
    for (int i = 0; i < command.length; i++) command[i] = command[i].replace("\\ ", " ");
    Recording recording = recorder().alone(command);
    assertEquals("ways-to-end", recording.processes().getFirst().provenance().program());
    assertEquals(1000, RecordingFixture.count(recording, "malloc 4242"));
    assertEquals(List.of(), recording.remarks());
  }

  @ParameterizedTest
  @ValueSource(strings = {"exec %s", "%s; true"})
  void deliversNoWrappersHeapForAProgramThatCannotBeRecorded(String script) throws Exception {
    String fixed = Programs.program("ways-to-end", "-static");
    var e =
        assertThrows(
            IOException.class, () -> recorder().alone("sh", "-c", script.formatted(fixed)));
    assertTrue(e.getMessage().startsWith("sh "), e.getMessage());
    assertTrue(
        e.getMessage().endsWith(fixed + ", which recorded nothing: it is statically linked"),
        e.getMessage());
  }

  @Test
  void followsAWrapperThatCannotBeRecorded() throws Exception {
    String wrapper = Programs.program("starts", "-static");
    Recording recording = recorder().alone(wrapper, Programs.program("ways-to-end"), "return");
    assertEquals(1000, RecordingFixture.count(recording, "malloc 4242"));
  }

  @Test
  void recordsTheChildrenOfAProgramThatCannotBeRecorded() throws Exception {
    String fixed = Programs.program("starts", "-static");
    String script = "exec " + Programs.program("ways-to-end") + " return";
    Recording recording = recorder().withChildren(fixed, "sh", "-c", script + " # the end");
    assertEquals(1, recording.processes().size());
    assertEquals(1000, RecordingFixture.count(recording, "malloc 4242"));
    assertEquals(
        List.of(fixed + " was not recorded: it is statically linked"), recording.remarks());
  }

  @Test
  void saysWhichOfSeveralProgramsTheTraceIsOf() throws Exception {
    String large = Programs.program("ways-to-end");
    Recording recording = recorder().alone("sh", "-c", "sleep 0; " + large + "; sleep 0");
    assertEquals(1000, RecordingFixture.count(recording, "malloc 4242"));
    assertEquals(
        List.of(
            "sh started several programs: this is the heap of ways-to-end, not that of sleep"
                + " (--children: each)"),
        recording.remarks());
  }

  @Test
  void waitsForWhatAProgramLeavesBehind() throws Exception {
    var recorder = recorder();
    Recording recording = recorder.withChildren(Programs.program("lingers"));
    assertEquals(2, recording.processes().size());
    try (Trace child = RecordingFixture.trace(recording, 1)) {
      assertEquals(5000, RecordedCalls.count(child, "malloc 777"));
    }
  }

  @Test
  void namesWhatIsLeftBehindAndNotRecorded() throws Exception {
    Recording recording = recorder().alone(Programs.program("lingers"));
    assertEquals(0, RecordingFixture.count(recording, "malloc 777"));
    assertEquals(1, recording.remarks().size());
    String remark = recording.remarks().getFirst();
    assertTrue(
        remark.matches(
            "lingers \\(process \\d+\\) still runs: it was not recorded"
                + " \\(--children records it\\)"),
        remark);
  }

  @Test
  void shortensTheNameOfAChildForItsFile() throws Exception {
    String script = "(exec -a " + "x/".repeat(200) + "y".repeat(300) + " perl -e 1); true";
    Recording recording = recorder().withChildren("bash", "-c", script);
    List<String> files =
        recording.processes().stream()
            .map(process -> process.file().getFileName().toString())
            .toList();
    assertTrue(files.stream().allMatch(file -> file.length() < 120), files.toString());
  }

  @Test
  void recordsManyForksForTheirRecordsAlone() throws Exception {
    String script = "for i in $(seq 100); do (echo $i >/dev/null); done";
    Recording recording = recorder().withChildren("bash", "-c", script);
    assertTrue(recording.processes().size() >= 100, "" + recording.processes().size());
  }
}

package org.heaplab.results;

import static org.heaplab.results.MadeUpRuns.CELL;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFilesTest {
  private static final Key LUA = new Key("survey", "lua", "");
  private static final Key LOCKS = new Key("survey", "", "handle");

  @TempDir Path folder;

  private void fill() throws IOException {
    ManifestFile.write(folder, MadeUpRuns.manifest());
    RunFiles files = RunFiles.open(folder);
    files.add(
        "space",
        CELL,
        List.of(
            MadeUpRuns.point(CELL, 1),
            MadeUpRuns.point(CELL, 2),
            MadeUpRuns.space(CELL, 1000, 1200)));
    files.add("time", CELL, List.of(MadeUpRuns.round(CELL, 0, 30)));
    files.add("time", CELL, List.of(MadeUpRuns.round(CELL, 1, 10)));
    files.add("time", CELL, List.of(MadeUpRuns.round(CELL, 2, 20)));
    files.add(
        "demand",
        LUA,
        List.of(
            Row.of(
                Tables.TRACE,
                LUA,
                Map.of(
                    "allocated_bytes",
                    5000,
                    "live_blocks_at_peak",
                    10,
                    "peak_packed_bytes",
                    1100))));
    files.add(
        "locks",
        LOCKS,
        List.of(
            Row.of(
                Tables.LOCK,
                LOCKS,
                Map.of("blocks", 64, "round", 0, "plain_ns", 1.0, "locked_ns", 4.5))));
  }

  private Run read() {
    return RunFolder.read(folder);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    fill();
    Run run = read();
    assertEquals(MadeUpRuns.manifest(), run.manifest());
    assertEquals(List.of(), run.notes());
    ExperimentResults survey = run.experiments().getFirst();
    assertEquals(List.of(MadeUpRuns.HANDLE), survey.allocators());
    Cell cell = survey.traces().getFirst().cell(MadeUpRuns.HANDLE).orElseThrow();
    assertEquals(1.2, Metrics.PEAK_RATIO.of(cell));
    assertEquals(20, Metrics.NS_PER_OP.of(cell));
    assertArrayEquals(new double[] {1, 2}, cell.series(Tables.CURVE).numbers("op"));
    assertEquals(5000, cell.number(Tables.TRACE, "allocated_bytes"));
    assertEquals(3.5, Metrics.LOCK_NS.of(survey.alone().get("handle")));
    assertTrue(cell.valid() && cell.completed() && cell.hasSpace());
  }

  @Test
  void rowsWithoutTheirLineInTheJournalAreNotShownAndAreDropped() throws IOException {
    fill();
    append("time.csv", "survey,lua,handle,3,99.0\n");
    append("curve.csv", "survey,lua,glibc,1,10,20\n");
    Cell cell = read().experiments().getFirst().traces().getFirst().cells().getFirst();
    assertEquals(3, cell.series(Tables.TIME).size());
    assertEquals(1, read().experiments().getFirst().traces().getFirst().cells().size());
    RunFiles.open(folder);
    assertFalse(Files.readString(folder.resolve("time.csv")).contains("99.0"));
    assertFalse(Files.readString(folder.resolve("curve.csv")).contains("glibc"));
  }

  @Test
  void aRunThatIsGoneOnWithKnowsWhatIsDone() throws IOException {
    fill();
    RunFiles files = RunFiles.open(folder);
    assertEquals(1, files.done("space", CELL));
    assertEquals(3, files.done("time", CELL));
    assertEquals(0, files.done("latency", CELL));
    assertEquals(1, files.done("locks", LOCKS));
    assertEquals(1000, files.cell(CELL).number(Tables.SPACE, "peak_live_bytes"));
    assertEquals(1, files.cells().size());
  }

  @Test
  void aRunThatIsCutAnywhereIsReadAndOpened() throws IOException {
    fill();
    for (String name : List.of("space.csv", "time.csv", "done.csv", "curve.csv")) {
      Path file = folder.resolve(name);
      String whole = Files.readString(file);
      for (int length = 0; length <= whole.length(); length += 7) {
        Files.writeString(file, whole.substring(0, length));
        RunFiles.open(folder);
        String text = Files.readString(file);
        assertTrue(whole.startsWith(text) && text.endsWith("\n"), text);
        read();
        fillAgain();
      }
    }
  }

  private void fillAgain() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) Files.delete(file);
    }
    fill();
  }

  private void append(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardOpenOption.APPEND);
  }

  @Test
  void aRowOfAnotherMeasurementIsRefused() throws IOException {
    RunFiles files = RunFiles.open(folder);
    assertThrows(
        IllegalArgumentException.class,
        () -> files.add("time", CELL, List.of(MadeUpRuns.space(CELL, 1, 1))));
  }

  @Test
  void aValueThatTheTableDoesNotHaveIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Row.of(Tables.TIME, CELL, Map.of("round", 0, "nanos", 1.0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Row.of(Tables.TIME, CELL, Map.of("round", 0.5, "ns_per_op", 1.0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Row.of(Tables.TIME, CELL, Map.of("round", 0, "ns_per_op", Double.NaN)));
  }

  @Test
  void aTableWithOtherColumnsIsNotGoneOnWith() throws IOException {
    Files.writeString(folder.resolve("time.csv"), "a,c\n");
    var refused = assertThrows(MalformedResult.class, () -> RunFiles.open(folder));
    assertTrue(refused.getMessage().contains("the columns must be"), refused.getMessage());
  }
}

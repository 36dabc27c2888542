package org.heaplab.workloads.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceStatistics;
import org.heaplab.workloads.files.Traces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares the recorded traces with their README. When a trace was recorded again, the failure
/// shows the new row.
class BundledTracesTest {
  private static final Path FOLDER = Path.of("traces");
  private static final long MOST_BYTES = 10 << 20;

  static List<Path> traces() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".trace")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("traces")
  void theReadmeTellsTheTruth(Path file) throws IOException {
    try (Trace trace = Traces.open(file)) {
      TraceStatistics statistics = TraceStatistics.of(trace);
      String ends =
          "| %,d | %.1f MB |".formatted(statistics.ops(), statistics.peakLiveBytes() / 1e6);
      String row = rowOf(trace.name());
      assertTrue(row.endsWith(ends), row + " must end with " + ends);
      String version = trace.provenance().version();
      assertTrue(
          row.contains("| " + trace.provenance().program() + " " + version + " |")
              || trace.provenance().program().isEmpty(),
          row + " must name " + trace.provenance());
    }
  }

  @ParameterizedTest
  @MethodSource("traces")
  void isSmallEnoughToReplayAndLargeEnoughToTellSomething(Path file) {
    try (Trace trace = Traces.open(file)) {
      long ops = TraceStatistics.of(trace).ops();
      assertTrue(ops >= 300_000 && ops <= 3_000_000, file + ": " + ops);
      assertTrue(
          Files.exists(FOLDER.resolve("record-" + trace.name() + ".sh"))
              || !trace.provenance().recorder().equals("heaplab record"),
          file + " has no script");
    }
  }

  @Test
  void theyAreSmallTogether() throws IOException {
    long bytes = 0;
    for (Path file : traces()) bytes += Files.size(file);
    assertTrue(bytes <= MOST_BYTES, "" + bytes);
  }

  @Test
  void everyRowHasItsTrace() throws IOException {
    long rows =
        Files.readAllLines(FOLDER.resolve("README.md")).stream()
            .filter(line -> line.endsWith(" MB |"))
            .count();
    assertEquals(traces().size(), rows);
  }

  private static String rowOf(String name) throws IOException {
    return Files.readAllLines(FOLDER.resolve("README.md")).stream()
        .filter(line -> line.startsWith("| " + name + " |"))
        .findFirst()
        .orElse("(no row of " + name + ")");
  }
}

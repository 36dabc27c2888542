package org.heaplab.workloads.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceStatistics;
import org.heaplab.workloads.files.Traces;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares the recorded traces with the README of their folder. When a trace was recorded again,
/// the failure shows the new row.
class BundledTracesTest {
  enum Group {
    SESSIONS("traces", 300_000, 3_000_000, 10 << 20) {
      @Override
      String figures(TraceStatistics statistics) {
        return "| %,d | %.1f MB |".formatted(statistics.ops(), statistics.peakLiveBytes() / 1e6);
      }
    },
    LONG_RUNNING("traces/long-running", 1_500_000, 5_000_000, 16 << 20) {
      @Override
      String figures(TraceStatistics statistics) {
        return SESSIONS.figures(statistics)
            + " %.1f MB |".formatted(statistics.endLiveBytes() / 1e6);
      }
    },
    ACCESSES("traces/accesses", 500, 300_000, 6 << 20) {
      @Override
      String figures(TraceStatistics statistics) {
        return "| %,d | %,d | %.2f MB |"
            .formatted(statistics.ops(), statistics.accesses(), statistics.peakLiveBytes() / 1e6);
      }
    };

    private final Path folder;
    private final long leastOps;
    private final long mostOps;
    private final long mostBytes;

    Group(String folder, long leastOps, long mostOps, long mostBytes) {
      this.folder = Path.of(folder);
      this.leastOps = leastOps;
      this.mostOps = mostOps;
      this.mostBytes = mostBytes;
    }

    /// How the row of a trace ends.
    abstract String figures(TraceStatistics statistics);

    List<Path> traces() throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        return files.filter(file -> file.toString().endsWith(".trace")).sorted().toList();
      }
    }

    List<String> readme() throws IOException {
      return Files.readAllLines(folder.resolve("README.md"));
    }

    String rowOf(String name) throws IOException {
      return readme().stream()
          .filter(line -> line.startsWith("| " + name + " |"))
          .findFirst()
          .orElse("(no row of " + name + ")");
    }
  }

  static List<Arguments> traces() throws IOException {
    var traces = new ArrayList<Arguments>();
    for (Group group : Group.values()) {
      for (Path file : group.traces()) traces.add(Arguments.of(group, file));
    }
    return traces;
  }

  @ParameterizedTest
  @MethodSource("traces")
  void theReadmeTellsTheTruth(Group group, Path file) throws IOException {
    try (Trace trace = Traces.open(file)) {
      String ends = group.figures(TraceStatistics.of(trace));
      String row = group.rowOf(trace.name());
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
  void isSmallEnoughToReplayAndLargeEnoughToTellSomething(Group group, Path file) {
    try (Trace trace = Traces.open(file)) {
      long ops = TraceStatistics.of(trace).ops();
      assertTrue(ops >= group.leastOps && ops <= group.mostOps, file + ": " + ops);
      assertTrue(
          Files.exists(group.folder.resolve("record-" + trace.name() + ".sh"))
              || !trace.provenance().recorder().equals("heaplab record"),
          file + " has no script");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theyAreSmallTogether(Group group) throws IOException {
    long bytes = 0;
    for (Path file : group.traces()) bytes += Files.size(file);
    assertTrue(bytes <= group.mostBytes, "" + bytes);
  }

  @ParameterizedTest
  @EnumSource
  void everyRowHasItsTrace(Group group) throws IOException {
    long rows = group.readme().stream().filter(line -> line.endsWith(" MB |")).count();
    assertEquals(group.traces().size(), rows);
  }
}

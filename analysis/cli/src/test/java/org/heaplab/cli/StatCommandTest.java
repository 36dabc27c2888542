package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.format.TraceWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StatCommandTest {
  private static final List<String> PROMISED =
      List.of(
          "trace",
          "ops",
          "mallocs",
          "frees",
          "reallocs",
          "threads",
          "accesses",
          "dropped_accesses",
          "peak_live_bytes",
          "live_blocks_at_peak",
          "end_live_bytes",
          "end_live_blocks",
          "total_bytes",
          "large_requests",
          "touched_requests",
          "peak_touched_bytes",
          "locked_blocks_burst_1000",
          "locked_bytes_burst_1000",
          "locked_blocks_steve",
          "locked_bytes_steve",
          "locked_blocks_life",
          "locked_bytes_life");

  @TempDir Path folder;

  @Test
  void jsonHasThePromisedFieldsInOrder() throws IOException {
    Path file = Logs.small(folder.resolve("small.rep"));
    Heard heard = Heard.of("stat", file.toString(), file.toString(), "--format", "json");
    assertEquals(0, heard.status(), heard.err());
    List<Object> rows = heard.json();
    assertEquals(2, rows.size());
    assertEquals(PROMISED, List.copyOf(((Map<?, ?>) rows.getFirst()).keySet()));
    assertEquals(
        Arrays.asList(
            "small", 6, 3, 2, 1, 1, null, null, 10768, 3, 10000, 1, 11280, 0, 0, null, null, null,
            null, null, null, null),
        new ArrayList<>(((Map<?, ?>) rows.getFirst()).values()));
  }

  @Test
  void csvHasTheSame() throws IOException {
    Path file = Logs.small(folder.resolve("small.rep"));
    Heard heard = Heard.of("stat", file.toString(), "--format", "csv");
    assertEquals(
        List.of(String.join(",", PROMISED), "small,6,3,2,1,1,,,10768,3,10000,1,11280,0,0,,,,,,,"),
        heard.outLines());
  }

  @Test
  void aTableTellsSizesAndLifetimes() throws IOException {
    String out = Heard.of("stat", Logs.small(folder.resolve("small.rep")).toString()).out();
    assertTrue(out.contains("median request"), out);
    assertTrue(out.contains("median lifetime"), out);
    assertTrue(out.contains("live bytes over time"), out);
  }

  @Test
  void ofATraceWithAccessesItTellsWhatEachPolicyLocks() throws IOException {
    var builder = new TraceBuilder();
    int used = builder.malloc(30);
    builder.malloc(10);
    builder.access(used, 0, 8, true);
    builder.malloc(20);
    builder.access(used, 8, 8, false);
    builder.free(used);
    builder.drop(Dropped.OUTSIDE_ACCESS, 5);
    Path file = folder.resolve("small.trace");
    try (Trace trace = builder.build("small", Provenance.UNKNOWN)) {
      TraceWriter.write(trace, file);
    }
    Map<?, ?> row =
        (Map<?, ?>) Heard.of("stat", file.toString(), "--format", "json").json().getFirst();
    assertEquals(2, row.get("accesses"));
    assertEquals(5, row.get("dropped_accesses"));
    // After the third of four operations one block of three is locked, with half of the bytes.
    assertEquals(1 / 12.0, row.get("locked_blocks_life"));
    assertEquals(1 / 8.0, row.get("locked_bytes_life"));
    assertTrue(Heard.of("stat", file.toString()).out().contains("live blocks locked, life"));
  }

  @Test
  void ofTwoTracesItSaysWhatDiffers() throws IOException {
    Path before = Logs.small(folder.resolve("before.rep"));
    Path after = folder.resolve("after.rep");
    Files.writeString(after, Files.readString(before).replace("a 2 10000", "a 2 20000"));
    Heard heard = Heard.of("stat", before.toString(), after.toString());
    List<String> all = heard.outLines();
    assertTrue(
        all.stream()
            .anyMatch(line -> line.matches("most live bytes +10.52 KiB +20.28 KiB +92.9 % more")),
        heard.out());
    assertTrue(all.stream().anyMatch(line -> line.matches("operations +6 +6 +as much")));
    assertTrue(
        all.contains("How much more is live, from before to after? 92.9 % more"), heard.out());
    assertTrue(
        all.contains("Which sizes changed most, at the peak? 16.00 KiB to 32.00 KiB"), heard.out());
  }

  @Test
  void ofOneTraceAndOfThreeNothingIsCompared() throws IOException {
    String file = Logs.small(folder.resolve("small.rep")).toString();
    for (Heard heard : List.of(Heard.of("stat", file), Heard.of("stat", file, file, file))) {
      assertFalse(heard.out().contains("How much more"), heard.out());
    }
  }

  @Test
  void importedTraceHasTheSameNumbers() throws IOException {
    Path log = Logs.small(folder.resolve("small.rep"));
    Path trace = folder.resolve("small.trace");
    Heard heard = Heard.of("import", log.toString(), "-o", trace.toString());
    assertEquals(new Heard(0, "", ""), heard);
    assertEquals(
        Heard.of("stat", log.toString(), "--format", "json"),
        Heard.of("stat", trace.toString(), "--format", "json"));
  }
}

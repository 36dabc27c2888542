package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
          "peak_live_bytes",
          "live_blocks_at_peak",
          "end_live_bytes",
          "end_live_blocks",
          "total_bytes",
          "large_requests",
          "touched_requests",
          "peak_touched_bytes");

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
        Arrays.asList("small", 6, 3, 2, 1, 1, 10768, 3, 10000, 1, 11280, 0, 0, null),
        new ArrayList<>(((Map<?, ?>) rows.getFirst()).values()));
  }

  @Test
  void csvHasTheSame() throws IOException {
    Path file = Logs.small(folder.resolve("small.rep"));
    Heard heard = Heard.of("stat", file.toString(), "--format", "csv");
    assertEquals(
        List.of(String.join(",", PROMISED), "small,6,3,2,1,1,10768,3,10000,1,11280,0,0,"),
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

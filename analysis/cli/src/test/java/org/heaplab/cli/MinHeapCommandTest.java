package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MinHeapCommandTest {
  @TempDir Path folder;

  @Test
  void jsonHasThePromisedFieldsInOrder() throws IOException {
    String trace = Logs.small(folder.resolve("small.rep")).toString();
    Heard heard = Heard.of("minheap", trace, "-a", "first-fit,glibc", "--format", "json");
    assertEquals(0, heard.status(), heard.err());
    assertEquals(
        "heaplab: glibc is left out: a native allocator has no heap limit", heard.err().strip());
    List<Object> rows = heard.json();
    assertEquals(1, rows.size());
    var row = (Map<?, ?>) rows.getFirst();
    assertEquals(
        List.of("trace", "allocator", "peak_live_bytes", "min_heap_bytes", "ratio"),
        List.copyOf(row.keySet()));
    long live = ((Number) row.get("peak_live_bytes")).longValue();
    long heap = ((Number) row.get("min_heap_bytes")).longValue();
    assertEquals(10768, live);
    assertTrue(heap >= live, row.toString());
    assertEquals((double) heap / live, row.get("ratio"));
  }

  @Test
  void nothingToMeasureIsAFailure() throws IOException {
    String trace = Logs.small(folder.resolve("small.rep")).toString();
    Heard heard = Heard.of("minheap", trace, "-a", "glibc");
    assertEquals(1, heard.status());
    assertEquals("", heard.out());
    assertEquals(
        "heaplab: none of the allocators asked for can be measured", heard.errLines().getLast());
  }
}

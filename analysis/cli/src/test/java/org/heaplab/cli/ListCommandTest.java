package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ListCommandTest {
  @Test
  void allocatorsHaveThePromisedFields() throws IOException {
    Heard heard = Heard.of("list", "allocators", "--format", "json");
    assertEquals(0, heard.status(), heard.err());
    List<Object> allocators = heard.json();
    assertTrue(allocators.size() > 1);
    for (Object allocator : allocators) {
      assertEquals(
          List.of("name", "family", "kind", "handles", "threads", "source"),
          List.copyOf(((Map<?, ?>) allocator).keySet()));
      assertTrue(List.of("java", "native").contains(((Map<?, ?>) allocator).get("kind")));
    }
  }

  @Test
  void csvHasTheFieldsOfJson() {
    Heard heard = Heard.of("list", "allocators", "--format", "csv");
    assertEquals("name,family,kind,handles,threads,source", heard.outLines().getFirst());
  }

  @Test
  void glibcIsAlwaysThere() {
    assertTrue(
        Heard.of("list", "allocators").outLines().stream().anyMatch(l -> l.startsWith("glibc ")));
  }

  @Test
  void aloneNamesEverything() {
    Heard heard = Heard.of("list");
    assertEquals(0, heard.status());
    assertEquals("", heard.err());
    assertTrue(heard.out().startsWith("allocators: "), heard.out());
    assertTrue(heard.out().contains("\nmetrics: trace, allocator, "), heard.out());
  }
}

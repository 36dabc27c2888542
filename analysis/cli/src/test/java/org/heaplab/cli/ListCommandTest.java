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
          List.of(
              "name",
              "family",
              "kind",
              "handles",
              "threads",
              "source",
              "options",
              "settings",
              "capabilities"),
          List.copyOf(((Map<?, ?>) allocator).keySet()));
      assertTrue(List.of("java", "native").contains(((Map<?, ?>) allocator).get("kind")));
    }
  }

  @Test
  void csvHasTheFieldsOfJson() {
    Heard heard = Heard.of("list", "allocators", "--format", "csv");
    assertEquals(
        "name,family,kind,handles,threads,source,options,settings,capabilities",
        heard.outLines().getFirst());
    assertTrue(heard.outLines().stream().anyMatch(line -> line.endsWith(",\"stores,reuses\"")));
  }

  @Test
  void anAllocatorShowsItsOptionsWithDefaultRuleAndMeaning() throws IOException {
    Heard json = Heard.of("list", "allocators", "--format", "json");
    var firstFit =
        json.json().stream()
            .map(allocator -> (Map<?, ?>) allocator)
            .filter(allocator -> allocator.get("name").equals("first-fit"))
            .findFirst()
            .orElseThrow();
    var order = (Map<?, ?>) ((List<?>) firstFit.get("options")).getFirst();
    assertEquals(List.of("name", "default", "rule", "meaning"), List.copyOf(order.keySet()));
    assertEquals("order", order.get("name"));
    assertEquals("address", order.get("default"));
    assertEquals("one of address, lifo, fifo", order.get("rule"));
    Heard csv = Heard.of("list", "allocators", "--format", "csv");
    assertTrue(csv.out().contains(",\"order,coalesce,trim,step,header,align\","), csv.out());
    Heard table = Heard.of("list", "allocators");
    assertTrue(
        table.outLines().stream().anyMatch(line -> line.matches("first-fit +order +address .*")),
        table.out());
  }

  @Test
  void aNamedSettingShowsWhatItStandsFor() throws IOException {
    Heard json = Heard.of("list", "allocators", "--format", "json");
    var settings =
        json.json().stream()
            .flatMap(allocator -> ((List<?>) ((Map<?, ?>) allocator).get("settings")).stream())
            .map(setting -> (Map<?, ?>) setting)
            .filter(setting -> setting.get("name").equals("jw-first-fit-lifo"))
            .toList();
    assertEquals("first-fit:order=lifo,header=0", settings.getFirst().get("specification"));
    Heard table = Heard.of("list", "allocators");
    assertTrue(table.out().contains("jw-first-fit-lifo"), table.out());
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

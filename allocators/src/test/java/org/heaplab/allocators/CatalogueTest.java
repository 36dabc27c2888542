package org.heaplab.allocators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.heaplab.allocators.MisuseException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The catalogue is complete and says what is wrong with a specification.
final class CatalogueTest {
  @ParameterizedTest
  @EnumSource
  void everyCapabilityHasASubject(Capability capability) {
    assertTrue(Catalogue.entries().stream().anyMatch(entry -> entry.has(capability)));
  }

  @ParameterizedTest
  @EnumSource
  void everyMisuseHasASubject(Kind kind) {
    assertTrue(Catalogue.entries().stream().anyMatch(entry -> entry.detects().contains(kind)));
  }

  @Test
  void namesAreUnique() {
    List<String> names = Catalogue.entries().stream().map(Catalogue.Entry::name).toList();
    assertEquals(names.size(), new HashSet<>(names).size());
  }

  @Test
  void everySourceEndsWithAYear() {
    for (Catalogue.Entry entry : Catalogue.entries()) {
      assertTrue(entry.source().matches(".+, .+, (19|20)\\d\\d|heaplab, 20\\d\\d"), entry::source);
    }
  }

  @Test
  void brokenAllocatorsAreFoundButNotListed() {
    assertEquals("broken-overlap", Catalogue.find("broken-overlap").entry().name());
    assertFalse(Catalogue.entries().stream().anyMatch(entry -> entry.name().startsWith("broken")));
  }

  @Test
  void optionsTakeTheirUsualValues() {
    assertEquals("address", Catalogue.find("first-fit").options().text("order"));
    assertEquals("lifo", Catalogue.find("first-fit:order=lifo").options().text("order"));
    assertEquals(64, Catalogue.find("first-fit:order=fifo,trim=64").options().number("trim"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no-such",
        "first-fit:",
        "first-fit:order",
        "first-fit:order=",
        "first-fit:order=random",
        "first-fit:colour=red",
        "bump:order=lifo",
        "broken"
      })
  void whatDoesNotExistIsRefused(String specification) {
    var refused = assertThrows(IllegalArgumentException.class, () -> Catalogue.find(specification));
    assertTrue(refused.getMessage().contains("must be"), refused::getMessage);
  }
}

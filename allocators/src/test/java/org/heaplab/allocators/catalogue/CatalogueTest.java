package org.heaplab.allocators.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.ConfiguredAllocator;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.Heap;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.NamedSetting;
import org.heaplab.options.Option;
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
    List<String> names = Catalogue.entries().stream().map(Entry::name).toList();
    assertEquals(names.size(), new HashSet<>(names).size());
  }

  @Test
  void namedSettingsAreUsedLikeAllocators() {
    ConfiguredAllocator plain = Catalogue.find("jw-first-fit-lifo");
    assertEquals("jw-first-fit-lifo", plain.name());
    assertEquals("first-fit", plain.entry().name());
    assertEquals("lifo", valueOf("order", "jw-first-fit-lifo"));
    assertEquals("64", valueOf("trim", "jw-first-fit-lifo:trim=64"));
    var twice =
        assertThrows(
            IllegalArgumentException.class, () -> Catalogue.find("jw-first-fit-lifo:order=fifo"));
    assertTrue(twice.getMessage().contains("order must be given once"), twice.getMessage());
  }

  @Test
  void everyNamedSettingCanBeMadeAndHasANameOfItsOwn() {
    var names = new HashSet<>(Catalogue.entries().stream().map(Entry::name).toList());
    for (Entry entry : Catalogue.entries()) {
      for (NamedSetting setting : entry.settings()) {
        assertTrue(names.add(setting.name()), setting::name);
        try (HandleAllocator heap = Catalogue.find(setting.name()).create(1 << 20)) {
          assertNotEquals(Heap.NULL, heap.malloc(100));
        }
      }
    }
  }

  @Test
  void aCapabilityIsLostWithTheOptionThatCostsIt() {
    assertTrue(Catalogue.find("first-fit").entry().has(Capability.COALESCES));
    assertTrue(Catalogue.find("first-fit").entry().has(Capability.SCALES));
    assertFalse(Catalogue.find("first-fit:order=lifo").entry().has(Capability.SCALES));
    assertTrue(Catalogue.find("first-fit:order=lifo").entry().has(Capability.COALESCES));
    assertFalse(Catalogue.find("first-fit:coalesce=deferred").entry().has(Capability.COALESCES));
  }

  @Test
  void everySourceEndsWithAYear() {
    for (Entry entry : Catalogue.entries()) {
      assertTrue(entry.source().matches(".+, .+, (19|20)\\d\\d|heaplab, 20\\d\\d"), entry::source);
    }
  }

  @Test
  void optionsHaveTheirStandardValuesUnlessOthersAreGiven() {
    assertEquals("address", valueOf("order", "first-fit"));
    assertEquals("lifo", valueOf("order", "first-fit:order=lifo"));
    assertEquals("64", valueOf("trim", "first-fit:order=fifo,trim=64"));
  }

  private static String valueOf(String option, String specification) {
    ConfiguredAllocator allocator = Catalogue.find(specification);
    return allocator.entry().options().stream()
        .filter(one -> one.name().equals(option))
        .map(allocator.options()::text)
        .collect(Collectors.joining());
  }

  @Test
  void thoseOfOursThatStoreBlocksHaveAnAlignmentRuleAndNoOthers() {
    for (Entry entry : Catalogue.entries()) {
      assertEquals(
          entry.has(Capability.STORES) && !entry.isNative(),
          entry.options().contains(AlignmentRule.OPTION),
          entry::name);
    }
  }

  @Test
  void theAlignmentRuleIsAsTheSpecificationSays() {
    assertEquals(AlignmentRule.EIGHT, Catalogue.find("handle").alignmentRule());
    assertEquals(AlignmentRule.MALLOC, Catalogue.find("handle:align=malloc").alignmentRule());
    assertEquals(AlignmentRule.EIGHT, Catalogue.find("nothing").alignmentRule());
  }

  /// Result files of earlier runs have these texts, and bytes as plain numbers.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "handle:entry=24,granule=16,page=8192,small=1024,headroom=0.03,moves=2,level=6,budget=64",
        "handle:ready=0.005,reuse=none,release=eager,compact=asked",
        "jeff:header=13,headroom=0.33,compact=early",
        "first-fit:order=fifo,trim=131072,step=4096",
        "best-fit:trim=0,step=65536",
        "buddy:min=64,size=header"
      })
  void optionsOfEarlierRunsAreStillKnown(String specification) {
    assertEquals(specification, Catalogue.find(specification).name());
  }

  @Test
  void everyOptionSaysInAClauseWhatItDecides() {
    for (Entry entry : Catalogue.entries()) {
      for (Option option : entry.options()) {
        String where = entry.name() + ":" + option.name();
        assertFalse(option.meaning().isBlank() || option.meaning().endsWith("."), where);
        assertFalse(option.tried().isEmpty(), () -> where + " has no further value to try");
      }
    }
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
        "first-fit:trim=-1",
        "first-fit:step=5000",
        "buddy:min=12",
        "handle:headroom=2",
        "jeff:headroom=0",
        "bump:order=lifo",
        "bump:align=16",
        "nothing:align=8",
        "glibc:align=malloc"
      })
  void whatDoesNotExistIsRefused(String specification) {
    var refused = assertThrows(IllegalArgumentException.class, () -> Catalogue.find(specification));
    assertTrue(refused.getMessage().contains("must be"), refused::getMessage);
  }

  @Test
  void whatIsUsualLeavesOutFurtherMembersOfFamilies() {
    var usual = Catalogue.usual().stream().map(Entry::name).toList();
    assertTrue(usual.containsAll(List.of("handle", "first-fit", "best-fit", "buddy", "glibc")));
    assertFalse(usual.contains("exact"));
    assertTrue(Catalogue.entries().containsAll(Catalogue.usual()));
  }
}

package org.heaplab.allocators.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.catalogue.Catalogue;
import org.junit.jupiter.api.Test;

/// What a library says of itself: how it is set, and how a process comes to it.
final class ForeignLibraryTest {
  private static final Path FILE = Path.of("/lib/lib.so");

  private static ForeignLibrary library(Linkage linkage) {
    return ForeignLibrary.installed("one", "", linkage, Symbols.STANDARD, "libc.so.6", "");
  }

  @Test
  void aLibraryThatReplacesMallocIsPreloaded() {
    ForeignLibrary replaces = library(Linkage.REPLACES_MALLOC);
    assertEquals("preloaded", replaces.loading());
    assertEquals(
        Map.of("LD_PRELOAD", "/lib/lib.so", "A", "1"),
        replaces.tuned("two", Map.of("A", "1")).environment(FILE));
    assertTrue(replaces.unusableHere().orElseThrow().endsWith("needs a process of its own"));
    assertTrue(replaces.javaEnvironment().orElseThrow().containsKey("LD_PRELOAD"));
  }

  @Test
  void oneWithNamesOfItsOwnIsOpenedAndNeedsItsSettingsOnly() {
    ForeignLibrary prefixed = library(Linkage.PREFIXED);
    assertEquals("opened", prefixed.loading());
    assertEquals(Optional.empty(), prefixed.unusableHere());
    ForeignLibrary tuned = prefixed.tuned("two", Map.of("HEAPLAB_NO_SUCH", "1"));
    assertEquals(Map.of("HEAPLAB_NO_SUCH", "1"), tuned.environment(FILE));
    assertEquals(Optional.of(Map.of("HEAPLAB_NO_SUCH", "1")), tuned.javaEnvironment());
    assertTrue(tuned.unusableHere().orElseThrow().endsWith("needs an environment of its own"));
  }

  @Test
  void whatIsCalledAtPhasesIsAmongTheSettings() {
    ForeignLibrary trimmed =
        library(Linkage.C_LIBRARY)
            .tuned("two", Map.of("B", "2", "A", "1"))
            .callingAtPhases("three", "malloc_trim");
    assertEquals("A=1 B=2 malloc_trim(0) at phase marks", trimmed.settingsText());
    assertEquals(Optional.empty(), trimmed.javaEnvironment());
    assertFalse(trimmed.isOfItsOwn());
  }

  @Test
  void librariesWithOtherSettingsAreNotUsual() {
    var usual = Catalogue.usual().stream().map(Entry::name).toList();
    assertTrue(usual.containsAll(List.of("glibc", "jemalloc", "nothing-c")));
    assertFalse(usual.contains("glibc-tight") || usual.contains("glibc-trim"));
    assertFalse(usual.contains("jemalloc-no-decay") || usual.contains("jemalloc-bundled"));
  }
}

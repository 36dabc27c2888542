package org.heaplab.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Variation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariationTest {
  private static final Variation ALIGN = new Variation("align", null, false);

  private static ComparedAllocator named(String name) {
    return new ComparedAllocator(
        name, "f", ComparedAllocator.JAVA, ComparedAllocator.Role.COMPETES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "heap:align=malloc; heap",
        "heap:align=malloc,page=8; heap:page=8",
        "heap:page=8,align=malloc; heap:page=8",
        "heap:page=8,align=malloc,order=lifo; heap:page=8,order=lifo"
      })
  void anAllocatorHasANameWithoutTheOption(String name, String without) {
    assertEquals(Optional.of(without), ALIGN.without(named(name)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"heap", "heap:page=8", "heap:malign=4", "heap@hold=0.1"})
  void anAllocatorWithoutTheOptionHasNoSuchName(String name) {
    assertEquals(Optional.empty(), ALIGN.without(named(name)));
  }

  @Test
  void aWordIsNoNumber() {
    assertEquals(Double.NaN, ALIGN.of(named("heap:align=malloc")));
    assertEquals(16, ALIGN.of(named("heap:align=16")));
  }
}

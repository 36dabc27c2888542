package org.heaplab.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.heaplab.results.table.OperationKind;
import org.heaplab.results.table.Percentile;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;

final class OperationKindTest {
  @Test
  void aKindIsFoundByItsTitleAndByItsKey() {
    for (OperationKind kind : OperationKind.values()) {
      assertEquals(Optional.of(kind), OperationKind.find(kind.title()));
      assertEquals(kind, OperationKind.ofKey(kind.key()));
    }
    assertEquals("malloc-larger", OperationKind.MALLOC_LARGER.key());
    assertEquals(Optional.empty(), OperationKind.find("Free"));
    assertThrows(IllegalArgumentException.class, () -> OperationKind.ofKey("FREE"));
  }

  @Test
  void aMallocIsOfTheFirstBandThatHoldsItsSize() {
    assertEquals(OperationKind.MALLOC_64, OperationKind.ofMalloc(0));
    assertEquals(OperationKind.MALLOC_64, OperationKind.ofMalloc(64));
    assertEquals(OperationKind.MALLOC_1K, OperationKind.ofMalloc(65));
    assertEquals(OperationKind.MALLOC_1K, OperationKind.ofMalloc(1024));
    assertEquals(OperationKind.MALLOC_32K, OperationKind.ofMalloc(1025));
    assertEquals(OperationKind.MALLOC_32K, OperationKind.ofMalloc(32 << 10));
    assertEquals(OperationKind.MALLOC_LARGER, OperationKind.ofMalloc((32 << 10) + 1));
  }

  @Test
  void aPercentileNeedsTenSamplesBeyondIt() {
    assertTrue(Percentile.P99.isKnownOf(1000));
    assertFalse(Percentile.P99.isKnownOf(999));
    assertTrue(Percentile.P99999.isKnownOf(1_000_000));
    assertFalse(Percentile.P99999.isKnownOf(999_999));
  }

  @Test
  void everyPercentileHasItsColumn() {
    for (Percentile one : Percentile.values()) Tables.OPERATION.indexOf(one.column());
    assertEquals(3, Percentile.P999.nines(), 1e-12);
    assertEquals(0.999, Percentile.P999.share(), 1e-12);
  }
}

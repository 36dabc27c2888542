package org.heaplab.measure.adversary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdversaryMeasurementTest {
  private static List<Row> rows(String allocator) throws IOException {
    return new AdversaryMeasurement().measure(new Key("e", "", allocator), 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"first-fit", "best-fit", "buddy"})
  void whatMovesNoBlockNeedsAtLeastTheBound(String allocator) throws IOException {
    Row robson = rows(allocator).getFirst();
    assertEquals("robson", robson.text("adversary"));
    assertTrue(robson.number("ratio") >= robson.number("bound"), robson.toString());
  }

  @Test
  void lockedBlocksMakeAHandleHeapOneOfThem() throws IOException {
    List<Row> rows = rows("handle");
    assertEquals(
        List.of("robson", "robson, locked", "pinned pages"),
        rows.stream().map(row -> row.text("adversary")).toList());
    Row locked = rows.get(1);
    assertTrue(locked.number("ratio") >= locked.number("bound"), locked.toString());
    assertTrue(rows.getFirst().number("ratio") < locked.number("ratio"), rows.toString());
  }

  @Test
  void aLockedBlockHoldsItsPage() throws IOException {
    Row pinned = rows("handle").getLast();
    assertTrue(pinned.number("ratio") >= pinned.number("bound"), pinned.toString());
  }

  @Test
  void aNativeAllocatorIsLeftOut() {
    assertThrows(IOException.class, () -> rows("glibc"));
  }
}

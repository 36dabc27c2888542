package org.heaplab.results;

import static org.heaplab.results.MadeUpRuns.CELL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.heaplab.results.metric.Basis;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.CollectionTable;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Table;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CellTest {
  private static Cell space(Map<String, ?> measured) {
    return new Cell(CELL).add(Row.of(Tables.SPACE, CELL, measured));
  }

  private static Row empty(Table table) {
    return Row.of(table, CELL, Map.of());
  }

  @Test
  void whatNoRowDeniesIsValidAndComplete() {
    var unknown = new Cell(CELL);
    assertTrue(unknown.valid());
    assertTrue(unknown.completed());
    Cell denied = space(Map.of("valid", false, "completed", false));
    assertFalse(denied.valid());
    assertFalse(denied.completed());
    Cell confirmed = space(Map.of("valid", true, "completed", true));
    assertTrue(confirmed.valid());
    assertTrue(confirmed.completed());
  }

  @Test
  void spaceWasMeasuredWhereThereIsAPeak() {
    assertTrue(space(Map.of("peak_footprint_bytes", 0)).hasSpace());
    assertFalse(space(Map.of("reason", "no memory")).hasSpace());
    assertFalse(new Cell(CELL).hasSpace());
  }

  @Test
  void oneCompactionIsEnoughForPauses() {
    assertTrue(space(Map.of("compactions", 1)).compacted());
    assertFalse(space(Map.of("compactions", 0)).compacted());
    assertFalse(space(Map.of()).compacted());
  }

  @Test
  void aCollectionThatMovesNothingIsAPauseToo() {
    Cell cell = space(Map.of("compactions", 0));
    cell.add(Row.of(CollectionTable.COLLECTION, CELL, Map.of("collections", 1)));
    assertTrue(cell.compacted());
  }

  @Test
  void aValidCellWithAReasonLackedMemory() {
    assertTrue(space(Map.of("valid", true, "reason", "no memory")).isUnfinished());
    assertFalse(space(Map.of("valid", false, "reason", "crashed")).isUnfinished());
    assertFalse(space(Map.of("valid", true)).isUnfinished());
    assertEquals("crashed", space(Map.of("valid", false, "reason", "crashed")).reason());
    assertEquals("", new Cell(CELL).reason());
  }

  @Test
  void aTableOfOneTakesOneRow() {
    Cell cell = space(Map.of());
    assertThrows(IllegalArgumentException.class, () -> cell.add(empty(Tables.SPACE)));
  }

  @Test
  void aTableOfManyTakesAllRows() {
    var cell = new Cell(CELL);
    assertEquals(0, cell.series(Tables.TIME).size());
    cell.add(empty(Tables.TIME)).add(empty(Tables.TIME));
    assertEquals(2, cell.series(Tables.TIME).size());
    assertEquals(List.of(), List.copyOf(cell.ones()));
  }

  @Test
  void aColumnThatATableDoesNotHaveIsAnErrorEvenWithoutARow() {
    var cell = new Cell(CELL);
    assertThrows(IllegalArgumentException.class, () -> cell.value(Tables.SPACE, "no_column"));
  }

  @Test
  void whatIsNoNumberIsNaN() {
    assertTrue(Double.isNaN(space(Map.of("valid", true)).number(Tables.SPACE, "valid")));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SPACE")
  void aBasisComparesWhatHasItsTable(Basis basis) {
    var cell = new Cell(CELL);
    assertFalse(basis.compares(cell));
    for (Table table : basis.tables()) cell.add(empty(table));
    assertTrue(basis.compares(cell));
  }

  @Test
  void spaceIsComparedOnlyWhereItWasMeasured() {
    assertFalse(Basis.SPACE.compares(space(Map.of("reason", "no memory"))));
    assertTrue(Basis.SPACE.compares(space(Map.of("peak_footprint_bytes", 10))));
  }

  @Test
  void whatIsNotValidOrNotCompleteIsNotCompared() {
    for (String column : List.of("valid", "completed")) {
      Cell cell = space(Map.of("peak_footprint_bytes", 10, column, false));
      cell.add(empty(Tables.TIME));
      assertFalse(Basis.SPACE.compares(cell), column);
      assertFalse(Basis.TIME.compares(cell), column);
    }
  }

  @Test
  void whatNeedsNoClockIsNotTimed() {
    List<Basis> untimed = Stream.of(Basis.values()).filter(one -> !one.isTimed()).toList();
    assertEquals(List.of(Basis.SPACE, Basis.FIXED_HEAP, Basis.ACCESS), untimed);
  }
}

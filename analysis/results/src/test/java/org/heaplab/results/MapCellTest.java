package org.heaplab.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heaplab.results.table.MapCell;
import org.junit.jupiter.api.Test;

final class MapCellTest {
  @Test
  void whatHoldsNothingIsNotHeld() {
    assertEquals('.', MapCell.of(0, 0, 0, 0));
  }

  @Test
  void freeBytesWithoutABlockAreFreeWhateverElseIsThere() {
    assertEquals('f', MapCell.of(0, 0, 0, 1));
    assertEquals('f', MapCell.of(0, 0, 50, 50));
  }

  @Test
  void metadataMustBeMoreThanAllElse() {
    assertEquals('m', MapCell.of(20, 0, 41, 20));
    assertEquals('5', MapCell.of(20, 0, 40, 20));
  }

  @Test
  void tenthsAreRoundedDownAndTheLastIsOpen() {
    assertEquals('0', MapCell.of(1, 0, 0, 99));
    assertEquals('0', MapCell.of(9, 0, 0, 91));
    assertEquals('1', MapCell.of(10, 0, 0, 90));
    assertEquals('8', MapCell.of(899, 0, 0, 101));
    assertEquals('9', MapCell.of(900, 0, 0, 100));
    assertEquals('9', MapCell.of(100, 0, 0, 0));
  }

  @Test
  void metadataIsNoPartOfTheTenths() {
    assertEquals('9', MapCell.of(60, 0, 30, 0));
  }

  @Test
  void aLockedBlockShowsBesideTheTenths() {
    assertEquals('E', MapCell.of(45, 1, 0, 55));
    assertTrue(MapCell.isLocked('E'));
    assertEquals(4, MapCell.tenths('E'));
    assertEquals(4, MapCell.tenths('4'));
    assertFalse(MapCell.isLocked('4'));
  }

  @Test
  void whatIsNotUsedHasNoTenths() {
    for (char cell : ".fm".toCharArray()) assertEquals(-1, MapCell.tenths(cell));
  }

  @Test
  void otherCharactersAreNotKnown() {
    for (char cell : ".fm09AJ".toCharArray()) assertTrue(MapCell.isKnown(cell), "" + cell);
    for (char cell : "Kabx :@/".toCharArray()) {
      assertFalse(MapCell.isKnown(cell), "" + cell);
    }
  }
}

package org.heaplab.report.heapmap;

import java.awt.Color;
import org.heaplab.report.palette.HeapMapColor;
import org.heaplab.results.table.MapCell;

/// How a cell of a heap map is drawn, in the order in which a legend has them.
enum CellShade {
  USED_FULLY("used ≥ 90 %", HeapMapColor.USED_FULLY),
  USED_MOSTLY("≥ 70 %", HeapMapColor.USED_MOSTLY),
  USED_HALF("≥ 40 %", HeapMapColor.USED_HALF),
  USED_LITTLE("below 40 %", HeapMapColor.USED_LITTLE),
  FREE("free, held", HeapMapColor.FREE),
  METADATA("metadata", HeapMapColor.METADATA),
  LOCKED("locked", HeapMapColor.LOCKED);

  /// The tenths from which on a cell has the shade.
  private static final int FULLY = 9;

  private static final int MOSTLY = 7;
  private static final int HALF = 4;

  private final String title;
  private final HeapMapColor color;

  CellShade(String title, HeapMapColor color) {
    this.title = title;
    this.color = color;
  }

  String title() {
    return title;
  }

  Color color() {
    return color.light();
  }

  /// Which part of a row's height it takes: the others are stripes.
  double thickness() {
    return switch (this) {
      case METADATA -> 0.55;
      case LOCKED -> 0.35;
      default -> 1;
    };
  }

  /// Whether a cell has it. A cell with a locked block has two.
  boolean has(char cell) {
    return this == LOCKED ? MapCell.isLocked(cell) : this == of(cell);
  }

  /// @return null for what is not drawn
  private static CellShade of(char cell) {
    if (cell == MapCell.FREE) return FREE;
    if (cell == MapCell.METADATA) return METADATA;
    int tenths = MapCell.tenths(cell);
    if (tenths >= FULLY) return USED_FULLY;
    if (tenths >= MOSTLY) return USED_MOSTLY;
    if (tenths >= HALF) return USED_HALF;
    return tenths >= 0 ? USED_LITTLE : null;
  }
}

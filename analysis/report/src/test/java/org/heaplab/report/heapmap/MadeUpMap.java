package org.heaplab.report.heapmap;

import java.util.Map;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// Heap maps that tests make up.
final class MadeUpMap {
  static final long BIN_BYTES = 1 << 16;

  private MadeUpMap() {}

  /// Adds a map of one area, a point every hundred operations.
  ///
  /// @param cells of each point
  static Cell add(Cell cell, String... cells) {
    for (int i = 0; i < cells.length; i++) add(cell, i, 0, cells[i]);
    return addArea(cell, "blocks", cells[0].length());
  }

  static void add(Cell cell, int point, long movedBytes, String cells) {
    cell.add(
        Row.of(
            Tables.HEAP_MAP,
            cell.key(),
            Map.of(
                "op",
                100 * (point + 1),
                "live_bytes",
                1000,
                "footprint_bytes",
                4096,
                "free_bytes",
                2000,
                "moved_bytes",
                movedBytes,
                "cells",
                cells)));
  }

  static Cell addArea(Cell cell, String area, int bins) {
    return cell.add(
        Row.of(
            Tables.HEAP_AREA,
            cell.key(),
            Map.of("area", area, "bins", bins, "bin_bytes", BIN_BYTES)));
  }
}

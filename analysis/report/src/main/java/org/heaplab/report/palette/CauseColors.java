package org.heaplab.report.palette;

import java.awt.Color;
import org.heaplab.results.table.Cause;

/// The colours of what a footprint is held for: metadata in violet, free bytes in red, what neither
/// is in yellow and grey.
public final class CauseColors {
  private CauseColors() {}

  public static Color of(Cause cause) {
    return new Color(
        switch (cause) {
          case LIVE -> 0x7F8A9A;
          case UNTOUCHED -> 0xB4BBC6;
          case PADDING -> 0xE8B23A;
          case HEADERS -> 0xC9A6DB;
          case ENTRIES -> 0xA66BBD;
          case UNUSED_ENTRIES -> 0x6B357F;
          case METADATA -> 0x4C5FA8;
          case PAGE_TAILS -> 0xF3BFAE;
          case FREE_SLOTS -> 0xDB6A52;
          case FREE_BLOCKS -> 0xA63A28;
          case FREE_PAGES -> 0x6FA08B;
          case REST -> 0xB98A7A;
        });
  }
}

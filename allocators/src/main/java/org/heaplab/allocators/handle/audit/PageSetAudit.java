package org.heaplab.allocators.handle.audit;

import java.util.List;
import org.heaplab.allocators.handle.pages.PageSet;
import org.heaplab.allocators.handle.pages.PageSetBitmaps;

/// Checks every word of every [PageSet].
final class PageSetAudit {
  private final PageSetBitmaps bitmaps;
  private final List<PageSet> sets;

  PageSetAudit(PageSetBitmaps bitmaps, List<PageSet> sets) {
    this.bitmaps = bitmaps;
    this.sets = sets;
  }

  void run() {
    long members = 0;
    for (int i = 0; i < sets.size(); i++) members += auditSet(i, sets.get(i));
    long committed = bitmaps.committedBytes();
    Invariant.SETS_COMMITTED.require(members > 0 || committed == 0, "sets", sets.size(), committed);
  }

  private static long auditSet(int number, PageSet set) {
    long size = 0;
    for (long word = 0; word < set.words(); word++) {
      long bits = set.word(word);
      size += Long.bitCount(bits);
      Invariant.SET_FLOOR.require(bits == 0 || word >= set.floorWord(), "set", number, word);
    }
    Invariant.SET_SIZE.require(size == set.size(), "set", number, size);
    return size;
  }

  /// Whether all members of a set are below a number. It is called only after [#run], so the set's
  /// size is right.
  static boolean areBelow(long bound, PageSet set) {
    int below = 0;
    for (long number = 0; number < bound; number++) if (set.contains(number)) below++;
    return below == set.size();
  }
}

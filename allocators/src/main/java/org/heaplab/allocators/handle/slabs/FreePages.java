package org.heaplab.allocators.handle.slabs;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.handle.pages.HeapAreas;
import org.heaplab.allocators.handle.pages.PageRelease;
import org.heaplab.allocators.handle.pages.PageSet;
import org.heaplab.allocators.handle.pages.PageSetBitmaps;

/// The slab pages that no class has. Some stay committed for the next class that needs one, up to
/// an allowance; the others are given back. The lowest pages are used first.
public final class FreePages {
  /// Free pages kept committed: one for each 2^6 in use, and a few.
  private static final int LOG_PAGES_PER_RETAINED = 6;

  private static final int MIN_RETAINED = 4;

  /// Pages given back at a time. Each may take a system call, so this bounds the pause.
  private static final int MOST_RELEASED = 64;

  private final Backing backing;
  private final SlabGeometry geometry;
  private final long heads;
  private final PageSet retained;
  private final PageSet released;
  private final PageRelease release;
  private int frontier;

  FreePages(
      Backing backing,
      SlabGeometry geometry,
      long heads,
      PageSetBitmaps sets,
      PageRelease release) {
    this.backing = backing;
    this.geometry = geometry;
    this.heads = heads;
    this.retained = sets.add();
    this.released = sets.add();
    this.release = release;
  }

  /// One more than the highest page number ever used.
  public int frontier() {
    return frontier;
  }

  public PageSet retained() {
    return retained;
  }

  public PageSet released() {
    return released;
  }

  /// Takes the lowest page and commits it, its descriptor and the heads of the lists.
  ///
  /// @return its number, or -1 when the limit leaves no room
  int take() {
    long page = retained.lowest();
    if (page >= 0) {
      retained.remove(page);
      return (int) page;
    }
    page = released.lowest();
    if (page < 0) page = frontier;
    if (page >= geometry.maxPages() || !commit((int) page)) return -1;
    if (page == frontier) {
      frontier++;
    } else {
      released.remove(page);
    }
    return (int) page;
  }

  private boolean commit(int page) {
    return backing.commitAll(
        geometry.descriptorOf(page),
        SlabLayout.DESCRIPTOR_BYTES,
        heads,
        SlabLists.HEADS_BYTES,
        geometry.addressOfPage(page),
        geometry.pageBytes());
  }

  /// Keeps a page for the next class that needs one, or gives it back.
  ///
  /// @param pages that are in use
  void add(int page, int pages) {
    if (!retained.add(page)) giveBack(page);
    int usual = (pages >>> LOG_PAGES_PER_RETAINED) + MIN_RETAINED;
    if (retained.size() > release.allowance(usual)) {
      shrink(release.kept(Math.max(usual / 2, usual - MOST_RELEASED)));
    }
  }

  /// Returns a page that was just taken and not used.
  void undoTake(int page) {
    if (page == frontier - 1) {
      frontier--;
      backing.release(geometry.addressOfPage(page), geometry.pageBytes());
    } else {
      giveBack(page);
    }
  }

  /// Gives a page back. If the limit leaves no room to note it in a set, its addresses are not used
  /// again.
  private void giveBack(int page) {
    backing.release(geometry.addressOfPage(page), geometry.pageBytes());
    released.add(page);
  }

  /// Gives back every retained page.
  void purge() {
    shrink(0);
  }

  /// Gives back the lowest retained pages, neighbours in one call.
  private void shrink(long left) {
    backing.beginReleases();
    while (retained.size() > left) {
      long first = retained.lowest();
      long end = first;
      do {
        retained.remove(end);
        released.add(end++);
      } while (retained.size() > left && retained.contains(end));
      backing.release(geometry.addressOfPage((int) first), geometry.bytes(end - first));
    }
    backing.endReleases();
  }

  /// Forgets every page. None may be in use.
  void reset() {
    purge();
    released.clear();
    long descriptorBytes = (long) frontier << SlabLayout.LOG_DESCRIPTOR_BYTES;
    backing.release(
        geometry.descriptorOf(0), HeapAreas.roundUp(descriptorBytes, Backing.PAGE_BYTES));
    frontier = 0;
  }

  /// Bytes of a page that are committed: all or none.
  public long committedBytes(int page) {
    return backing.isCommittedAt(geometry.addressOfPage(page)) ? geometry.pageBytes() : 0;
  }

  /// Whether a page has a descriptor that may be read.
  boolean hasDescriptor(int page) {
    return backing.isCommittedAt(geometry.descriptorOf(page));
  }
}

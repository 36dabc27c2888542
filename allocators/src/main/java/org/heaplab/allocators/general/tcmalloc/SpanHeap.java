package org.heaplab.allocators.general.tcmalloc;

import java.util.Arrays;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.mechanism.Bitmap;
import org.heaplab.allocators.mechanism.RunRecords;
import org.heaplab.allocators.verify.BrokenHeapException;

/// Spans: runs of pages of 8 KiB. A free span is normal, or returned to the system. Those of up to
/// a MiB have a list for each length, the others a tree. A request takes the first span of the
/// shortest length that there is, a normal one before a returned one, and of the longer ones the
/// best fit; what is left of it is free again.
///
/// ```text
///    length   1   2   3  …  128   more
///    normal   ─▶  –   ─▶     –    tree
///    returned –   –   –      –    tree
/// ```
///
/// Now and then a free span is returned: the more pages were returned last time, the more have to
/// be freed until the next time. So a heap returns about a page in a thousand that it frees.
///
/// Invariants:
///
/// 1. spans tile the pages up to the top;
/// 2. no two normal spans touch, and no two returned ones;
/// 3. no page of a returned span is committed.
///
/// Constant time for spans of up to a MiB, otherwise O(log n) in the number of free spans.
final class SpanHeap {
  private static final int USED = 0;
  private static final int NORMAL = 1;
  private static final int RETURNED = 2;

  /// The longest span that has a list, and the fewest pages by which the heap grows.
  private static final int LISTED_PAGES = 128;

  private static final int RELEASE_RATE = 1000;
  private static final int LONGEST_DELAY = 1 << 20;
  private static final int DELAY_WITHOUT_SPAN = 1 << 18;

  /// Each time the heap has grown by 128 MiB, it may first return everything, so that normal spans
  /// and returned ones coalesce.
  private static final int FORCED_PAGES = 1 << 14;

  private final Backing backing;
  private final RunRecords records;

  /// By state and length.
  private final int[][] first = new int[3][LISTED_PAGES + 1];

  private final int[][] last = new int[3][LISTED_PAGES + 1];
  private final Bitmap[] occupied = new Bitmap[3];
  private final LargeSpans[] large = new LargeSpans[3];

  /// Pages of all free spans by state.
  private final int[] freePages = new int[3];

  private int top;
  private int delay;

  /// Which list is the next to have a span returned; the trees are behind the last one.
  private int turn = LISTED_PAGES + 1;

  SpanHeap(Backing backing, RunRecords records) {
    this.backing = backing;
    this.records = records;
    for (int state = NORMAL; state <= RETURNED; state++) {
      occupied[state] = new Bitmap(LISTED_PAGES + 1);
      large[state] = new LargeSpans(records);
    }
  }

  int top() {
    return top;
  }

  long inspections() {
    return large[NORMAL].inspections() + large[RETURNED].inspections();
  }

  /// A used span of class 0, or 0 when there is no room or memory for it.
  int allocate(int pages) {
    int span = find(pages);
    if (span == 0 && isTimeToCoalesce(pages)) {
      returnAll();
      span = find(pages);
    }
    if (span == 0 && grow(pages)) span = find(pages);
    return span == 0 ? 0 : take(span, pages);
  }

  private int find(int pages) {
    if (pages <= LISTED_PAGES) {
      int normal = occupied[NORMAL].firstFrom(pages);
      int returned = occupied[RETURNED].firstFrom(pages);
      if (normal >= 0 && (returned < 0 || normal <= returned)) return first[NORMAL][normal];
      if (returned >= 0) return first[RETURNED][returned];
    }
    int normal = large[NORMAL].shortestAtLeast(pages);
    int returned = large[RETURNED].shortestAtLeast(pages);
    if (normal == 0 || returned == 0) return normal | returned;
    int difference = Integer.compare(records.pages(returned), records.pages(normal));
    boolean isBetter =
        difference < 0 || (difference == 0 && records.page(returned) < records.page(normal));
    return isBetter ? returned : normal;
  }

  private boolean isTimeToCoalesce(int pages) {
    return freePages[NORMAL] > 0
        && freePages[RETURNED] > 0
        && freePages[NORMAL] + freePages[RETURNED] >= top / 4
        && top / FORCED_PAGES != (top + pages) / FORCED_PAGES;
  }

  /// Makes the first pages of a free span a used one.
  ///
  /// @return it, or 0 when there is no memory for a record of the rest
  private int take(int span, int pages) {
    int state = records.state(span);
    int page = records.page(span);
    int rest = records.pages(span) - pages;
    int tail = rest == 0 ? 0 : records.add();
    if (rest > 0 && tail == 0) return 0;
    remove(span);
    records.place(span, page, pages, 0);
    records.setState(span, USED);
    if (tail != 0) {
      records.place(tail, page + pages, rest, 0);
      insert(tail, state);
    }
    return span;
  }

  private boolean grow(int pages) {
    int added = Math.max(pages, LISTED_PAGES);
    if (added > records.mostPages() - top) added = pages;
    if (added > records.mostPages() - top) return false;
    int span = records.add();
    if (span == 0) return false;
    if (!records.map(top + added)) {
      records.drop(span);
      return false;
    }
    records.place(span, top, added, 0);
    top += added;
    free(span);
    return true;
  }

  /// Frees a used span that holds nothing any more.
  void free(int span) {
    int pages = records.pages(span);
    records.place(span, records.page(span), pages, 0);
    coalesce(span, NORMAL);
    delay -= pages;
    if (delay >= 0) return;
    int returned = returnOne();
    delay =
        returned == 0
            ? DELAY_WITHOUT_SPAN
            : (int) Math.min((long) RELEASE_RATE * returned, LONGEST_DELAY);
  }

  private void coalesce(int span, int state) {
    int whole = span;
    int before = records.at(records.page(span) - 1);
    if (before != 0 && records.state(before) == state) {
      remove(before);
      records.merge(before, whole);
      whole = before;
    }
    int after = records.at(records.end(whole));
    if (after != 0 && records.state(after) == state) {
      remove(after);
      records.merge(whole, after);
    }
    insert(whole, state);
  }

  /// Returns the span that has been free for longest, of the next length that has one.
  ///
  /// @return how many pages it has; 0 when no span is normal
  private int returnOne() {
    if (freePages[NORMAL] == 0) return 0;
    if (turn > LISTED_PAGES + 1) turn = 1;
    int length = turn > LISTED_PAGES ? -1 : occupied[NORMAL].firstFrom(turn);
    int span = length >= 0 ? last[NORMAL][length] : large[NORMAL].shortest();
    if (span == 0) {
      length = occupied[NORMAL].firstFrom(1);
      span = last[NORMAL][length];
    }
    turn = length >= 0 ? length + 1 : LISTED_PAGES + 2;
    int pages = records.pages(span);
    remove(span);
    backing.release(records.start(span), records.bytes(span));
    coalesce(span, RETURNED);
    return pages;
  }

  /// Returns all normal spans.
  void returnAll() {
    backing.beginReleases();
    while (freePages[NORMAL] > 0) returnOne();
    backing.endReleases();
  }

  private void insert(int span, int state) {
    int pages = records.pages(span);
    records.setState(span, state);
    freePages[state] += pages;
    if (pages > LISTED_PAGES) {
      large[state].insert(span);
      return;
    }
    int next = first[state][pages];
    records.setNext(span, next);
    records.setPrevious(span, 0);
    if (next == 0) last[state][pages] = span;
    else records.setPrevious(next, span);
    first[state][pages] = span;
    occupied[state].set(pages);
  }

  private void remove(int span) {
    int state = records.state(span);
    int pages = records.pages(span);
    freePages[state] -= pages;
    if (pages > LISTED_PAGES) {
      large[state].remove(span);
      return;
    }
    int next = records.next(span);
    int previous = records.previous(span);
    if (previous == 0) first[state][pages] = next;
    else records.setNext(previous, next);
    if (next == 0) last[state][pages] = previous;
    else records.setPrevious(next, previous);
    if (first[state][pages] == 0) occupied[state].clear(pages);
  }

  /// @throws BrokenHeapException when an invariant is broken
  void check() {
    int[] pages = new int[freePages.length];
    int before = USED;
    for (int page = 0; page < top; ) {
      int span = records.at(page);
      boolean tiles = span != 0 && records.page(span) == page;
      if (!tiles) throw new BrokenHeapException("spans tile the pages: " + page);
      int state = records.state(span);
      if (state != USED && state == before) {
        throw new BrokenHeapException("no two free spans of a state touch: " + page);
      }
      pages[state] += records.pages(span);
      before = state;
      page = records.end(span);
    }
    pages[USED] = 0;
    if (!Arrays.equals(pages, freePages)) {
      throw new BrokenHeapException("free pages are those of free spans: " + pages[NORMAL]);
    }
  }

  /// Whether a span is free.
  boolean isFree(int span) {
    return records.state(span) != USED;
  }
}

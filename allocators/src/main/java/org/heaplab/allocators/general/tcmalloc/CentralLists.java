package org.heaplab.allocators.general.tcmalloc;

import java.util.Arrays;
import java.util.Set;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.RunRecords;

/// Free objects that no thread has: of each class, batches that came back whole, and below them the
/// spans that objects are cut from, each with a list of its free objects.
///
/// ```text
///    class 32    batches  ─▶ [32 objects] [32 objects]
///                spans    ─▶ [□■■□■…] ⇄ [■■□■■…]        with free objects
///                            [■■■■■…]                   full ones are in no list
/// ```
///
/// Objects are taken from batches first, then from the first span, and when no span has one, from a
/// new span. A span whose objects have all come back is freed.
///
/// A class may keep 16 batches at first, and up to 64, or a MiB; room for each one more is taken
/// from another class.
///
/// Invariants:
///
/// 1. a span is in the list of its class exactly when it has a free object;
/// 2. its count is the number of its objects that are not in its list.
final class CentralLists {
  static final int LOG_RECORD_BYTES = 6;

  private static final long COUNT = RunRecords.OWN + LargeSpans.NODE_BYTES;
  private static final long OBJECTS = COUNT + 8;

  private static final int BATCHES = 16;
  private static final int MOST_BATCHES = 64;
  private static final int MOST_BATCH_BYTES = 1 << 20;

  private final Backing backing;
  private final RunRecords records;
  private final SpanHeap spans;
  private final TcmallocSizes sizes;

  /// The first span of each class that has a free object.
  private final int[] first;

  /// First and last object of each batch.
  private final long[][] heads;

  private final long[][] tails;
  private final int[] batches;
  private final int[] room;
  private int turn;

  /// The chain that was taken last.
  private long head;

  private long tail;

  CentralLists(Backing backing, RunRecords records, SpanHeap spans, TcmallocSizes sizes) {
    this.backing = backing;
    this.records = records;
    this.spans = spans;
    this.sizes = sizes;
    first = new int[sizes.classes()];
    heads = new long[sizes.classes()][MOST_BATCHES];
    tails = new long[sizes.classes()][MOST_BATCHES];
    batches = new int[sizes.classes()];
    room = new int[sizes.classes()];
    Arrays.setAll(room, i -> i == 0 ? BATCHES : Math.min(BATCHES, mostBatches(i)));
  }

  private int mostBatches(int sizeClass) {
    int batchBytes = sizes.bytes(sizeClass) * sizes.batchOf(sizeClass);
    return Math.clamp(MOST_BATCH_BYTES / batchBytes, 1, MOST_BATCHES);
  }

  /// The object that a free one links to, or 0.
  static long next(long object) {
    return Memory.getLong(object);
  }

  static void link(long object, long next) {
    Memory.putLong(object, next);
  }

  /// Takes a chain of at most so many objects, for [#head] and [#tail].
  ///
  /// @return how many; 0 when there is no room or memory for a span
  int take(int sizeClass, int count) {
    if (count == sizes.batchOf(sizeClass) && batches[sizeClass] > 0) {
      int batch = --batches[sizeClass];
      head = heads[sizeClass][batch];
      tail = tails[sizeClass][batch];
      return count;
    }
    if (first[sizeClass] == 0 && !addSpan(sizeClass)) return 0;
    return takeOfSpans(sizeClass, count);
  }

  /// The first object of the chain that was taken last.
  long head() {
    return head;
  }

  /// Its last object, which links to none.
  long tail() {
    return tail;
  }

  private int takeOfSpans(int sizeClass, int count) {
    head = 0;
    tail = 0;
    int taken = 0;
    while (taken < count && first[sizeClass] != 0) {
      int span = first[sizeClass];
      long object = objects(span);
      int before = taken;
      for (; object != 0 && taken < count; taken++) {
        if (tail == 0) head = object;
        else link(tail, object);
        tail = object;
        object = next(object);
      }
      setObjects(span, object);
      setCount(span, count(span) + taken - before);
      if (object == 0) unlink(sizeClass, span);
    }
    link(tail, 0);
    return taken;
  }

  /// Takes an object of a class whose spans have one, or returns 0.
  long takeOfPresent(int sizeClass) {
    return first[sizeClass] == 0 || takeOfSpans(sizeClass, 1) == 0 ? 0 : head;
  }

  private boolean addSpan(int sizeClass) {
    int span = spans.allocate(sizes.pages(sizeClass));
    if (span == 0) return false;
    if (!commitStarts(span, sizeClass)) {
      spans.free(span);
      return false;
    }
    records.place(span, records.page(span), sizes.pages(sizeClass), sizeClass);
    records.enterAll(span);
    int bytes = sizes.bytes(sizeClass);
    long start = records.start(span);
    long next = 0;
    for (long object = start + (sizes.objects(sizeClass) - 1L) * bytes; object >= start; ) {
      link(object, next);
      next = object;
      object -= bytes;
    }
    setObjects(span, next);
    setCount(span, 0);
    push(sizeClass, span);
    return true;
  }

  /// Commits the pages in which objects begin.
  private boolean commitStarts(int span, int sizeClass) {
    int bytes = sizes.bytes(sizeClass);
    int objects = sizes.objects(sizeClass);
    long start = records.start(span);
    if (bytes <= Backing.PAGE_BYTES) {
      return backing.commit(start, (objects - 1L) * bytes + Long.BYTES);
    }
    for (int i = 0; i < objects; i++) {
      if (!backing.commit(start + (long) i * bytes, Long.BYTES)) return false;
    }
    return true;
  }

  /// Takes back a chain of objects.
  void giveBack(int sizeClass, long chainHead, long chainTail, int count) {
    if (count == sizes.batchOf(sizeClass) && makeRoom(sizeClass)) {
      int batch = batches[sizeClass]++;
      heads[sizeClass][batch] = chainHead;
      tails[sizeClass][batch] = chainTail;
    } else {
      giveToSpans(sizeClass, chainHead);
    }
  }

  private boolean makeRoom(int sizeClass) {
    if (batches[sizeClass] < room[sizeClass]) return true;
    if (room[sizeClass] == mostBatches(sizeClass)) return false;
    if (!takeRoom(sizeClass, false) && !takeRoom(sizeClass, true)) return false;
    room[sizeClass]++;
    return true;
  }

  /// Takes room for a batch from the next class.
  ///
  /// @param full whether also from one that has no room left, which then gives a batch to its spans
  private boolean takeRoom(int sizeClass, boolean full) {
    turn = (turn + 1) % room.length;
    if (turn == sizeClass || room[turn] == 0) return false;
    if (batches[turn] == room[turn]) {
      if (!full) return false;
      giveToSpans(turn, heads[turn][--batches[turn]]);
    }
    room[turn]--;
    return true;
  }

  private void giveToSpans(int sizeClass, long chain) {
    for (long object = chain, next; object != 0; object = next) {
      next = next(object);
      giveToSpan(sizeClass, object);
    }
  }

  private void giveToSpan(int sizeClass, long object) {
    int span = RunRecords.run(records.entryAt(object));
    long objects = objects(span);
    if (objects == 0) push(sizeClass, span);
    int count = count(span) - 1;
    if (count == 0) {
      unlink(sizeClass, span);
      records.clearInner(span);
      spans.free(span);
      return;
    }
    link(object, objects);
    setObjects(span, object);
    setCount(span, count);
  }

  /// Gives all batches to their spans.
  void flushAll() {
    for (int sizeClass = 1; sizeClass < batches.length; sizeClass++) {
      while (batches[sizeClass] > 0) giveToSpans(sizeClass, heads[sizeClass][--batches[sizeClass]]);
    }
  }

  private void push(int sizeClass, int span) {
    int next = first[sizeClass];
    records.setNext(span, next);
    records.setPrevious(span, 0);
    if (next != 0) records.setPrevious(next, span);
    first[sizeClass] = span;
  }

  private void unlink(int sizeClass, int span) {
    int next = records.next(span);
    int previous = records.previous(span);
    if (previous == 0) first[sizeClass] = next;
    else records.setNext(previous, next);
    if (next != 0) records.setPrevious(next, previous);
  }

  /// Adds the addresses of all free objects to a set.
  void gather(Set<Long> free) {
    for (int sizeClass = 1; sizeClass < batches.length; sizeClass++) {
      for (int batch = 0; batch < batches[sizeClass]; batch++) {
        gather(heads[sizeClass][batch], free);
      }
      for (int span = first[sizeClass]; span != 0; span = records.next(span)) {
        gather(objects(span), free);
      }
    }
  }

  static void gather(long chain, Set<Long> free) {
    for (long object = chain; object != 0; object = next(object)) free.add(object);
  }

  private int count(int span) {
    return Memory.getInt(records.record(span) + COUNT);
  }

  private void setCount(int span, int count) {
    Memory.putInt(records.record(span) + COUNT, count);
  }

  /// The first free object of a span, or 0.
  private long objects(int span) {
    return Memory.getLong(records.record(span) + OBJECTS);
  }

  private void setObjects(int span, long object) {
    Memory.putLong(records.record(span) + OBJECTS, object);
  }
}

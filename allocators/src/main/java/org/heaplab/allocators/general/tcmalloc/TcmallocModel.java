package org.heaplab.allocators.general.tcmalloc;

import java.util.HashSet;
import java.util.Set;
import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.AlignmentRule;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.BackedAllocator;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.CommittedWalk;
import org.heaplab.allocators.mechanism.RunRecords;

/// A model of the tcmalloc of gperftools 2.10: a thread cache before central lists before a heap of
/// spans, which are runs of pages of 8 KiB. A block of up to 256 KiB is an object of a span that is
/// cut into objects of its class, a larger one is a span.
///
/// From: Ghemawat & Menage, *TCMalloc: Thread-Caching Malloc*, 2007; constants from gperftools
/// 2.10.
///
/// ```text
///    thread     8 ─▶ □□□    16 ─▶ □      …    256 KiB ─▶ –
///                   │            │                  │
///    central    batches, spans with free objects    │
///                   │            │                  │
///    spans      ├────────┼────────┼─────────────────┼────────┼──────────┼──────────┼ ─ ─ ─
///               │ 8 …    │ 16 …   │ 262144          │ block  │ normal   │ returned │
///               └────────┴────────┴─────────────────┴────────┴──────────┴──────────┴ ─ ─ ─ top
/// ```
///
/// It differs from the original in this: what limits it has no counterpart there. When memory runs
/// out, all caches are emptied and all free spans returned, and at last an object of a larger class
/// serves. Nor does it take the memory that the library takes when it is loaded.
///
/// Blocks of 16 bytes and more are aligned to 16, whatever the option `align` says. Invariants
/// stand with the parts. Constant time, but O(log n) for spans of more than a MiB.
public final class TcmallocModel implements BackedAllocator {
  /// How the catalogue knows it.
  public static final Entry ENTRY =
      Entry.ofPointers(
              "tcmalloc-model",
              Family.GENERAL,
              "Ghemawat & Menage, TCMalloc: Thread-Caching Malloc, 2007",
              (limitBytes, options) -> new TcmallocModel(limitBytes))
          .can(Capability.REUSES, Capability.COUNTS, Capability.LIMITS, Capability.SCALES)
          .can(Capability.LEAVES_UNTOUCHED)
          .detects(Kind.FOREIGN_ADDRESS)
          .with(AlignmentRule.OPTION)
          .modelOf("tcmalloc");

  private static final long FEWEST_ADDRESSES = 64 << 20;
  private static final int LOG_PAGE_BYTES = TcmallocSizes.LOG_PAGE_BYTES;

  /// Offsets in a span of a class have fewer bits than this by far.
  private static final int LOG_INVERSE = 32;

  private final Backing backing;
  private final TcmallocSizes sizes = new TcmallocSizes();
  private final RunRecords records;
  private final SpanHeap spans;
  private final CentralLists central;
  private final ThreadLists lists;
  private final long mostBytes;

  /// An offset in a span times this, without its low bits, is the number of the object.
  private final long[] inverse = new long[sizes.classes()];

  TcmallocModel(long limitBytes) {
    long addresses = Backing.sparseAddressesFor(limitBytes, FEWEST_ADDRESSES);
    mostBytes = Alignment.up(addresses, 1L << LOG_PAGE_BYTES);
    int pages = (int) (mostBytes >>> LOG_PAGE_BYTES);
    int logRecordBytes = CentralLists.LOG_RECORD_BYTES;
    backing = new Backing(mostBytes + RunRecords.bytesFor(pages, logRecordBytes), limitBytes);
    records =
        new RunRecords(backing, backing.base() + mostBytes, pages, LOG_PAGE_BYTES, logRecordBytes);
    spans = new SpanHeap(backing, records);
    central = new CentralLists(backing, records, spans, sizes);
    lists = new ThreadLists(central, sizes);
    for (int sizeClass = 1; sizeClass < inverse.length; sizeClass++) {
      inverse[sizeClass] = ((1L << LOG_INVERSE) - 1) / sizes.bytes(sizeClass) + 1;
    }
  }

  @Override
  public Backing backing() {
    return backing;
  }

  @Override
  public long inspections() {
    return spans.inspections();
  }

  @Override
  public long malloc(long size) {
    return place(size, MIN_ALIGNMENT, size);
  }

  @Override
  public long malloc(long size, long alignment) {
    return malloc(size, alignment, size);
  }

  @Override
  public long malloc(long size, long alignment, long touched) {
    return place(size, Alignment.require(alignment), touched);
  }

  private long place(long size, long alignment, long touched) {
    if (Long.compareUnsigned(size, mostBytes) > 0) return NULL;
    int sizeClass = classFor(size, alignment);
    long address = take(sizeClass, size);
    if (address != NULL && hasAll(address, touched)) return address;
    return placeSlow(sizeClass, size, alignment, touched, address);
  }

  /// The smallest class whose size is a multiple of the alignment, or 0. A span has every alignment
  /// that may be asked for.
  private int classFor(long size, long alignment) {
    if (size > TcmallocSizes.MAX_BYTES) return 0;
    int sizeClass = sizes.classFor((int) size);
    if (alignment == MIN_ALIGNMENT) return sizeClass;
    while (!Alignment.holds(sizes.bytes(sizeClass), alignment)) sizeClass++;
    return sizeClass;
  }

  private long take(int sizeClass, long size) {
    if (sizeClass > 0) return lists.take(sizeClass);
    int span = spans.allocate((int) (Alignment.up(size, 1L << LOG_PAGE_BYTES) >>> LOG_PAGE_BYTES));
    return span == 0 ? NULL : records.start(span);
  }

  /// Memory has run out: gives back what no client has, and tries again.
  private long placeSlow(int sizeClass, long size, long alignment, long touched, long taken) {
    if (taken != NULL) giveBack(sizeClass, taken);
    returnAll();
    long address = take(sizeClass, size);
    if (address != NULL && hasAll(address, touched)) return address;
    if (address != NULL) giveBack(sizeClass, address);
    returnAll();
    if (sizeClass == 0) return NULL;
    for (int larger = sizeClass; larger < sizes.classes(); larger++) {
      if (!Alignment.holds(sizes.bytes(larger), alignment)) continue;
      address = central.takeOfPresent(larger);
      if (address == NULL) continue;
      if (hasAll(address, touched)) return address;
      giveBack(larger, address);
    }
    return NULL;
  }

  private void returnAll() {
    lists.flushAll();
    central.flushAll();
    spans.returnAll();
  }

  /// Commits what the client is going to use of a block.
  private boolean hasAll(long address, long touched) {
    return backing.commit(address, Math.max(touched, 1));
  }

  @Override
  public void free(long address) {
    if (address != NULL) giveBack(require(address), address);
  }

  private void giveBack(int sizeClass, long address) {
    if (sizeClass > 0) lists.free(sizeClass, address);
    else spans.free(RunRecords.run(records.entryAt(address)));
  }

  @Override
  public long realloc(long address, long size) {
    return realloc(address, size, size);
  }

  /// A block stays while it is large enough and at least half of it is needed. One that grows takes
  /// a quarter more than it had if there is room for it, so that it can grow again where it is.
  @Override
  public long realloc(long address, long size, long touched) {
    long old = usableSize(address);
    if (Long.compareUnsigned(size, mostBytes) > 0) return NULL;
    if (size <= old && size >= old / 2) return hasAll(address, touched) ? address : NULL;
    long wanted = size > old ? Math.max(size, old + old / 4) : size;
    long moved = place(wanted, MIN_ALIGNMENT, touched);
    if (moved == NULL && wanted > size) moved = place(size, MIN_ALIGNMENT, touched);
    if (moved == NULL) return size <= old && hasAll(address, touched) ? address : NULL;
    long kept = Math.min(Math.min(old, size), touched);
    Memory.copy(address, moved, backing.committedPrefix(address, kept));
    free(address);
    return moved;
  }

  @Override
  public long usableSize(long address) {
    int sizeClass = require(address);
    return sizeClass > 0
        ? sizes.bytes(sizeClass)
        : records.bytes(RunRecords.run(records.entryAt(address)));
  }

  /// The class of the block that begins at an address. Whether an object is used, nothing says.
  private int require(long address) {
    long entry = records.entryAt(address);
    int span = RunRecords.run(entry);
    int sizeClass = RunRecords.sizeClass(entry);
    if (span == 0 || (sizeClass == 0 && spans.isFree(span))) {
      throw new MisuseException(Kind.FOREIGN_ADDRESS, address);
    }
    long offset = address - records.start(span);
    long object = sizeClass == 0 ? 0 : (offset * inverse[sizeClass]) >>> LOG_INVERSE;
    boolean isStart =
        sizeClass == 0
            ? offset == 0
            : object * sizes.bytes(sizeClass) == offset && object < sizes.objects(sizeClass);
    if (!isStart) throw new MisuseException(Kind.INTERIOR_ADDRESS, address);
    return sizeClass;
  }

  @Override
  public void check() {
    spans.check();
  }

  @Override
  public void walk(HeapVisitor visitor) {
    var walk = new CommittedWalk(backing, visitor);
    var free = new HashSet<Long>();
    lists.gather(free);
    central.gather(free);
    visitor.area("pages", baseAddress(), (long) spans.top() << LOG_PAGE_BYTES);
    for (int page = 0; page < spans.top(); ) {
      int span = records.at(page);
      if (records.classOf(span) > 0) showObjects(span, free, walk);
      else if (spans.isFree(span)) walk.free(records.start(span), records.bytes(span));
      else walk.used(records.start(span), records.bytes(span));
      page = records.end(span);
    }
    records.walk(walk);
    backing.walkBitmap(visitor);
  }

  private void showObjects(int span, Set<Long> free, CommittedWalk walk) {
    int sizeClass = records.classOf(span);
    int bytes = sizes.bytes(sizeClass);
    long object = records.start(span);
    for (int i = 0; i < sizes.objects(sizeClass); i++, object += bytes) {
      if (free.contains(object)) walk.free(object, bytes);
      else walk.used(object, bytes);
    }
    walk.tail(object, records.start(span) + records.bytes(span) - object);
  }
}

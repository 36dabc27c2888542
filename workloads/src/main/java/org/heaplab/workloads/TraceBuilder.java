package org.heaplab.workloads;

import com.sun.management.OperatingSystemMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Collects operations into a [Trace] and refuses operations that no program can make. The slot
/// that was freed last is used first, so slot numbers stay small and repeat.
///
/// How much of a large block was touched is known only when the block ends, but it belongs to the
/// request. So each large request gets a [Operation#TOUCHED] in front of it at once. Those without
/// a value are removed when the trace is built.
public final class TraceBuilder implements OperationSink {
  /// The smallest request with a count of touched bytes. From this size on, common allocators take
  /// each block from the system separately.
  public static final long LARGE_BYTES = 128 << 10;

  /// How many call sites a trace has at most.
  public static final int MOST_SITES = 1 << 20;

  private static final int FIRST_CAPACITY = 1 << 12;

  /// The size of a [Operation#TOUCHED] that has no value yet.
  private static final long UNKNOWN = -1;

  private Arena arena = Arena.ofShared();
  private MemorySegment operations = arena.allocate((long) FIRST_CAPACITY << Operation.LOG_BYTES);
  private long count;
  private final List<String> phases = new ArrayList<>();

  private int[] freeSlots = new int[FIRST_CAPACITY];
  private int freeSlotCount;
  private long[] live = new long[FIRST_CAPACITY >>> 6];
  private int slots;
  private int thread;
  private int site;
  private final CallSites sites = new CallSites();
  private final Map<Dropped, Long> dropped = new EnumMap<>(Dropped.class);
  private final Map<String, Long> droppedOtherwise = new TreeMap<>();
  private String firstTorn = "";

  /// For the slot of each large live block: the index of the [Operation#TOUCHED] of its latest
  /// request.
  private final Map<Integer, Long> largeBlocks = new HashMap<>();

  /// How many operations are [Operation#TOUCHED], and how many of those have no value.
  private long touchedMarks;

  private long unknownMarks;
  private final long maxOperations;

  public TraceBuilder() {
    this(largestTrace());
  }

  /// @param maxOperations the most operations to hold, so that no input can use up the memory of
  ///   the machine
  TraceBuilder(long maxOperations) {
    this.maxOperations = maxOperations;
  }

  /// How many operations fit into half of this machine's memory.
  public static long largestTrace() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()
        >>> (1 + Operation.LOG_BYTES);
  }

  @Override
  public void thread(int thread) {
    if (thread < 0 || thread > 0xFFFF) {
      throw new TraceException("a thread number must be from 0 to 65535: " + thread);
    }
    this.thread = thread;
  }

  /// Sets the call site of the mallocs and reallocs that follow: the place in the program that
  /// makes them. At the end of the trace sites that have the same name become one, those that have
  /// none become unknown, and the others get new numbers.
  ///
  /// @param number any, the same for the same place; 0 when the place is not known
  public void site(int number) {
    if (number < 0) throw new TraceException("a call site must be at least 0: " + number);
    site = number;
  }

  /// Names a call site, e.g. `parse (parser.c:120)`.
  ///
  /// @param number at least 1, as [#site] has it; before or after it is used
  public void nameSite(int number, String name) {
    if (number < 1)
      throw new TraceException("a call site with a name must be at least 1: " + number);
    sites.name(number, name);
  }

  /// @return the slot of the new block
  public int malloc(long size) {
    return malloc(size, Operation.DEFAULT_LOG_ALIGNMENT);
  }

  @Override
  public int malloc(long size, int logAlignment) {
    requireSize(size);
    if (logAlignment < 0 || logAlignment > 62) {
      throw new TraceException("an alignment must be 2^0 to 2^62: 2^" + logAlignment);
    }
    int slot = freeSlotCount > 0 ? freeSlots[--freeSlotCount] : slots++;
    if (slot >>> 6 >= live.length) live = Arrays.copyOf(live, live.length * 2);
    live[slot >>> 6] |= 1L << slot;
    mark(slot, size);
    sites.set(count, site);
    append(slot, Operation.MALLOC, Math.max(logAlignment, Operation.DEFAULT_LOG_ALIGNMENT), size);
    return slot;
  }

  @Override
  public void free(int slot) {
    requireLive(slot, "free");
    live[slot >>> 6] &= ~(1L << slot);
    if (freeSlotCount == freeSlots.length) freeSlots = Arrays.copyOf(freeSlots, freeSlotCount * 2);
    freeSlots[freeSlotCount++] = slot;
    if (!largeBlocks.isEmpty()) largeBlocks.remove(slot);
    append(slot, Operation.FREE, 0, 0);
  }

  @Override
  public void realloc(int slot, long size) {
    requireLive(slot, "realloc");
    requireSize(size);
    mark(slot, size);
    sites.set(count, site);
    append(slot, Operation.REALLOC, 0, size);
  }

  /// Sets how many bytes of a block the program touched since the block's latest malloc or realloc.
  /// Without this call all bytes count as touched, and so do those of requests of less than
  /// [#LARGE_BYTES]. The last call decides.
  ///
  /// @param slot of a live block
  /// @param bytes how many. They may be more than the request, e.g. whole pages; then they count as
  ///   the whole request
  public void touched(int slot, long bytes) {
    requireLive(slot, "touched");
    if (bytes < 0) throw new TraceException("touched bytes must be at least 0: " + bytes);
    Long mark = largeBlocks.get(slot);
    if (mark == null) return;
    if (Operation.size(operations, mark) == UNKNOWN) unknownMarks--;
    Operation.setSize(operations, mark, Math.min(bytes, Operation.size(operations, mark + 1)));
  }

  public void lock(int slot) {
    requireLive(slot, "lock");
    append(slot, Operation.LOCK, 0, 0);
  }

  public void unlock(int slot) {
    requireLive(slot, "unlock");
    append(slot, Operation.UNLOCK, 0, 0);
  }

  @Override
  public void access(int slot, long offset, int bytes, boolean store) {
    requireLive(slot, "access");
    if (offset < 0 || offset >= 1L << 54 || bytes < 1 || bytes > 127) {
      throw new TraceException(
          "an access must be 1 to 127 bytes at an offset of at least 0: "
              + bytes
              + " at "
              + offset);
    }
    append(slot, Operation.ACCESS, 0, offset << 8 | (long) bytes << 1 | (store ? 1 : 0));
  }

  public void phase(String label) {
    int index = phases.indexOf(label);
    if (index < 0) {
      index = phases.size();
      phases.add(label);
    }
    append(0, Operation.PHASE, 0, index);
  }

  /// @param nanos since the recording began
  public void time(long nanos) {
    append(0, Operation.TIME, 0, nanos);
  }

  /// Counts a free of an unknown block, which cannot be replayed.
  public void drop() {
    drop(Dropped.UNKNOWN_FREE, 1);
  }

  @Override
  public void drop(Dropped kind, long times) {
    if (times < 0) throw new TraceException("a count must be at least 0: " + times);
    if (times > 0) dropped.merge(kind, times, Long::sum);
  }

  /// Counts operations of a kind that [Dropped] does not have: a later version of heaplab wrote the
  /// file.
  public void drop(String kind, long times) {
    if (times < 0) throw new TraceException("a count must be at least 0: " + times);
    if (times > 0) droppedOtherwise.merge(kind, times, Long::sum);
  }

  /// Counts lines that do not have the format of their log.
  ///
  /// @param first where the first of them is, and which rule it breaks
  public void dropTornLines(long times, String first) {
    if (times > 0 && firstTorn.isEmpty()) firstTorn = first;
    drop(Dropped.TORN_LINE, times);
  }

  /// How many operations there are so far, without [Operation#TOUCHED].
  public long count() {
    return count - touchedMarks;
  }

  /// Ends the trace; the builder cannot be used after this.
  public Trace build(String name, Provenance provenance) {
    dropUnknownMarks();
    sites.finish(count);
    var trace =
        new Trace(
            name,
            provenance,
            phases,
            arena,
            operations,
            count,
            touchedMarks,
            slots,
            sites,
            dropped,
            droppedOtherwise,
            firstTorn);
    arena = null;
    return trace;
  }

  /// Frees the memory of what was collected.
  public void abandon() {
    if (arena == null) return;
    arena.close();
    arena = null;
    sites.close();
  }

  private void mark(int slot, long size) {
    if (size < LARGE_BYTES) {
      if (!largeBlocks.isEmpty()) largeBlocks.remove(slot);
      return;
    }
    largeBlocks.put(slot, count);
    touchedMarks++;
    unknownMarks++;
    append(slot, Operation.TOUCHED, 0, UNKNOWN);
  }

  private void dropUnknownMarks() {
    if (unknownMarks == 0) return;
    long kept = 0;
    for (long i = 0; i < count; i++) {
      if (Operation.kind(operations, i) == Operation.TOUCHED
          && Operation.size(operations, i) == UNKNOWN) {
        continue;
      }
      if (kept < i) {
        Operation.copy(operations, i, kept);
        sites.move(i, kept);
      }
      kept++;
    }
    count = kept;
    touchedMarks -= unknownMarks;
  }

  private void append(int slot, byte kind, int logAlignment, long size) {
    if (count << Operation.LOG_BYTES == operations.byteSize()) grow();
    Operation.set(operations, count++, slot, kind, logAlignment, thread, size);
  }

  private void grow() {
    if (count >= maxOperations) {
      throw new TraceException(
          "a trace must fit half of this machine's memory, " + maxOperations + " operations");
    }
    Arena larger = Arena.ofShared();
    MemorySegment copy = larger.allocate(Math.min(count * 2, maxOperations) << Operation.LOG_BYTES);
    MemorySegment.copy(operations, 0, copy, 0, operations.byteSize());
    arena.close();
    arena = larger;
    operations = copy;
  }

  private void requireLive(int slot, String what) {
    if (slot < 0 || slot >= slots || (live[slot >>> 6] & 1L << slot) == 0) {
      throw new TraceException(what + " must name a live slot: " + slot);
    }
  }

  private static void requireSize(long size) {
    if (size < 0) throw new TraceException("a size must be at least 0: " + size);
  }
}

package org.heaplab.allocators;

import static org.heaplab.allocators.Heap.NULL;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.heaplab.allocators.FuzzOperations.Op;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.verify.BrokenHeapException;
import org.heaplab.allocators.verify.CheckedHandleAllocator;

/// A heap of handles, and a client that knows what it holds. [CheckedHandleAllocator] checks every
/// call, and this checks further:
///
/// 1. the walk shows the blocks that the client holds, each with its locks, and no other;
/// 2. no handle is given out twice;
/// 3. misuse is refused by its kind, and the footprint stays as it is;
/// 4. a request is refused only in a heap with a limit, or when the block is locked;
/// 5. a refused request leaves the footprint no larger, unless the heap was compacted for it; made
///    again at once, it is refused again and changes nothing;
/// 6. a request that makes a block smaller is never refused;
/// 7. the footprint keeps to the limit, and compaction to its budget;
/// 8. with everything freed, at most a page for each structure is left.
final class FuzzSession implements AutoCloseable {
  private static final int MOST_STALE = 4096;
  private static final int LONGEST_RUN = 256;
  private static final long IDLE_BYTES = 16 * Backing.PAGE_BYTES;

  private final FuzzProfile profile;
  private final HandleAllocator bare;
  private final CheckedHandleAllocator heap;
  private final List<Long> live = new ArrayList<>();

  /// One for each lock.
  private final List<Long> locked = new ArrayList<>();

  private final Map<Long, Integer> locks = new HashMap<>();
  private final Map<Long, Long> sizes = new HashMap<>();
  private final List<Long> stale = new ArrayList<>();
  private final Set<Long> issued = new HashSet<>();
  private long liveBytes;
  private int done;
  private long calls;
  private long refusals;
  private long misuses;

  FuzzSession(FuzzProfile profile) {
    var subject = Catalogue.find(profile.specification());
    this.profile = profile;
    this.bare = subject.create(profile.limitBytes());
    this.heap =
        new CheckedHandleAllocator(bare, subject.entry().capabilities(), subject.alignmentRule());
    profile.wear().on(bare, this::issue);
  }

  /// Operations begun.
  int done() {
    return done;
  }

  /// Calls of the client, with those that were refused and without those that only check.
  long calls() {
    return calls;
  }

  long refusals() {
    return refusals;
  }

  long misuses() {
    return misuses;
  }

  /// Does the operations, then gives everything back.
  void run(List<Op> operations) {
    int left = profile.verifyEvery();
    for (Op op : operations) {
      done++;
      step(op);
      require(heap.footprintBytes() <= profile.limitBytes(), "the footprint keeps to the limit");
      if (--left > 0) continue;
      left = profile.verifyEvery();
      verify();
    }
    while (!locked.isEmpty()) unlock(0);
    while (!live.isEmpty()) free(live.size() - 1);
    verify();
    heap.compact(Long.MAX_VALUE);
    verify();
    require(heap.footprintBytes() <= IDLE_BYTES, "an empty heap keeps a page for each structure");
  }

  private void step(Op op) {
    int pick = op.pick();
    switch (op.verb()) {
      case MALLOC -> malloc(pick, op.size(), 1);
      case ALIGNED -> malloc(pick, op.size(), 1L << pick % 13);
      case FREE -> {
        if (!live.isEmpty()) free(pick % live.size());
      }
      case FREE_RUN -> freeRun(pick);
      case REALLOC -> {
        if (!live.isEmpty()) realloc(live.get(pick % live.size()), op.size());
      }
      case LOCK -> lock(pick);
      case UNLOCK -> {
        if (!locked.isEmpty()) unlock(pick % locked.size());
      }
      case COMPACT -> {
        calls++;
        long moved = heap.compact(op.size());
        require(moved <= op.size(), "compaction keeps to its budget: " + moved);
      }
      case USE_STALE -> {
        if (!stale.isEmpty()) useStale(stale.get(pick % stale.size()), pick, op.size());
      }
      case USE_FORGED -> useForged(pick, op.size());
      case UNLOCK_TOO_MANY -> {
        if (live.isEmpty()) return;
        long handle = live.get(pick % live.size());
        if (!isLocked(handle)) refused(Kind.UNLOCK_WITHOUT_LOCK, () -> heap.unlock(handle));
      }
      case LOCK_TOO_MANY -> {
        if (!live.isEmpty()) lockTooMany(live.get(pick % live.size()));
      }
      case IMPOSSIBLE_SIZE -> requestTheImpossible(pick, op.size());
    }
  }

  private void malloc(int pick, long size, long alignment) {
    if (liveBytes + size > profile.liveBytes()) {
      if (!live.isEmpty()) free(pick % live.size());
      return;
    }
    long handle =
        request(() -> alignment == 1 ? heap.malloc(size) : heap.malloc(size, alignment), false);
    if (handle == NULL) return;
    issue(handle);
    live.add(handle);
    sizes.put(handle, size);
    liveBytes += size;
  }

  private void issue(long handle) {
    require(issued.add(handle), "no handle is given out twice: 0x" + Long.toHexString(handle));
  }

  private void free(int at) {
    long handle = live.get(at);
    if (isLocked(handle)) {
      refused(Kind.FREE_WHILE_LOCKED, () -> heap.free(handle));
      return;
    }
    calls++;
    heap.free(handle);
    live.set(at, live.getLast());
    live.removeLast();
    liveBytes -= sizes.remove(handle);
    if (stale.size() < MOST_STALE) stale.add(handle);
    else stale.set((int) (calls % MOST_STALE), handle);
  }

  /// Frees every block, or every second, of some that were mostly allocated in a row.
  private void freeRun(int pick) {
    if (live.isEmpty()) return;
    int stride = 1 + pick % 2;
    int from = pick % live.size();
    for (int i = Math.min(live.size() - 1, from + pick % LONGEST_RUN); i >= from; i -= stride) {
      free(i);
    }
  }

  private void realloc(long handle, long size) {
    if (liveBytes + size > profile.liveBytes()) return;
    if (request(() -> heap.realloc(handle, size), isLocked(handle)) == NULL) {
      require(size > heap.usableSize(handle), "a block may always shrink, locked or not");
      return;
    }
    liveBytes += size - sizes.put(handle, size);
  }

  /// @param pinned whether it may be refused in a heap without a limit
  private long request(LongSupplier call, boolean pinned) {
    long before = heap.footprintBytes();
    long compactions = heap.compaction().compactions();
    calls++;
    long handle = call.getAsLong();
    if (handle != NULL) return handle;
    refusals++;
    require(profile.isLimited() || pinned, "only a limit or a lock is a reason to refuse");
    long after = heap.footprintBytes();
    require(
        after <= before || heap.compaction().compactions() > compactions,
        "a refused request takes no memory: " + before + ", " + after);
    if (refusals % 16 == 0) verify();
    var spans = WalkedSpan.of(heap);
    calls++;
    long again = call.getAsLong();
    require(again == NULL, "a refused request is refused when made again at once");
    require(spans.equals(WalkedSpan.of(heap)), "a request refused again changes nothing");
    return NULL;
  }

  /// Locks a block. When the client holds as many locked blocks as it may, locks one of them again.
  private void lock(int pick) {
    if (live.isEmpty()) return;
    boolean nest = locks.size() * 100L >= (long) live.size() * profile.lockedShare();
    if (nest && locked.isEmpty()) return;
    long handle = nest ? locked.get(pick % locked.size()) : live.get(pick % live.size());
    calls++;
    heap.lock(handle);
    locked.add(handle);
    locks.merge(handle, 1, Integer::sum);
  }

  private void unlock(int at) {
    long handle = locked.get(at);
    locked.set(at, locked.getLast());
    locked.removeLast();
    locks.computeIfPresent(handle, (key, count) -> count == 1 ? null : count - 1);
    calls++;
    heap.unlock(handle);
  }

  private boolean isLocked(long handle) {
    return locks.containsKey(handle);
  }

  private void useStale(long handle, int pick, long size) {
    switch (pick % 5) {
      case 0 -> refused(Kind.DOUBLE_FREE, () -> heap.free(handle));
      case 1 -> refused(Kind.STALE_HANDLE, () -> heap.lock(handle));
      case 2 -> refused(Kind.STALE_HANDLE, () -> heap.unlock(handle));
      case 3 -> refused(Kind.STALE_HANDLE, () -> heap.realloc(handle, size));
      default -> refused(Kind.STALE_HANDLE, () -> heap.usableSize(handle));
    }
  }

  /// A number that was never a handle is refused, whatever the kind.
  private void useForged(int pick, long size) {
    long bits = (long) pick << 40 ^ size;
    long forged = live.isEmpty() || pick % 3 == 0 ? bits : live.get(pick % live.size()) ^ bits;
    if (forged == NULL || sizes.containsKey(forged)) return;
    switch (pick % 4) {
      case 0 -> refused(null, () -> heap.free(forged));
      case 1 -> refused(null, () -> heap.lock(forged));
      case 2 -> refused(null, () -> heap.unlock(forged));
      default -> refused(null, () -> heap.realloc(forged, size));
    }
  }

  private void lockTooMany(long handle) {
    int taken = 0;
    try {
      while (true) {
        bare.lock(handle);
        taken++;
      }
    } catch (MisuseException e) {
      require(e.kind() == Kind.LOCK_OVERFLOW, "misuse is refused by its kind: " + e.kind());
    }
    while (taken-- > 0) bare.unlock(handle);
    calls++;
    misuses++;
  }

  private void requestTheImpossible(int pick, long size) {
    long before = heap.footprintBytes();
    long impossible = pick % 2 == 0 ? -1 - size : Long.MAX_VALUE - size;
    calls += 2;
    boolean refused = heap.malloc(impossible) == NULL && heap.malloc(impossible, 64) == NULL;
    if (!live.isEmpty()) refused &= heap.realloc(live.get(pick % live.size()), impossible) == NULL;
    require(
        refused && heap.footprintBytes() == before, "an impossible size is refused: " + impossible);
  }

  /// @param kind of misuse that must be found, or null for any
  private void refused(Kind kind, Runnable misuse) {
    calls++;
    misuses++;
    long before = heap.footprintBytes();
    try {
      misuse.run();
    } catch (MisuseException e) {
      require(
          kind == null || e.kind() == kind, "misuse is refused by its kind: " + kind + ", " + e);
      require(heap.footprintBytes() == before, "misuse takes and gives back no memory");
      return;
    }
    throw new BrokenHeapException("misuse must be refused: " + kind);
  }

  private void verify() {
    heap.verify();
    var unseen = new HashSet<>(live);
    heap.walk(
        new HeapVisitor() {
          @Override
          public void area(String name, long address, long bytes) {}

          @Override
          public void used(long handle, long address, long bytes, int count) {
            require(unseen.remove(handle), "the walk shows the client's blocks and no other");
            require(count == locks.getOrDefault(handle, 0), "the walk shows each block's locks");
          }

          @Override
          public void free(long address, long bytes, long committedBytes) {}

          @Override
          public void metadata(long address, long bytes, long committedBytes) {}
        });
    require(unseen.isEmpty(), "the walk shows all of the client's blocks");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) throw new BrokenHeapException(rule);
  }

  @Override
  public void close() {
    heap.close();
  }
}

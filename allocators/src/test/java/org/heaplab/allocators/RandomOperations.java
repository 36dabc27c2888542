package org.heaplab.allocators;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/// Lists of operations from a seed, which stay valid when some are left out: a block is named by
/// its index among the live ones.
final class RandomOperations {
  enum Verb {
    MALLOC,
    ALIGNED,
    FREE,
    REALLOC,
    LOCK,
    UNLOCK,
    COMPACT
  }

  /// @param pick which of the live (or locked) blocks, modulo their number
  record Op(Verb verb, int pick, long size) {}

  private RandomOperations() {}

  /// Phases of growth and decline, with sizes that are mostly small.
  static List<Op> generate(long seed, int count, int largest) {
    var random = new SplittableRandom(seed);
    var operations = new ArrayList<Op>(count);
    for (int i = 0; i < count; i++) {
      boolean growing = i / 200 % 3 != 2;
      operations.add(new Op(verb(random, growing), random.nextInt(1 << 20), size(random, largest)));
    }
    return operations;
  }

  private static Verb verb(SplittableRandom random, boolean growing) {
    int dice = random.nextInt(100);
    if (dice < 4) return Verb.LOCK;
    if (dice < 8) return Verb.UNLOCK;
    if (dice < 9) return Verb.COMPACT;
    if (dice < 20) return Verb.REALLOC;
    if (dice < 24) return Verb.ALIGNED;
    return random.nextInt(100) < (growing ? 62 : 30) ? Verb.MALLOC : Verb.FREE;
  }

  private static long size(SplittableRandom random, int largest) {
    int bits = random.nextInt(Integer.SIZE - Integer.numberOfLeadingZeros(largest));
    return random.nextInt(1 << bits) + (long) random.nextInt(8);
  }

  /// Does the operations.
  ///
  /// @param afterEach called with the handle that the operation was about
  static void replay(HandleAllocator heap, List<Op> operations, Runnable afterEach) {
    var live = new ArrayList<Long>();
    var locked = new ArrayList<Long>();
    for (Op op : operations) {
      step(heap, op, live, locked);
      afterEach.run();
    }
    locked.forEach(heap::unlock);
    live.forEach(heap::free);
    afterEach.run();
  }

  private static void step(HandleAllocator heap, Op op, List<Long> live, List<Long> locked) {
    switch (op.verb()) {
      case MALLOC -> add(live, heap.malloc(op.size()));
      case ALIGNED -> add(live, heap.malloc(op.size(), 1L << op.pick() % 13));
      case FREE -> {
        if (live.isEmpty()) return;
        int at = op.pick() % live.size();
        Long handle = live.get(at);
        if (locked.contains(handle)) return;
        live.set(at, live.getLast());
        live.removeLast();
        heap.free(handle);
      }
      case REALLOC -> {
        if (live.isEmpty()) return;
        int at = op.pick() % live.size();
        Long old = live.get(at);
        long resized = heap.realloc(old, op.size());
        if (resized == Heap.NULL) return;
        live.set(at, resized);
        locked.replaceAll(handle -> handle.equals(old) ? (Long) resized : handle);
      }
      case LOCK -> {
        if (live.isEmpty()) return;
        Long handle = live.get(op.pick() % live.size());
        heap.lock(handle);
        locked.add(handle);
      }
      case UNLOCK -> {
        if (!locked.isEmpty()) heap.unlock(locked.remove(op.pick() % locked.size()));
      }
      case COMPACT -> heap.compact(op.size());
    }
  }

  private static void add(List<Long> live, long handle) {
    if (handle != Heap.NULL) live.add(handle);
  }

  /// A number that says where every block was after every operation.
  static long placementDigest(HandleAllocator heap, List<Op> operations) {
    long[] digest = {1};
    replay(
        heap,
        operations,
        () ->
            heap.walk(
                new HeapVisitor() {
                  @Override
                  public void area(String name, long address, long bytes) {}

                  @Override
                  public void used(long handle, long address, long bytes, int locks) {
                    digest[0] = digest[0] * 31 + (address - heap.baseAddress());
                  }

                  @Override
                  public void free(long address, long bytes, long committedBytes) {
                    digest[0] = digest[0] * 31 + committedBytes;
                  }

                  @Override
                  public void metadata(long address, long bytes, long committedBytes) {
                    digest[0] = digest[0] * 31 + committedBytes;
                  }
                }));
    return digest[0];
  }

  /// Leaves out what is not needed to make it fail (Zeller & Hildebrandt, *Simplifying and
  /// Isolating Failure-Inducing Input*, 2002).
  static <T> List<T> shrink(List<T> operations, Predicate<List<T>> fails) {
    List<T> smallest = operations;
    for (int chunk = operations.size() / 2; chunk >= 1; chunk /= 2) {
      for (int from = 0; from < smallest.size(); ) {
        var shorter = new ArrayList<T>(smallest.subList(0, from));
        shorter.addAll(smallest.subList(Math.min(from + chunk, smallest.size()), smallest.size()));
        if (fails.test(shorter)) smallest = shorter;
        else from += chunk;
      }
    }
    return smallest;
  }
}

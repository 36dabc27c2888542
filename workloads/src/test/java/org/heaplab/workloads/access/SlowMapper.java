package org.heaplab.workloads.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Maps accesses to blocks by looking at every live block for every access: slow, and obvious.
final class SlowMapper {
  private static final long BASE = 0x4a00000;
  private static final long HEAP_BYTES = 1 << 22;
  private static final int MOST_AT_ONCE = 64;

  private record Block(long start, long size, int slot) {
    boolean has(long address) {
      return address >= start && address < start + size;
    }

    boolean touches(long from, long to) {
      return from < start + Math.max(size, 1) && start < to;
    }
  }

  private final List<Block> live = new ArrayList<>();
  private final List<Integer> freeSlots = new ArrayList<>();
  private final List<String> operations = new ArrayList<>();
  private int slots;
  private long outside;

  int count() {
    return live.size();
  }

  long someBlock(Random random) {
    return live.get(random.nextInt(live.size())).start();
  }

  /// An address where a block of this size overlaps no other; 0 when none was found.
  long hole(Random random, long size) {
    for (int i = 0; i < 10; i++) {
      long start = BASE + random.nextLong(HEAP_BYTES / 16) * 16 + 8L * random.nextInt(2);
      if (live.stream().noneMatch(one -> one.touches(start, start + Math.max(size, 1)))) {
        return start;
      }
    }
    return 0;
  }

  /// An address in a block, near one, or anywhere.
  long somewhere(Random random) {
    if (live.isEmpty() || random.nextInt(4) == 0) {
      return BASE - 4096 + random.nextLong(HEAP_BYTES + 400_000);
    }
    Block block = live.get(random.nextInt(live.size()));
    return block.start() - 20 + random.nextLong(block.size() + 40);
  }

  void malloc(long start, long size) {
    int slot = freeSlots.isEmpty() ? slots++ : freeSlots.removeLast();
    live.add(new Block(start, size, slot));
    operations.add("malloc %d: %d".formatted(slot, size));
  }

  void free(long start) {
    Block block = live.stream().filter(one -> one.start() == start).findFirst().orElseThrow();
    live.remove(block);
    freeSlots.add(block.slot());
    operations.add("free %d".formatted(block.slot()));
  }

  void access(long address, int bytes, boolean store) {
    Block block = at(address);
    if (block == null) block = at(address + bytes - 1);
    if (block == null) {
      outside++;
      return;
    }
    long from = Math.max(address, block.start());
    long end = Math.min(address + bytes, block.start() + block.size());
    while (from < end) {
      long some = Math.min(MOST_AT_ONCE, end - from);
      String kind = store ? "store " : "load ";
      operations.add(kind + block.slot() + ": " + some + " at " + (from - block.start()));
      from += some;
    }
  }

  private Block at(long address) {
    for (Block block : live) if (block.has(address)) return block;
    return null;
  }

  /// Everything that was done, as text.
  List<String> finish() {
    operations.add(outside + " outside");
    return operations;
  }
}

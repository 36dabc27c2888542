package org.heaplab.cli.oracle;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import org.heaplab.allocators.Allocator;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.ConfiguredAllocator;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.ForwardingHeap;
import org.heaplab.allocators.HandleAdapter;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.PauseWatcher;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.measure.ReplayChild;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.results.manifest.ComparedAllocator;

/// The twin in Java of `oracle.c`: an allocator of which it is known what every measurement must
/// say. Each live block holds [#PAGES] pages, each call takes [#NANOS], and every
/// [#CALLS_TO_PAUSE]th call pauses its client for [#PAUSE_NANOS] of processor time.
public final class OracleHeap extends ForwardingHeap implements HandleAllocator {
  static final int PAGES = 3;
  static final long NANOS = 20_000;
  static final long PAUSE_NANOS = 3_000_000;
  static final int CALLS_TO_PAUSE = 1000;
  static final String NAME = "oracle";

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private final HandleAllocator blocks;
  private PauseWatcher watcher = PauseWatcher.NONE;
  private long due;
  private int calls;
  private int pauses;

  private OracleHeap(HandleAllocator blocks) {
    super(blocks);
    this.blocks = blocks;
  }

  /// The process in which it replays.
  public static void main(String[] arguments) throws IOException {
    ReplayChild.main(arguments, OracleHeap::find, Measurements.OF_REPLAYS);
  }

  private static ConfiguredAllocator find(String name) {
    return Entry.of(
            name,
            Family.BASELINE,
            "",
            (limit, options) -> new OracleHeap(new HandleAdapter(new Pages(limit))))
        .can(Capability.MOVES)
        .standard();
  }

  /// As a run measures it.
  static MeasuredAllocator measured() {
    return new MeasuredAllocator.Ours(
        NAME, "handle", ComparedAllocator.Role.COMPETES, false, "8", OracleHeap.class);
  }

  /// Takes its time: the k-th call ends k times [#NANOS] after the first began, so that one which
  /// is interrupted is made up for. A pause counts as part of it.
  private void takeTime() {
    if (++calls % CALLS_TO_PAUSE == 0) pause();
    due = (due == 0 ? System.nanoTime() : due) + NANOS;
    while (System.nanoTime() < due) Thread.onSpinWait();
  }

  private void pause() {
    watcher.begins();
    long end = cpuNanos() + PAUSE_NANOS;
    while (cpuNanos() < end) Thread.onSpinWait();
    watcher.ends();
    pauses++;
  }

  private static long cpuNanos() {
    return CLOCK.getCurrentThreadCpuTime();
  }

  @Override
  public long malloc(long size) {
    long handle = blocks.malloc(size);
    takeTime();
    return handle;
  }

  @Override
  public long malloc(long size, long alignment) {
    long handle = blocks.malloc(size, alignment);
    takeTime();
    return handle;
  }

  @Override
  public long realloc(long handle, long size) {
    return blocks.realloc(handle, size);
  }

  @Override
  public void free(long handle) {
    blocks.free(handle);
    takeTime();
  }

  @Override
  public long lock(long handle) {
    return blocks.lock(handle);
  }

  @Override
  public void unlock(long handle) {
    blocks.unlock(handle);
  }

  @Override
  public long usableSize(long handle) {
    return blocks.usableSize(handle);
  }

  @Override
  public long compact(long budgetBytes) {
    return 0;
  }

  @Override
  public Compaction compaction() {
    return new Compaction(pauses, 0);
  }

  @Override
  public void watch(PauseWatcher other) {
    watcher = other;
  }

  /// Blocks of [#PAGES] pages each, which are held from malloc to free.
  private static final class Pages implements Allocator {
    private static final long BLOCK_BYTES = PAGES * Backing.PAGE_BYTES;

    private final Backing backing;
    private final ArrayDeque<Long> reusable = new ArrayDeque<>();
    private long next;
    private long live;

    Pages(long limitBytes) {
      backing = new Backing(1L << 30, limitBytes);
      next = backing.base();
    }

    @Override
    public long malloc(long size, long alignment) {
      if (size < 0 || size > Backing.PAGE_BYTES || alignment > Backing.PAGE_BYTES) return NULL;
      live++;
      if (!reusable.isEmpty()) return reusable.pop();
      backing.commit(next, BLOCK_BYTES);
      next += BLOCK_BYTES;
      return next - BLOCK_BYTES;
    }

    @Override
    public long realloc(long address, long size) {
      return size > Backing.PAGE_BYTES ? NULL : address;
    }

    @Override
    public void free(long address) {
      live--;
      reusable.push(address);
    }

    @Override
    public long usableSize(long address) {
      return Backing.PAGE_BYTES;
    }

    @Override
    public long footprintBytes() {
      return live * BLOCK_BYTES;
    }

    @Override
    public long baseAddress() {
      return backing.base();
    }

    @Override
    public void walk(HeapVisitor visitor) {}

    @Override
    public void close() {
      backing.close();
    }
  }
}

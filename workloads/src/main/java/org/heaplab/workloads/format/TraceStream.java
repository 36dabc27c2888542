package org.heaplab.workloads.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.workloads.AtomicFile;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.OperationSink;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.format.Layout.Frame;

/// Writes a `.trace` file while its operations still come. The memory depends on the live blocks
/// and not on how many operations there are. A file begins with their number, which is known at
/// last. So the blocks of the format, compressed, go into [PendingFrames] first.
///
/// The caller names live slots only. When no disk has room, operations throw an
/// [UncheckedIOException]. The operations up to the last whole block are then still kept, and can
/// be written.
public final class TraceStream implements OperationSink, AutoCloseable {
  /// Operations come as fast as a program runs, and this level keeps up with them.
  private static final int LEVEL = 9;

  private static final int FIRST_SLOTS = 1 << 10;

  private final PendingFrames blocks;
  private final BlockWriter writer = new BlockWriter(Layout.VERSION, LEVEL, operation -> 0);
  private final Arena arena = Arena.ofShared();
  private final MemorySegment operations =
      arena.allocate((long) Layout.MAX_OPERATIONS << Operation.LOG_BYTES);
  private final Map<Dropped, Long> dropped = new EnumMap<>(Dropped.class);
  private int[] freeSlots = new int[FIRST_SLOTS];
  private int freeSlotCount;
  private int slots;
  private int thread;
  private int waiting;
  private long written;

  /// @param folder of temporary files: the folder of the trace, so that there is room for both or
  ///   for none
  /// @throws IOException when no temporary file can be made
  public TraceStream(Path folder) throws IOException {
    blocks = new PendingFrames(folder);
  }

  /// How many operations there are so far.
  public long count() {
    return written + waiting;
  }

  /// What was dropped so far, by kind.
  public Map<Dropped, Long> dropped() {
    return Map.copyOf(dropped);
  }

  @Override
  public void thread(int number) {
    thread = number;
  }

  @Override
  public int malloc(long size, int logAlignment) {
    int slot = freeSlotCount > 0 ? freeSlots[--freeSlotCount] : slots++;
    append(slot, Operation.MALLOC, Math.max(logAlignment, Operation.DEFAULT_LOG_ALIGNMENT), size);
    return slot;
  }

  @Override
  public void free(int slot) {
    if (freeSlotCount == freeSlots.length) freeSlots = Arrays.copyOf(freeSlots, freeSlotCount * 2);
    freeSlots[freeSlotCount++] = slot;
    append(slot, Operation.FREE, 0, 0);
  }

  @Override
  public void realloc(int slot, long size) {
    append(slot, Operation.REALLOC, 0, size);
  }

  @Override
  public void access(int slot, long offset, int bytes, boolean store) {
    append(slot, Operation.ACCESS, 0, offset << 8 | (long) bytes << 1 | (store ? 1 : 0));
  }

  @Override
  public void drop(Dropped kind, long times) {
    if (times > 0) dropped.merge(kind, times, Long::sum);
  }

  private void append(int slot, byte kind, int logAlignment, long size) {
    Operation.set(operations, waiting++, slot, kind, logAlignment, thread, size);
    if (waiting == Layout.MAX_OPERATIONS) flush();
  }

  private void flush() {
    if (waiting == 0) return;
    int count = waiting;
    waiting = 0;
    try {
      blocks.add(TraceWriter.frame(Frame.BLOCK, writer.encode(operations, 0, count)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    written += count;
  }

  /// Ends the trace. No operation may follow.
  ///
  /// @throws UncheckedIOException when the last operations have no room; they are then left out
  public void end() {
    flush();
  }

  /// Writes the trace that was ended, whole or not at all.
  public void writeTo(Path file, Provenance provenance) throws IOException {
    if (waiting > 0) throw new IllegalStateException("a trace must be ended before it is written");
    var names = new LinkedHashMap<String, Long>();
    dropped.forEach((kind, times) -> names.put(kind.name(), times));
    var header = new Header(Layout.VERSION, written, provenance, names, List.of(), 0);
    AtomicFile.write(file, target -> TraceWriter.write(header, blocks, target));
  }

  @Override
  public void close() throws IOException {
    arena.close();
    writer.close();
    blocks.close();
  }
}

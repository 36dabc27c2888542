package org.heaplab.workloads.format;

import com.github.luben.zstd.ZstdDecompressCtx;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.format.Layout.Column;

/// Turns the payloads of block frames back into operations.
final class BlockReader implements AutoCloseable {
  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private final BlockReferences blocks = new BlockReferences();
  private final TraceBuilder trace;
  private final List<String> phases;
  private final List<Column> fileColumns;
  private final int kindBits;
  private final int sites;
  private int thread;
  private long time;

  BlockReader(TraceBuilder trace, Header header) {
    this.trace = trace;
    this.phases = header.phases();
    this.fileColumns = Column.of(header.version());
    this.kindBits = Layout.kindBits(header.version());
    this.sites = header.sites();
  }

  /// @param most how many operations may still follow
  /// @throws TraceException naming the operation, counted from 0 over the whole file
  void decode(Bytes payload, long most) {
    int count = payload.takeCount("a block's operations", Math.min(most, Layout.MAX_OPERATIONS));
    if (count == 0) throw new TraceException("a block must have operations");
    var columns = new EnumMap<Column, Bytes>(Column.class);
    for (Column column : fileColumns) columns.put(column, Packed.take(payload, zstd));
    payload.requireUsedUp("a block");
    long first = trace.count();
    try {
      for (int i = 0; i < count; i++) decode(columns);
    } catch (TraceException e) {
      throw new TraceException("operation " + trace.count() + ": " + e.getMessage(), e);
    }
    columns.forEach((column, rest) -> rest.requireUsedUp(column + " of operations from " + first));
  }

  private void decode(Map<Column, Bytes> columns) {
    int flags = columns.get(Column.KINDS).take();
    byte kind = (byte) (flags & Layout.KIND_MASK);
    boolean aligned = (flags & Layout.ALIGNED) != 0;
    boolean touched = (flags & Layout.TOUCHED) != 0;
    if ((flags & ~kindBits) != 0
        || (aligned && kind != Operation.MALLOC)
        || (touched && kind != Operation.MALLOC && kind != Operation.REALLOC)) {
      throw new TraceException("a kind must be as the format has it: " + flags);
    }
    if ((flags & Layout.OTHER_THREAD) != 0) {
      thread = columns.get(Column.THREADS).takeCount("a thread number", 0xFFFF);
      trace.thread(thread);
    }
    switch (kind) {
      case Operation.MALLOC -> {
        int log = aligned ? columns.get(Column.ALIGNMENTS).take() : Operation.DEFAULT_LOG_ALIGNMENT;
        long size = columns.get(Column.SIZES).takeVarint();
        site(columns);
        int slot = trace.malloc(size, log);
        blocks.bornAs(slot);
        if (touched) touched(columns, slot, size);
      }
      case Operation.FREE -> {
        trace.free(block(columns));
        blocks.diedLast();
      }
      case Operation.REALLOC -> {
        int slot = block(columns);
        long size = columns.get(Column.SIZES).takeVarint();
        site(columns);
        trace.realloc(slot, size);
        if (touched) touched(columns, slot, size);
      }
      case Operation.LOCK -> trace.lock(block(columns));
      case Operation.UNLOCK -> trace.unlock(block(columns));
      case Operation.ACCESS -> {
        int slot = block(columns);
        int width = columns.get(Column.WIDTHS).take();
        long offset = columns.get(Column.OFFSETS).takeVarint();
        trace.access(slot, offset, width >>> 1, (width & 1) != 0);
      }
      case Operation.PHASE ->
          trace.phase(
              phases.get(columns.get(Column.MARKS).takeCount("a phase", phases.size() - 1L)));
      default -> {
        time += Layout.unzigzag(columns.get(Column.MARKS).takeVarint());
        trace.time(time);
      }
    }
  }

  private void site(Map<Column, Bytes> columns) {
    if (sites > 0) trace.site(columns.get(Column.SITES).takeCount("a call site", sites));
  }

  private void touched(Map<Column, Bytes> columns, int slot, long size) {
    long bytes = columns.get(Column.TOUCHED).takeVarint();
    if (size < TraceBuilder.LARGE_BYTES || bytes < 0 || bytes > size) {
      throw new TraceException(
          "touched bytes must be 0 to the request's, which must be at least %d: %s of %d"
              .formatted(TraceBuilder.LARGE_BYTES, Long.toUnsignedString(bytes), size));
    }
    trace.touched(slot, bytes);
  }

  private int block(Map<Column, Bytes> columns) {
    return blocks.decode(columns.get(Column.BLOCKS).takeVarint());
  }

  @Override
  public void close() {
    zstd.close();
  }
}

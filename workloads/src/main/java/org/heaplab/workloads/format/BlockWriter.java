package org.heaplab.workloads.format;

import com.github.luben.zstd.ZstdCompressCtx;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongToIntFunction;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.format.Layout.Column;

/// Turns operations into the payloads of block frames.
final class BlockWriter implements AutoCloseable {
  private final ZstdCompressCtx zstd;
  private final Map<Column, Bytes> columns = new EnumMap<>(Column.class);
  private final BlockReferences blocks = new BlockReferences();
  private final LongToIntFunction sites;
  private int thread;
  private long time;

  /// @param version of the format
  /// @param level of zstd's compression, from 1 for the fastest to 19 for the smallest
  /// @param sites the call site of each operation, in a version that has them
  BlockWriter(int version, int level, LongToIntFunction sites) {
    this.zstd = new ZstdCompressCtx().setLevel(level);
    this.sites = sites;
    for (Column column : Column.of(version)) columns.put(column, new Bytes());
  }

  /// The payload of the operations from `from` to `to`, exclusive. The last of them must not be a
  /// [Operation#TOUCHED], because it is written together with the request after it.
  Bytes encode(MemorySegment operations, long from, long to) {
    columns.values().forEach(Bytes::clear);
    for (long i = from; i < to; i++) {
      if (Operation.kind(operations, i) != Operation.TOUCHED) encode(operations, i);
    }
    var payload = new Bytes();
    payload.putVarint(columns.get(Column.KINDS).length());
    for (Bytes column : columns.values()) Packed.put(column, payload, zstd);
    return payload;
  }

  private void encode(MemorySegment operations, long index) {
    int slot = Operation.slot(operations, index);
    byte kind = Operation.kind(operations, index);
    long size = Operation.size(operations, index);
    int flags = thread(Operation.thread(operations, index));
    switch (kind) {
      case Operation.MALLOC -> {
        flags |= alignment(Operation.logAlignment(operations, index)) | touched(operations, index);
        columns.get(Column.SIZES).putVarint(size);
        site(index);
        blocks.bornIn(slot);
      }
      case Operation.REALLOC -> {
        flags |= touched(operations, index);
        columns.get(Column.SIZES).putVarint(size);
        site(index);
        columns.get(Column.BLOCKS).putVarint(blocks.encode(slot));
      }
      case Operation.ACCESS -> {
        columns.get(Column.BLOCKS).putVarint(blocks.encode(slot));
        columns.get(Column.OFFSETS).putVarint(size >>> Byte.SIZE);
        columns.get(Column.WIDTHS).put((int) size);
      }
      case Operation.PHASE -> columns.get(Column.MARKS).putVarint(size);
      case Operation.TIME -> {
        columns.get(Column.MARKS).putVarint(Layout.zigzag(size - time));
        time = size;
      }
      default -> columns.get(Column.BLOCKS).putVarint(blocks.encode(slot));
    }
    columns.get(Column.KINDS).put(kind | flags);
  }

  private int thread(int next) {
    if (next == thread) return 0;
    thread = next;
    columns.get(Column.THREADS).putVarint(next);
    return Layout.OTHER_THREAD;
  }

  private int alignment(int log) {
    if (log == Operation.DEFAULT_LOG_ALIGNMENT) return 0;
    columns.get(Column.ALIGNMENTS).put(log);
    return Layout.ALIGNED;
  }

  private int touched(MemorySegment operations, long index) {
    if (!Operation.knowsTouched(operations, index)) return 0;
    columns.get(Column.TOUCHED).putVarint(Operation.touched(operations, index));
    return Layout.TOUCHED;
  }

  private void site(long index) {
    Bytes column = columns.get(Column.SITES);
    if (column != null) column.putVarint(sites.applyAsInt(index));
  }

  @Override
  public void close() {
    zstd.close();
  }
}

package org.heaplab.workloads.format;

import com.github.luben.zstd.ZstdCompressCtx;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.format.Layout.Column;

/// Turns operations into the payloads of block frames.
final class BlockWriter implements AutoCloseable {
  private final ZstdCompressCtx zstd;
  private final Map<Column, Bytes> columns = new EnumMap<>(Column.class);
  private final BlockReferences blocks = new BlockReferences();
  private int thread;
  private long time;

  /// @param level of zstd's compression, from 1 for the fastest to 19 for the smallest
  BlockWriter(int level) {
    zstd = new ZstdCompressCtx().setLevel(level);
    for (Column column : Column.values()) columns.put(column, new Bytes());
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
    for (Bytes column : columns.values()) {
      payload.putVarint(column.length());
      if (column.length() > 0) putCompressed(column, payload);
    }
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
        blocks.bornIn(slot);
      }
      case Operation.REALLOC -> {
        flags |= touched(operations, index);
        columns.get(Column.SIZES).putVarint(size);
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

  private void putCompressed(Bytes column, Bytes payload) {
    byte[] plain = column.take(column.length());
    byte[] compressed = zstd.compress(plain);
    byte[] shorter = compressed.length < plain.length ? compressed : plain;
    payload.putVarint(shorter.length);
    payload.put(shorter, shorter.length);
  }

  @Override
  public void close() {
    zstd.close();
  }
}

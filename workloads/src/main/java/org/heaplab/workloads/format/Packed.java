package org.heaplab.workloads.format;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import org.heaplab.workloads.TraceException;

/// Bytes in the form in which frames have them: compressed, or as they are where that is shorter.
final class Packed {
  static final int LEVEL = 15;

  private Packed() {}

  /// Moves all bytes of a column to the end of a payload.
  static void put(Bytes column, Bytes payload, ZstdCompressCtx zstd) {
    payload.putVarint(column.length());
    if (column.length() == 0) return;
    byte[] plain = column.take(column.length());
    byte[] compressed = zstd.compress(plain);
    byte[] shorter = compressed.length < plain.length ? compressed : plain;
    payload.putVarint(shorter.length);
    payload.put(shorter, shorter.length);
  }

  static Bytes take(Bytes payload, ZstdDecompressCtx zstd) {
    int length = payload.takeCount("a column", Layout.MAX_COLUMN);
    if (length == 0) return new Bytes(new byte[0]);
    byte[] stored = payload.take(payload.takeCount("a column's stored bytes", length));
    if (stored.length == length) return new Bytes(stored);
    var plain = new byte[length];
    try {
      int decompressed = zstd.decompress(plain, stored);
      if (decompressed == length) return new Bytes(plain);
      throw new TraceException("a column must be " + length + " bytes: " + decompressed);
    } catch (ZstdException e) {
      throw new TraceException(
          "a column must be a zstd frame of " + length + " bytes: " + e.getMessage(), e);
    }
  }
}

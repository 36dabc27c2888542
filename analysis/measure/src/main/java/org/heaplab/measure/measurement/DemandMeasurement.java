package org.heaplab.measure.measurement;

import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.heaplab.measure.session.TraceMeasurement;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.heaplab.workloads.LiveSet;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;

/// What a trace asks of every allocator alike: what their figures are divided by.
final class DemandMeasurement implements TraceMeasurement {
  private static final long SMALL_GRANULE_BYTES = 8;
  private static final long LARGE_GRANULE_BYTES = 16;

  /// How much is hashed at once.
  private static final long HASHED_BYTES = 1 << 24;

  @Override
  public String name() {
    return Tables.TRACE.measurement();
  }

  @Override
  public double weight() {
    return 0.1;
  }

  @Override
  public List<Row> measure(Key key, Trace trace) {
    var live = new LiveSet(trace);
    long allocated = 0;
    long peakLive = -1;
    long blocksAtPeak = 0;
    long blocks = 0;
    var packed = new Packed();
    var packedAsMalloc = new Packed();
    for (long record = 0; record < trace.count(); record++) {
      byte kind = Operation.kind(trace.operations(), record);
      if (!Operation.counts(kind)) continue;
      if (kind == Operation.MALLOC) blocks++;
      int slot = Operation.slot(trace.operations(), record);
      long before = live.isLive(slot) ? live.size(slot) : 0;
      if (live.isLive(slot)) {
        packed.remove(before, SMALL_GRANULE_BYTES);
        packedAsMalloc.remove(before, mallocGranule(before));
      }
      live.apply(record);
      if (live.isLive(slot)) {
        long size = live.size(slot);
        packed.add(size, SMALL_GRANULE_BYTES);
        packedAsMalloc.add(size, mallocGranule(size));
        allocated += Math.max(0, size - before);
      }
      if (live.bytes() > peakLive) {
        peakLive = live.bytes();
        blocksAtPeak = live.blocks();
      }
    }
    return List.of(
        Row.of(
            Tables.TRACE,
            key,
            Map.of(
                "sha256",
                sha256(trace),
                "blocks",
                blocks,
                "allocated_bytes",
                allocated,
                "live_blocks_at_peak",
                blocksAtPeak,
                "peak_packed_bytes",
                packed.peakBytes,
                "peak_packed_malloc_bytes",
                packedAsMalloc.peakBytes)));
  }

  private static String sha256(Trace trace) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      MemorySegment operations = trace.operations();
      for (long at = 0; at < operations.byteSize(); at += HASHED_BYTES) {
        long end = Math.min(at + HASHED_BYTES, operations.byteSize());
        digest.update(operations.asSlice(at, end - at).asByteBuffer());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// C's rule.
  private static long mallocGranule(long size) {
    return size < LARGE_GRANULE_BYTES ? SMALL_GRANULE_BYTES : LARGE_GRANULE_BYTES;
  }

  /// What live blocks take that are padded, side by side, and have an entry each: the floor under
  /// every handle heap.
  private static final class Packed {
    long bytes;
    long peakBytes;

    void add(long size, long granule) {
      bytes += padded(size, granule) + Tables.ENTRY_BYTES;
      peakBytes = Math.max(peakBytes, bytes);
    }

    void remove(long size, long granule) {
      bytes -= padded(size, granule) + Tables.ENTRY_BYTES;
    }

    private static long padded(long size, long granule) {
      return (size + granule - 1) / granule * granule;
    }
  }
}

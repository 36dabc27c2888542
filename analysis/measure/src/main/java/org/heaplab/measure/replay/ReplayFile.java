package org.heaplab.measure.replay;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.heaplab.workloads.LiveSet;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;

/// A decoded trace and its sampling plan in a flat file, written once and read by every child.
///
/// ```text
///     0                      64                             64 + 16·records
///     ├──────────────────────┼──────────────────────────────┼──────────────────┬───────────────┐
///     │ header: eight longs  │ Operation records, 16 bytes  │ sampled record   │ call sites of │
///     │                      │ each                         │ indexes, longs   │ records, ints │
///     └──────────────────────┴──────────────────────────────┴──────────────────┴───────────────┘
///
///     There are no call sites at the end where the trace has none.
///
///     header: magic, records, slots, ops, peak record, largest block, samples,
///             records that are about a block which is not written whole
/// ```
///
/// So that a replay need not look for them, records that are about a block of which the program did
/// not touch all bytes have flags beside their alignment:
///
/// ```text
///     7   6   5   4   3   2   1   0      log₂ align of an Operation
///     ├───┼───┼───┴───┴───┴───┴───┤
///     │ W │ P │ log₂ of alignment │      P: the block is written in part: how far, the TOUCHED record
///     └───┴───┴───────────────────┘         before its malloc or realloc says
///                                        W: of a realloc: before it, the block was written in part
/// ```
///
/// Everything is little-endian, as on every machine that the replays run on.
public final class ReplayFile implements AutoCloseable {
  public static final long MAGIC = 0x3159_4C50_4552_4C48L; // "HLREPLY1"
  public static final int HEADER_BYTES = 64;

  public static final int PARTLY = 0x40;
  public static final int WAS_PARTLY = 0x80;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  private final Path path;
  private final SamplingPlan plan;

  /// By number; the first is for those that are not known.
  private final List<String> sites;

  private ReplayFile(Path path, SamplingPlan plan, List<String> sites) {
    this.path = path;
    this.plan = plan;
    this.sites = sites;
  }

  /// Writes the file into the system's folder for temporary files.
  public static ReplayFile write(Trace trace) throws IOException {
    SamplingPlan plan = SamplingPlan.of(trace);
    Path path = Files.createTempFile("heaplab-", ".replay");
    // For a run that is interrupted; one that ends deletes its files as it goes.
    path.toFile().deleteOnExit();
    long recordBytes = trace.operations().byteSize();
    long samples = HEADER_BYTES + recordBytes;
    long sites = samples + (long) plan.size() * Long.BYTES;
    long bytes = sites + (trace.sites() == 0 ? 0 : trace.count() * Integer.BYTES);
    try (Arena arena = Arena.ofConfined();
        FileChannel channel =
            FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MemorySegment file = channel.map(MapMode.READ_WRITE, 0, bytes, arena);
      long[] header = {
        MAGIC,
        trace.count(),
        trace.slots(),
        plan.ops(),
        plan.peakRecord(),
        plan.largestBytes(),
        plan.size(),
        0
      };
      MemorySegment.copy(trace.operations(), 0, file, HEADER_BYTES, recordBytes);
      header[7] = flag(trace, file.asSlice(HEADER_BYTES, recordBytes));
      MemorySegment.copy(header, 0, file, LONG, 0, header.length);
      MemorySegment.copy(plan.records(), 0, file, LONG, samples, plan.size());
      for (long i = 0; sites < bytes && i < trace.count(); i++) {
        file.set(INT, sites + i * Integer.BYTES, trace.siteOf(i));
      }
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(path);
      throw e;
    }
    return new ReplayFile(
        path, plan, IntStream.rangeClosed(0, trace.sites()).mapToObj(trace::siteName).toList());
  }

  /// Flags the records that are about blocks which are not written whole.
  ///
  /// @return how many there are
  private static long flag(Trace trace, MemorySegment records) {
    if (trace.touchedMarks() == 0) return 0;
    var live = new LiveSet(trace);
    long flagged = 0;
    for (long record = 0; record < trace.count(); record++) {
      byte kind = Operation.kind(records, record);
      if (!Operation.counts(kind) && kind != Operation.ACCESS) continue;
      int slot = Operation.slot(records, record);
      int flags = live.isPartlyTouched(slot) && kind == Operation.REALLOC ? WAS_PARTLY : 0;
      live.apply(record);
      if (live.isPartlyTouched(slot)) flags |= PARTLY;
      if (flags == 0) continue;
      long at = (record << Operation.LOG_BYTES) + Operation.LOG_ALIGNMENT;
      byte plain = records.get(ValueLayout.JAVA_BYTE, at);
      records.set(ValueLayout.JAVA_BYTE, at, (byte) (plain | flags));
      flagged++;
    }
    return flagged;
  }

  public Path path() {
    return path;
  }

  public SamplingPlan plan() {
    return plan;
  }

  /// The name of a call site, as [Trace#siteName] has it.
  public String siteName(int number) {
    return sites.get(number);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }

  /// The file as a child sees it, mapped for the life of the process.
  ///
  /// @param operations the records, to be read with [org.heaplab.workloads.Operation]
  /// @param samples record indexes, ascending
  /// @param partly how many records are about a block that is not written whole
  /// @param sites call sites of the records; empty when there are none
  @SuppressWarnings("ArrayRecordComponent") // views are read, never compared
  public record View(
      MemorySegment operations,
      long records,
      int slots,
      long ops,
      long peakRecord,
      long largestBytes,
      long[] samples,
      long partly,
      MemorySegment sites) {
    /// The call site of a record; 0 where it is not known.
    public int siteOf(long record) {
      return sites.byteSize() == 0 ? 0 : sites.get(INT, record * Integer.BYTES);
    }

    /// @throws IOException when the file is not one that [ReplayFile#write] wrote
    public static View map(Path path) throws IOException {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        MemorySegment file = channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.global());
        if (file.byteSize() < HEADER_BYTES || file.get(LONG, 0) != MAGIC) {
          throw new IOException(path + ": a replay file must begin with its magic number");
        }
        long records = file.get(LONG, 8);
        long samplesAt = HEADER_BYTES + (records << 4);
        long[] samples = new long[Math.toIntExact(file.get(LONG, 48))];
        MemorySegment.copy(file, LONG, samplesAt, samples, 0, samples.length);
        return new View(
            file.asSlice(HEADER_BYTES, records << 4),
            records,
            Math.toIntExact(file.get(LONG, 16)),
            file.get(LONG, 24),
            file.get(LONG, 32),
            file.get(LONG, 40),
            samples,
            file.get(LONG, 56),
            file.asSlice(samplesAt + (long) samples.length * Long.BYTES));
      }
    }
  }
}

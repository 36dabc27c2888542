package org.heaplab.measure.measurement;

import static org.heaplab.results.table.Tables.ENTRY_BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.heaplab.allocators.handle.table.EntryLayout;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

class DemandMeasurementTest {
  private static Row demand(Trace trace) {
    try (trace) {
      return new DemandMeasurement().measure(new Key("e", "t", ""), trace).getFirst();
    }
  }

  @Test
  void blocksArePaddedAndHaveAnEntryEach() {
    var builder = new TraceBuilder();
    builder.malloc(1);
    builder.malloc(16);
    builder.malloc(0);
    Row demand = demand(builder.build("three", Provenance.UNKNOWN));
    assertEquals(3, demand.number("blocks"));
    assertEquals(8 + 16 + 0 + 3 * ENTRY_BYTES, demand.number("peak_packed_bytes"));
    assertEquals(17, demand.number("allocated_bytes"));
    assertEquals(2, demand.number("live_blocks_at_peak"));
  }

  @Test
  void thePackedPeakMayLieElsewhereThanTheLivePeak() {
    var builder = new TraceBuilder();
    int large = builder.malloc(100);
    builder.free(large);
    for (int i = 0; i < 20; i++) builder.malloc(1);
    Row demand = demand(builder.build("many", Provenance.UNKNOWN));
    assertEquals(1, demand.number("live_blocks_at_peak"));
    assertEquals(20 * (8 + ENTRY_BYTES), demand.number("peak_packed_bytes"));
    assertEquals(20 * (8 + ENTRY_BYTES), demand.number("peak_packed_malloc_bytes"));
  }

  @Test
  void aReallocAllocatesWhatItGrows() {
    var builder = new TraceBuilder();
    int block = builder.malloc(100);
    builder.realloc(block, 150);
    builder.realloc(block, 10);
    Row demand = demand(builder.build("resized", Provenance.UNKNOWN));
    assertEquals(150, demand.number("allocated_bytes"));
    assertEquals(152 + ENTRY_BYTES, demand.number("peak_packed_bytes"));
    assertEquals(160 + ENTRY_BYTES, demand.number("peak_packed_malloc_bytes"));
  }

  @Test
  void asMallocAlignsRequestsOfSixteenBytesArePaddedToSixteen() {
    var builder = new TraceBuilder();
    builder.malloc(15);
    builder.malloc(17);
    Row demand = demand(builder.build("two", Provenance.UNKNOWN));
    assertEquals(16 + 24 + 2 * ENTRY_BYTES, demand.number("peak_packed_bytes"));
    assertEquals(16 + 32 + 2 * ENTRY_BYTES, demand.number("peak_packed_malloc_bytes"));
  }

  @Test
  void theFloorChargesWhatAnEntryReallyTakes() {
    assertEquals(EntryLayout.ENTRY_BYTES, ENTRY_BYTES);
  }

  @Test
  void theHashIsOfTheOperations() {
    String one = demand(blocks("a", 1, 2)).text("sha256");
    assertEquals(64, one.length());
    assertEquals(one, demand(blocks("b", 1, 2)).text("sha256"));
    assertNotEquals(one, demand(blocks("a", 2, 1)).text("sha256"));
  }

  /// It is hashed in pieces of 16 MiB.
  @Test
  void theHashOfALongTraceIsOfAllOfIt() throws NoSuchAlgorithmException {
    var builder = new TraceBuilder();
    for (int i = 0; i <= 1 << 19; i++) builder.free(builder.malloc(i));
    Trace trace = builder.build("long", Provenance.UNKNOWN);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(trace.operations().asByteBuffer());
    String expected = HexFormat.of().formatHex(digest.digest());
    assertEquals(expected, demand(trace).text("sha256"));
  }

  private static Trace blocks(String name, long... sizes) {
    var builder = new TraceBuilder();
    for (long size : sizes) builder.malloc(size);
    return builder.build(name, Provenance.UNKNOWN);
  }
}

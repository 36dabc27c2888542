package org.heaplab.workloads.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.TraceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpsMapperTest {
  private static final int ACCESSES = 1_000_000;

  private final TraceBuilder builder = new TraceBuilder();
  private final OpsMapper mapper = new OpsMapper(builder);

  /// Every operation and access of what was mapped, as text.
  private List<String> mapped() {
    mapper.finish();
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      var all = new ArrayList<String>();
      for (long i = 0; i < trace.count(); i++) {
        int slot = Operation.slot(trace.operations(), i);
        long size = Operation.size(trace.operations(), i);
        switch (Operation.kind(trace.operations(), i)) {
          case Operation.MALLOC -> all.add("malloc %d: %d".formatted(slot, size));
          case Operation.FREE -> all.add("free %d".formatted(slot));
          case Operation.REALLOC -> all.add("realloc %d: %d".formatted(slot, size));
          case Operation.ACCESS -> all.add(access(slot, size >>> 8, size >>> 1 & 0x7F, size & 1));
          default -> {}
        }
      }
      long outside = trace.dropped(Dropped.OUTSIDE_ACCESS);
      if (outside > 0) all.add(outside + " outside");
      return all;
    }
  }

  private static String access(int slot, long offset, long bytes, long store) {
    return (store == 1 ? "store " : "load ") + slot + ": " + bytes + " at " + offset;
  }

  @Test
  void anAccessBelongsToTheBlockOfItsFirstOrElseItsLastByte() {
    mapper.malloc(0, 0x10010, 24, 0);
    mapper.malloc(0, 0x10030, 8, 0);
    mapper.access(0x10010, 8, false);
    mapper.access(0x10027, 1, true);
    mapper.access(0x10028, 8, true);
    mapper.access(0x10020, 32, false);
    mapper.access(0x10000, 32, false);
    mapper.access(0x1002c, 8, false);
    assertEquals(
        List.of(
            "malloc 0: 24",
            "malloc 1: 8",
            "load 0: 8 at 0",
            "store 0: 1 at 23",
            "load 0: 8 at 16",
            "load 0: 16 at 0",
            "load 1: 4 at 0",
            "1 outside"),
        mapped());
  }

  @Test
  void aLargeAccessBecomesSeveral() {
    mapper.malloc(0, 0x10000, 4096, 0);
    mapper.access(0x10008, 160, true);
    assertEquals(
        List.of("malloc 0: 4096", "store 0: 64 at 8", "store 0: 64 at 72", "store 0: 32 at 136"),
        mapped());
  }

  @Test
  void aBlockHasNoAddressWhileItIsReallocated() {
    mapper.malloc(0, 0x10000, 16, 0);
    mapper.beginRealloc(0, 0x10000);
    mapper.access(0x10000, 8, false);
    mapper.malloc(1, 0x10000, 8, 0);
    mapper.access(0x10000, 8, true);
    mapper.endRealloc(0, 0x20000, 64);
    mapper.access(0x20000 + 56, 8, true);
    assertEquals(
        List.of(
            "malloc 0: 16",
            "malloc 1: 8",
            "store 1: 8 at 0",
            "realloc 0: 64",
            "store 0: 8 at 56",
            "1 outside"),
        mapped());
  }

  @Test
  void aReallocMayFailOrFree() {
    mapper.malloc(0, 0x10000, 16, 0);
    mapper.beginRealloc(0, 0x10000);
    mapper.failRealloc(0);
    mapper.access(0x10008, 8, false);
    mapper.beginRealloc(0, 0x10000);
    mapper.freeByRealloc(0);
    mapper.access(0x10008, 8, false);
    assertEquals(List.of("malloc 0: 16", "load 0: 8 at 8", "free 0", "1 outside"), mapped());
  }

  @Test
  void callsAreMappedAsInARecordingWithoutAccesses() {
    mapper.free(0, 0);
    mapper.free(0, 0x7000);
    mapper.beginRealloc(0, 0x7000);
    mapper.endRealloc(0, 0x8000, 5);
    mapper.malloc(0, 0x8000, 6, 0);
    mapper.finish();
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      assertEquals(1, trace.dropped(Dropped.NULL_FREE));
      assertEquals(1, trace.dropped(Dropped.UNKNOWN_FREE));
      assertEquals(1, trace.dropped(Dropped.UNKNOWN_REALLOC));
      assertEquals(1, trace.dropped(Dropped.LOST_FREE));
      assertEquals(3, trace.count());
    }
  }

  @Test
  void noAllocatorPutsABlockAnywhere() {
    for (long address : new long[] {8, 0x10004}) {
      var error = assertThrows(TraceException.class, () -> mapper.malloc(0, address, 8, 0));
      assertTrue(error.getMessage().contains("0x" + Long.toHexString(address)), error.getMessage());
    }
    builder.abandon();
  }

  /// Blocks as an allocator lays them out, in a heap that is small enough for a slow answer.
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void answersAsASlowMapperDoes(long seed) {
    var random = new Random(seed);
    var slow = new SlowMapper();
    for (int i = 0; i < ACCESSES; i++) {
      if (random.nextInt(20) == 0) change(random, slow);
      long address = slow.somewhere(random);
      int bytes = 1 + random.nextInt(random.nextInt(10) == 0 ? 200 : 16);
      boolean store = random.nextBoolean();
      mapper.access(address, bytes, store);
      slow.access(address, bytes, store);
    }
    List<String> expected = slow.finish();
    List<String> actual = mapped();
    assertEquals(expected.size(), actual.size(), "seed " + seed);
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), "seed " + seed + ", at " + i);
    }
  }

  private void change(Random random, SlowMapper slow) {
    if (slow.count() > 0 && random.nextInt(200) < slow.count()) {
      long address = slow.someBlock(random);
      mapper.free(0, address);
      slow.free(address);
      return;
    }
    long size =
        switch (random.nextInt(40)) {
          case 0 -> 60_000 + random.nextInt(200_000);
          case 1, 2, 3 -> random.nextInt(20_000);
          default -> random.nextInt(100);
        };
    long address = slow.hole(random, size);
    if (address == 0) return;
    mapper.malloc(0, address, size, 0);
    slow.malloc(address, size);
  }
}

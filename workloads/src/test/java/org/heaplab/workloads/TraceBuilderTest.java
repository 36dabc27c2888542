package org.heaplab.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TraceBuilderTest {
  private final TraceBuilder builder = new TraceBuilder();

  @AfterEach
  void abandon() {
    builder.abandon();
  }

  @Test
  void handsOutTheSlotFreedLast() {
    assertEquals(
        List.of(0, 1, 2), List.of(builder.malloc(8), builder.malloc(8), builder.malloc(8)));
    builder.free(0);
    builder.free(2);
    assertEquals(
        List.of(2, 0, 3), List.of(builder.malloc(8), builder.malloc(8), builder.malloc(8)));
  }

  @Test
  void refusesWhatNoProgramCanHaveDone() {
    builder.free(builder.malloc(8));
    assertRefused("free must name a live slot: 0", () -> builder.free(0));
    assertRefused("realloc must name a live slot: 1", () -> builder.realloc(1, 8));
    assertRefused("lock must name a live slot: -1", () -> builder.lock(-1));
    assertRefused("touched must name a live slot: 0", () -> builder.touched(0, 8));
    assertRefused(
        "touched bytes must be at least 0: -1", () -> builder.touched(builder.malloc(8), -1));
    assertRefused("a size must be at least 0: -1", () -> builder.malloc(-1));
    assertRefused("an alignment must be 2^0 to 2^62: 2^63", () -> builder.malloc(8, 63));
    assertRefused("a thread number must be from 0 to 65535: 65536", () -> builder.thread(1 << 16));
  }

  @Test
  void grows() {
    for (int i = 0; i < 10_000; i++) builder.malloc(i);
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      assertEquals(10_000, trace.slots());
      for (int i = 0; i < 10_000; i++) assertEquals(i, Operation.size(trace.operations(), i));
    }
  }

  @Test
  void keepsWhatWasTouchedOfTheLatestRequest() {
    long large = TraceBuilder.LARGE_BYTES;
    int a = builder.malloc(large);
    int b = builder.malloc(large);
    int small = builder.malloc(large - 1);
    builder.touched(a, 5);
    builder.realloc(a, 2 * large);
    builder.touched(a, 7);
    builder.touched(a, 8);
    builder.realloc(a, 8);
    builder.touched(a, 1);
    builder.touched(small, 1);
    builder.free(b);
    assertEquals(large, 1L << 17);
    assertEquals(6, builder.count());
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      assertEquals(8, trace.count());
      assertEquals(2, trace.touchedMarks());
      assertEquals(
          List.of(5L, large, large - 1, 8L, 8L),
          LongStream.of(1, 2, 3, 5, 6)
              .mapToObj(i -> Operation.touched(trace.operations(), i))
              .toList());
      assertTrue(Operation.knowsTouched(trace.operations(), 5));
      assertFalse(Operation.knowsTouched(trace.operations(), 6));
    }
  }

  @Test
  void moreTouchedBytesThanRequestedAreAllOfThem() {
    int slot = builder.malloc(TraceBuilder.LARGE_BYTES + 1);
    builder.touched(slot, TraceBuilder.LARGE_BYTES + 4096);
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      assertTrue(Operation.knowsTouched(trace.operations(), 1));
      assertEquals(TraceBuilder.LARGE_BYTES + 1, Operation.touched(trace.operations(), 1));
    }
  }

  @Test
  void refusesMoreThanTheMachineHolds() {
    var small = new TraceBuilder(5000);
    for (int i = 0; i < 5000; i++) small.time(i);
    assertRefused(
        "a trace must fit half of this machine's memory, 5000 operations", () -> small.time(0));
    small.abandon();
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(TraceException.class, call).getMessage());
  }
}

package org.heaplab.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
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

package org.heaplab.workloads.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Consumer;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.TraceStatistics;
import org.heaplab.workloads.logs.text.AddressSpace;
import org.junit.jupiter.api.Test;

/// One rule in each test.
class AddressSpaceTest {
  private static final long P = 0x1000;
  private static final long Q = 0x2000;

  @Test
  void aFreeOfNullIsDropped() {
    assertTrace(log -> log.free(0), List.of(), Dropped.NULL_FREE);
  }

  @Test
  void aFreeOfAnUnknownBlockIsDropped() {
    assertTrace(log -> log.free(P), List.of(), Dropped.UNKNOWN_FREE);
  }

  @Test
  void aReallocOfAnUnknownBlockIsAMalloc() {
    assertTrace(
        log -> {
          log.realloc(P, 8, Q);
          log.realloc(Q, 16, P);
          log.free(P);
        },
        List.of("malloc 0 8", "realloc 0 16", "free 0"),
        Dropped.UNKNOWN_REALLOC);
  }

  @Test
  void aReallocOfAnUnknownBlockThatFailedLeavesItUnknown() {
    assertTrace(log -> log.realloc(P, 8, 0), List.of(), Dropped.FAILED);
  }

  @Test
  void threadsBeyondTheLastNumberShareIt() {
    var builder = new TraceBuilder();
    var log = new AddressSpace(builder, false);
    for (long thread = 0; thread < 70_000; thread++) {
      log.thread(1000 + thread);
      log.malloc(8, 1 + thread);
    }
    log.thread(1000);
    log.free(1);
    try (Trace trace = builder.build("log", Provenance.UNKNOWN)) {
      assertEquals(65_536, TraceStatistics.of(trace).threads());
      assertEquals(0xFFFF, Operation.thread(trace.operations(), 69_999));
      assertEquals(0, Operation.thread(trace.operations(), 70_000));
    }
  }

  @Test
  void aMallocThatReturnedNullIsDropped() {
    assertTrace(log -> log.malloc(8, 0), List.of(), Dropped.FAILED);
  }

  @Test
  void aReallocThatReturnedNullLeavesTheBlock() {
    assertTrace(
        log -> {
          log.malloc(8, P);
          log.realloc(P, 16, 0);
          log.free(P);
        },
        List.of("malloc 0 8", "free 0"),
        Dropped.FAILED);
  }

  @Test
  void aReallocOfNullIsAMalloc() {
    assertTrace(log -> log.realloc(0, 8, P), List.of("malloc 0 8"));
  }

  @Test
  void aReallocToNothingThatReturnedNullIsAFree() {
    assertTrace(
        log -> {
          log.malloc(8, P);
          log.realloc(P, 0, 0);
        },
        List.of("malloc 0 8", "free 0"));
  }

  @Test
  void aReallocToNothingThatReturnedABlockKeepsIt() {
    assertTrace(
        log -> {
          log.malloc(8, P);
          log.realloc(P, 0, Q);
          log.free(Q);
        },
        List.of("malloc 0 8", "realloc 0 0", "free 0"));
  }

  @Test
  void aLostFreeIsPutBackBeforeTheMallocThatShowsIt() {
    assertTrace(
        log -> {
          log.malloc(8, P);
          log.malloc(16, P);
        },
        List.of("malloc 0 8", "free 0", "malloc 0 16"),
        Dropped.LOST_FREE);
  }

  @Test
  void aLostFreeIsPutBackBeforeTheReallocThatShowsIt() {
    assertTrace(
        log -> {
          log.malloc(8, P);
          log.malloc(16, Q);
          log.realloc(P, 24, Q);
          log.free(P);
          log.free(Q);
        },
        List.of("malloc 0 8", "malloc 1 16", "free 1", "realloc 0 24", "free 0"),
        Dropped.LOST_FREE,
        Dropped.UNKNOWN_FREE);
  }

  @Test
  void aReallocInPlaceIsNoLostFree() {
    assertTrace(
        log -> {
          log.malloc(8, P);
          log.realloc(P, 24, P);
        },
        List.of("malloc 0 8", "realloc 0 24"));
  }

  private static void assertTrace(
      Consumer<AddressSpace> calls, List<String> operations, Dropped... dropped) {
    var builder = new TraceBuilder();
    var addresses = new AddressSpace(builder, false);
    calls.accept(addresses);
    addresses.finish();
    try (Trace trace = builder.build("log", Provenance.UNKNOWN)) {
      assertEquals(operations, LogText.operations(trace));
      assertEquals(dropped.length, trace.dropped());
      for (Dropped kind : dropped) assertEquals(1, trace.dropped(kind), kind.what());
    }
  }
}

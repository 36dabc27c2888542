package org.heaplab.workloads.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.logs.text.AddressSpace;
import org.heaplab.workloads.logs.text.TimeOrder;
import org.junit.jupiter.api.Test;

/// Logs whose lines are in another order than the calls were.
class OrderTest {
  @Test
  void timesTellTheOrder() {
    assertEquals(
        List.of("malloc 0 4096", "free 0", "malloc 0 100 on 1", "free 0 on 1", "1 REORDERED"),
        LogText.told(
            """
            1: malloc 0x10 4096 1000 1100
            2: malloc 0x10 100 2060 2900
            1: free 0x10 2000 2050
            2: free 0x10 3000 3100
            """));
  }

  @Test
  void aRequestCountsAtItsEndAndAFreeAtItsBegin() {
    assertEquals(
        List.of("malloc 0 8", "free 0", "malloc 0 16 on 1", "1 REORDERED"),
        LogText.told(
            """
            1: malloc 0x10 8 100 200
            2: malloc 0x10 16 250 500
            1: free 0x10 300 900
            """));
  }

  @Test
  void anyMixOfThreadsIsPutInOrder() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var threads = new ArrayList<List<String>>();
    for (int thread = 0; thread < 8; thread++) threads.add(new ArrayList<>());
    int live = 0;
    for (int time = 1; time <= 20_000; time++) {
      int thread = random.nextInt(8);
      String call =
          live == 0
              ? ": malloc 0x10 8 %d %d".formatted(time * 10 - 9, time * 10)
              : ": free 0x10 %d %d".formatted(time * 10, time * 10 + 9);
      live ^= 1;
      threads.get(thread).add(thread + call + "\n");
    }
    var log = new StringBuilder();
    Collections.shuffle(threads, random);
    for (List<String> thread : threads) thread.forEach(log::append);
    try (Trace trace = LogText.read(log.toString())) {
      assertEquals(20_000, trace.count());
      assertEquals(trace.dropped(Dropped.REORDERED), trace.dropped());
    }
  }

  @Test
  void whatComesTooLateIsCounted() {
    var trace = new TraceBuilder();
    var addresses = new AddressSpace(trace, false);
    var order = new TimeOrder(addresses, 2);
    order.add(1, 10, () -> addresses.malloc(1, 0x10));
    order.add(2, 20, () -> addresses.malloc(2, 0x20));
    order.add(1, 30, () -> addresses.malloc(3, 0x30));
    order.add(2, 40, () -> addresses.malloc(4, 0x40));
    order.add(3, 5, () -> addresses.malloc(5, 0x50));
    order.finish();
    try (Trace built = trace.build("log", Provenance.UNKNOWN)) {
      assertEquals(1, built.dropped(Dropped.UNORDERED));
      assertEquals(
          List.of("malloc 0 1", "malloc 1 2", "malloc 2 5", "malloc 3 3", "malloc 4 4"),
          LogText.operations(built));
    }
  }

  @Test
  void anotherThreadsFreeThatComesNextIsTheOldBlocks() {
    assertEquals(
        List.of("malloc 0 8", "free 0 on 1", "malloc 0 16 on 1", "free 0 on 1", "1 LATE_FREE"),
        LogText.told(
            """
            1: malloc 0x10 8
            2: malloc 0x10 16
            1: free 0x10
            2: free 0x10
            """));
  }

  @Test
  void andSoIsItsRealloc() {
    assertEquals(
        List.of("malloc 0 8", "free 0 on 1", "malloc 0 16 on 1", "malloc 1 32", "1 LATE_FREE"),
        LogText.told(
            """
            1: malloc 0x10 8
            2: malloc 0x10 16
            1: realloc 0x20 0x10 32
            """));
  }

  @Test
  void aThreadsOwnFreeIsOfItsNewBlock() {
    assertEquals(
        List.of("malloc 0 8", "free 0 on 1", "malloc 0 16 on 1", "free 0 on 1", "1 LOST_FREE"),
        LogText.told(
            """
            1: malloc 0x10 8
            2: malloc 0x10 16
            2: free 0x10
            """));
  }

  @Test
  void aThreadThatHasDoneAnotherCallSinceFreesTheNewBlock() {
    assertEquals(
        List.of(
            "malloc 0 8", "free 0 on 1", "malloc 0 16 on 1", "malloc 1 8", "free 0", "1 LOST_FREE"),
        LogText.told(
            """
            1: malloc 0x10 8
            2: malloc 0x10 16
            1: malloc 0x20 8
            1: free 0x10
            """));
  }

  @Test
  void aLogWithoutThreadsThatWritesLateIsTrustedForAWhile() {
    String head = "= Start\n@ [0x1] + 0x10 0x8\n@ [0x1] + 0x10 0x18\n";
    assertEquals(
        List.of("malloc 0 8", "free 0", "malloc 0 24", "free 0", "1 LATE_FREE"),
        LogText.told(head + "@ [0x1] - 0x10\n@ [0x1] - 0x10\n"));
    String meanwhile = "@ [0x1] - (nil)\n".repeat(1001);
    assertEquals(
        List.of("malloc 0 8", "free 0", "malloc 0 24", "free 0", "1001 NULL_FREE", "1 LOST_FREE"),
        LogText.told(head + meanwhile + "@ [0x1] - 0x10\n"));
  }

  @Test
  void aLogThatIsInOrderIsTakenAsItIs() {
    assertEquals(
        List.of("malloc 0 8", "free 0", "malloc 0 24", "free 0", "1 LOST_FREE"),
        LogText.told("--1-- malloc(8) = 0x10\n--1-- malloc(24) = 0x10\n--1-- free(0x10)\n").stream()
            .toList());
  }
}

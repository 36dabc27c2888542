package org.heaplab.workloads.synthetic.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.TraceStatistics;
import org.heaplab.workloads.synthetic.WorkloadCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowsingSessionTest {
  @ParameterizedTest
  @ValueSource(longs = {1 << 20, 3 << 20, 4608 << 10, 8 << 20})
  void aDeviceUsesItsMemoryUpButNotMore(long limit) {
    String specification = "opera-device:budget=" + limit + ",seed=3";
    try (Trace trace = WorkloadCatalogue.find(specification).generate()) {
      TraceStatistics session = TraceStatistics.of(trace);
      assertTrue(session.peakLiveBytes() <= limit, session.peakLiveBytes() + " bytes");
      assertTrue(session.peakLiveBytes() > 0.97 * limit, session.peakLiveBytes() + " bytes");
      assertEquals(32, trace.phases().size());
    }
  }

  @Test
  void everyLockIsUndone() {
    try (Trace trace = WorkloadCatalogue.find("opera-device:pages=8,budget=1M").generate()) {
      int locks = 0;
      int most = 0;
      var locked = new int[trace.slots()];
      for (long i = 0; i < trace.count(); i++) {
        byte kind = Operation.kind(trace.operations(), i);
        int slot = Operation.slot(trace.operations(), i);
        if (kind == Operation.LOCK) {
          locked[slot]++;
          most = Math.max(most, ++locks);
        }
        if (kind == Operation.UNLOCK) {
          locked[slot]--;
          locks--;
        }
        if (kind == Operation.FREE || kind == Operation.REALLOC) assertEquals(0, locked[slot]);
      }
      assertEquals(0, locks);
      assertTrue(most > 0);
    }
  }

  @Test
  void aComputerOf2008IsLikeTheLogOfItsTime() {
    try (Trace trace = WorkloadCatalogue.find("desktop-2008:pages=1,exit=yes").generate()) {
      TraceStatistics page = TraceStatistics.of(trace);
      assertEquals(27.0, (double) page.medianRequestBytes(), 4.0);
      assertEquals(0.62, page.smallRequests(), 0.05);
      assertTrue(page.mallocs() > 320_000 && page.mallocs() < 720_000, page.mallocs() + " mallocs");
      assertTrue(page.liveBlocksAtPeak() > 66_000, page.liveBlocksAtPeak() + " blocks");
      assertTrue(page.medianLifetime() > 10_000, page.medianLifetime() + " operations");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "opera-device:pages=40",
        "desktop-2008",
        "desktop-2026:pages=2",
        "desktop-2008:pages=0"
      })
  void aBrowserThatIsEndedFreesAllAndOtherwiseIsTheSame(String session) {
    String ended = session + (session.contains(":") ? "," : ":") + "exit=yes";
    try (Trace goingOn = WorkloadCatalogue.find(session).generate();
        Trace trace = WorkloadCatalogue.find(ended).generate()) {
      assertTrue(TraceStatistics.of(goingOn).endLiveBlocks() > 0);
      assertEquals(0, TraceStatistics.of(trace).endLiveBlocks());
      long same = goingOn.operations().byteSize();
      assertEquals(-1, goingOn.operations().mismatch(trace.operations().asSlice(0, same)));
    }
  }

  @Test
  void whatOnlyTheStartNeedsIsFreedBeforeTheFirstPage() {
    try (Trace trace = WorkloadCatalogue.find("desktop-2008:pages=0").generate()) {
      TraceStatistics start = TraceStatistics.of(trace);
      assertEquals(BrowserPreset.DESKTOP_2008.own(), start.endLiveBlocks());
      assertTrue(start.liveBlocksAtPeak() >= BrowserPreset.DESKTOP_2008.startup());
    }
  }

  @Test
  void aRequestBeyondTheLimitIsRefusedWhenNothingCanBeGivenUp() {
    var trace = new TraceBuilder();
    var memory = new BrowserMemory(trace, 100);
    int slot = memory.malloc(60);
    assertThrows(BrowserMemory.LimitReached.class, () -> memory.malloc(41));
    assertThrows(BrowserMemory.LimitReached.class, () -> memory.realloc(slot, 101));
    memory.givingUp(
        () -> {
          memory.free(slot);
          memory.givingUp(() -> false);
          return true;
        });
    memory.malloc(41);
    trace.build("t", Provenance.UNKNOWN).close();
  }

  @Test
  void aCacheGivesUpItsOldestBlocks() {
    var trace = new TraceBuilder();
    var memory = new BrowserMemory(trace, 1000);
    var cache = new BlockCache(memory, 100);
    int first = memory.malloc(60);
    cache.add(first);
    int second = memory.malloc(50);
    cache.add(second);
    assertTrue(cache.evict());
    assertTrue(!cache.evict());
    try (Trace built = trace.build("t", Provenance.UNKNOWN)) {
      assertEquals(0, TraceStatistics.of(built).endLiveBlocks());
    }
  }
}

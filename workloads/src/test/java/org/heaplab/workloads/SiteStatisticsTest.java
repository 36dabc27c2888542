package org.heaplab.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SiteStatisticsTest {
  @Test
  void aBlockBelongsToThePlaceOfItsLatestRequest() {
    var builder = new TraceBuilder();
    builder.nameSite(1, "make");
    builder.nameSite(2, "grow");
    builder.site(1);
    int first = builder.malloc(100);
    builder.malloc(10);
    builder.site(2);
    builder.realloc(first, 150);
    builder.site(0);
    builder.realloc(first, 120);
    builder.free(first);
    builder.malloc(1);
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      assertEquals(
          List.of(
              new SiteStatistics("unknown", 1, 1, 0),
              new SiteStatistics("make", 2, 110, 10),
              new SiteStatistics("grow", 0, 50, 150)),
          SiteStatistics.of(trace));
    }
  }

  @Test
  void aTraceWithoutPlacesHasNone() {
    var builder = new TraceBuilder();
    builder.malloc(100);
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      assertEquals(List.of(), SiteStatistics.of(trace));
    }
  }

  /// Live bytes at the peak, by place, counted anew after every operation.
  @Test
  void liveBytesAtThePeakAreThoseOfASlowCount() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var builder = new TraceBuilder();
    for (int site = 1; site <= 5; site++) builder.nameSite(site, "place " + site);
    var live = new ArrayList<int[]>();
    long peak = 0;
    var atPeak = new TreeMap<String, Long>();
    for (int i = 0; i < 3000; i++) {
      if (live.isEmpty() || random.nextInt(100) < 52) {
        int site = 1 + random.nextInt(5);
        int size = random.nextInt(1000);
        builder.site(site);
        live.add(new int[] {builder.malloc(size), site, size});
      } else {
        builder.free(live.remove(random.nextInt(live.size()))[0]);
      }
      long bytes = live.stream().mapToLong(block -> block[2]).sum();
      if (bytes <= peak) continue;
      peak = bytes;
      atPeak.clear();
      for (int[] block : live) atPeak.merge("place " + block[1], (long) block[2], Long::sum);
    }
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      var counted = new TreeMap<String, Long>();
      for (SiteStatistics site : SiteStatistics.of(trace)) {
        if (site.liveBytesAtPeak() > 0) counted.put(site.site(), site.liveBytesAtPeak());
      }
      atPeak.values().removeIf(bytes -> bytes == 0);
      assertEquals(atPeak, counted);
    }
  }
}

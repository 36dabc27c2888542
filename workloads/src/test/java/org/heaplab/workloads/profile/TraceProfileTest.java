package org.heaplab.workloads.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

class TraceProfileTest {
  private static TraceProfile profile(int blocks, long size, boolean freed) {
    var builder = new TraceBuilder();
    for (int i = 0; i < blocks; i++) {
      int slot = builder.malloc(size);
      if (freed) builder.free(slot);
    }
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      return TraceProfile.of(trace);
    }
  }

  @Test
  void aTraceIsLikeItself() {
    TraceProfile profile = profile(100, 24, false);
    assertEquals(0, profile.sizes().distance(profile.sizes()));
    assertEquals(0, profile.liveError(profile));
  }

  @Test
  void differentSizesAreAsFarApartAsCanBe() {
    assertEquals(1, profile(10, 24, true).sizes().distance(profile(10, 32, true).sizes()));
  }

  @Test
  void theDistanceIsTheLargestDifference() {
    var one = CumulativeShares.of(new TreeMap<>(Map.of(1L, 5L, 2L, 5L)));
    var other = CumulativeShares.of(new TreeMap<>(Map.of(1L, 2L, 3L, 8L)));
    assertEquals(0.8, one.distance(other), 1e-12);
  }

  @Test
  void blocksThatAreNeverFreedLiveToTheEnd() {
    TraceProfile kept = profile(4, 24, false);
    assertEquals(0.25, kept.lifetimes().at(1), 1e-12);
    assertEquals(1, kept.lifetimes().at(4), 1e-12);
    assertEquals(1, profile(4, 24, true).lifetimes().at(1), 1e-12);
  }

  @Test
  void theErrorOfTheLiveCurveIsOverThePeak() {
    // From 0 to 100 blocks against always 0.
    assertEquals(0.5, profile(100, 10, false).liveError(profile(100, 0, false)), 0.01);
  }
}

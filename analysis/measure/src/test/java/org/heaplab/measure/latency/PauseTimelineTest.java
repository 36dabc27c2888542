package org.heaplab.measure.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PauseTimelineTest {
  private final PauseTimeline timeline = new PauseTimeline();

  @Test
  void eachSpanIsTheShortestThatItWas() {
    timeline.add(100, 5, 50, 9, 60);
    timeline.add(80, 7, 70, 4, 90);
    assertEquals(Map.of(5L, 1L, 4L, 1L), timeline.pauses().counts());
    assertEquals(0.91, timeline.utilisation().least(100).orElseThrow(), 1e-12);
    assertTrue(timeline.utilisation().least(80 + 5 + 50 + 4 + 60).isPresent());
    assertTrue(timeline.utilisation().least(80 + 5 + 50 + 4 + 60 + 1).isEmpty());
  }

  @Test
  void ofReplaysThatDifferTheOneWithTheShorterLongestPauseCounts() {
    timeline.add(10, 3, 10);
    timeline.add(10, 2, 10, 2, 10);
    assertEquals(Map.of(2L, 2L), timeline.pauses().counts());
    timeline.add(10, 2, 10);
    assertEquals(Map.of(2L, 2L), timeline.pauses().counts());
  }

  @Test
  void aReplayWithoutPausesHasOneSpan() {
    timeline.beginReplay();
    timeline.endReplay();
    assertEquals(Map.of(), timeline.pauses().counts());
    assertEquals(0, timeline.pauses().maxNanos());
  }

  @Test
  void watchedPausesLieInTheirReplay() {
    long start = System.nanoTime();
    timeline.beginReplay();
    for (int i = 0; i < 2000; i++) {
      timeline.begins();
      timeline.ends();
    }
    timeline.endReplay();
    long all = System.nanoTime() - start;
    long pauses = timeline.pauses().counts().values().stream().mapToLong(Long::longValue).sum();
    assertEquals(2000, pauses);
    assertTrue(timeline.pauses().maxNanos() <= all);
    assertTrue(timeline.utilisation().least(all + 1).isEmpty());
  }
}

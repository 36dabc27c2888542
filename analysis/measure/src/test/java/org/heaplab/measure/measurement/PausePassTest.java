package org.heaplab.measure.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PausePassTest {
  private final PausePass pass = new PausePass();

  /// A replay with pauses that took so much processor time.
  private void replay(long... cpuNanos) {
    for (long nanos : cpuNanos) pass.paused(nanos, 0);
    pass.endReplay();
  }

  /// A replay with pauses that took so long on the wall.
  private void replayOnTheWall(long... wallNanos) {
    for (long nanos : wallNanos) pass.paused(0, nanos);
    pass.endReplay();
  }

  private long result(String key) {
    return ((Number) pass.results().get(key)).longValue();
  }

  @Test
  void aPauseIsTheLeastThatItWasInAnyRound() {
    replay(5, 1, 9);
    replay(2, 3, 4);
    assertEquals(3, result("pauses"));
    assertEquals(4, result("max_pause_ns"), "2, 1, 4");
  }

  @Test
  void ofRoundsThatDifferTheOneWithTheShorterLongestPauseCounts() {
    replay(5, 1);
    replay(3);
    assertEquals(1, result("pauses"));
    assertEquals(3, result("max_pause_ns"));
    replay(4, 4);
    assertEquals(1, result("pauses"));
  }

  @Test
  void ofRoundsThatDifferButForTheirLongestPauseTheFirstCounts() {
    replay(3);
    replay(3, 1);
    assertEquals(1, result("pauses"));
  }

  @Test
  void thePausesOfARoundAreCountedFromNone() {
    replay(7, 7);
    replay(7, 7);
    assertEquals(2, result("pauses"));
  }

  @Test
  void ninetyNinePercentDoNotExceedTheP99() {
    replay(LongStream.rangeClosed(1, 100).map(nanos -> 101 - nanos).toArray());
    assertEquals(99, result("p99_pause_ns"));
    assertEquals(100, result("max_pause_ns"));
  }

  @Test
  void theP99OfFewPausesIsTheLongest() {
    replay(8);
    assertEquals(8, result("p99_pause_ns"));
  }

  @Test
  void thePausesAreNotLimitedInNumber() {
    replay(LongStream.rangeClosed(1, 3000).toArray());
    assertEquals(3000, result("pauses"));
    assertEquals(2970, result("p99_pause_ns"));
    assertEquals(3000, result("max_pause_ns"));
  }

  @Test
  void theWallTimeIsThatOfTheRoundWhereTheLongestIsLeast() {
    replayOnTheWall(10, 30);
    replayOnTheWall(20, 5);
    replayOnTheWall(40, 1);
    assertEquals(20, result("max_pause_wall_ns"));
  }

  @Test
  void aHeapWithoutPausesHasNone() {
    replay();
    for (String key : pass.results().keySet()) assertEquals(0, result(key), key);
  }

  @Test
  void aPauseTakesNoLongerThanTheTestOfIt() {
    var clock = ManagementFactory.getThreadMXBean();
    long wallStart = System.nanoTime();
    long cpuStart = clock.getCurrentThreadCpuTime();
    for (int i = 0; i < 10; i++) {
      pass.begins();
      pass.ends();
    }
    pass.endReplay();
    long cpu = clock.getCurrentThreadCpuTime() - cpuStart;
    long wall = System.nanoTime() - wallStart;
    assertEquals(10, result("pauses"));
    assertTrue(result("max_pause_ns") <= cpu);
    assertTrue(result("max_pause_wall_ns") <= wall);
  }
}

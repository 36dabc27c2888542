package org.heaplab.measure.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimeTest {
  private static Time rounds(double... values) {
    return new Time(DoubleStream.of(values).boxed().toList());
  }

  @Test
  void medianIsTheMiddleOrBetweenTheMiddles() {
    assertEquals(2, rounds(3, 1, 2).median());
    assertEquals(2.5, rounds(4, 1, 2, 3).median());
  }

  @Test
  void intervalIsTheWholeRangeWhenRoundsAreFew() {
    assertEquals(new Time.Interval(1, 5), rounds(5, 4, 3, 2, 1).interval());
  }

  /// Of eleven rounds, the second smallest and second largest hold the median with 1 − 2 · 12/2048.
  @Test
  void intervalLeavesOutExtremesWhenRoundsAllow() {
    assertEquals(new Time.Interval(2, 10), rounds(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).interval());
    double[] many = LongStream.rangeClosed(1, 20).asDoubleStream().toArray();
    assertEquals(new Time.Interval(6, 15), rounds(many).interval());
  }

  @Test
  void quantilesCountOccurrences() {
    var latency = new Latency(List.of(new Latency.Count(10, 98), new Latency.Count(500, 2)), 512);
    assertEquals(10, latency.quantile(0.5));
    assertEquals(10, latency.quantile(0.98));
    assertEquals(500, latency.quantile(0.99));
    assertEquals(500, latency.quantile(0.999));
  }
}

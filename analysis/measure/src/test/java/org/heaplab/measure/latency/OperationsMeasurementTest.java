package org.heaplab.measure.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OperationsMeasurementTest {
  private static List<long[]> each(long count) {
    return LongStream.rangeClosed(1, count).mapToObj(nanos -> new long[] {nanos, 1}).toList();
  }

  @Test
  void aPercentileIsTheLeastThatSoManyDoNotExceed() {
    Map<String, Object> columns = OperationsMeasurement.percentiles(each(1000));
    assertEquals(1000L, columns.get("count"));
    assertEquals(500L, columns.get("p50_ns"));
    assertEquals(900L, columns.get("p90_ns"));
    assertEquals(990L, columns.get("p99_ns"));
  }

  @Test
  void aPercentileThatFewerThanTenExceedIsLeftOut() {
    assertFalse(OperationsMeasurement.percentiles(each(1000)).containsKey("p999_ns"));
    assertFalse(OperationsMeasurement.percentiles(each(999)).containsKey("p99_ns"));
    assertEquals(Map.of("count", 19L), OperationsMeasurement.percentiles(each(19)));
  }

  @Test
  void windowsReachFromTenMicrosecondsToASecond() {
    assertEquals(10_000L, OperationsMeasurement.WINDOWS.getFirst());
    assertEquals(1_000_000_000L, OperationsMeasurement.WINDOWS.getLast());
    assertEquals(16, OperationsMeasurement.WINDOWS.size());
  }
}

package org.heaplab.measure.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.results.table.Key;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

final class SizesMeasurementTest {
  private static final List<String> COLUMNS =
      List.of(
          "up_to", "requests", "blocks_at_peak", "bytes_at_peak", "blocks_at_end", "bytes_at_end");

  private static List<List<Integer>> sizes(TraceBuilder builder) {
    try (var trace = builder.build("sizes", Provenance.UNKNOWN)) {
      return new SizesMeasurement()
          .measure(new Key("e", "t", ""), trace).stream()
              .map(
                  row ->
                      Stream.of(COLUMNS.toArray(String[]::new))
                          .map(one -> (int) row.number(one))
                          .toList())
              .toList();
    }
  }

  @Test
  void bandsEndAtPowersOfTwo() {
    var builder = new TraceBuilder();
    for (int size : new int[] {0, 1, 2, 3, 4, 5, 64, 65}) builder.malloc(size);
    List<List<Integer>> sizes = sizes(builder);
    assertEquals(List.of(0, 1, 2, 4, 8, 64, 128), sizes.stream().map(List::getFirst).toList());
    assertEquals(List.of(4, 2, 2, 7, 2, 7), sizes.get(3));
  }

  @Test
  void thePeakIsTheFirstOfTheLargest() {
    var builder = new TraceBuilder();
    int large = builder.malloc(100);
    int small = builder.malloc(10);
    builder.free(large);
    builder.free(small);
    builder.malloc(110);
    assertEquals(
        List.of(List.of(16, 1, 1, 10, 0, 0), List.of(128, 2, 1, 100, 1, 110)), sizes(builder));
  }

  @Test
  void aReallocMovesItsBlockIntoAnotherBand() {
    var builder = new TraceBuilder();
    int block = builder.malloc(10);
    builder.realloc(block, 300);
    assertEquals(
        List.of(List.of(16, 1, 0, 0, 0, 0), List.of(512, 1, 1, 300, 1, 300)), sizes(builder));
  }

  @Test
  void aTraceWithoutRequestsHasNoBands() {
    assertEquals(List.of(), sizes(new TraceBuilder()));
  }
}

package org.heaplab.measure.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.WorkloadTables;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

class ProfileMeasurementTest {
  @Test
  void countsAreThoseOfTheTrace() {
    var builder = new TraceBuilder();
    builder.phase("page 1");
    int large = builder.malloc(128 << 10);
    int small = builder.malloc(100);
    builder.phase("page 2");
    builder.free(large);
    builder.realloc(small, 200);
    try (var trace = builder.build("counts", Provenance.UNKNOWN)) {
      List<Row> counts =
          new ProfileMeasurement()
              .measure(new Key("e", "t", ""), trace).stream()
                  .filter(row -> row.table().equals(WorkloadTables.COUNTS))
                  .toList();
      assertEquals(
          List.of(4L, 2L, 1L, 131_372L, 131_072L, 131_172L, 2L, 1L, 2L),
          counts.getFirst().values().subList(2, 11));
      assertEquals(1, counts.size());
    }
  }
}

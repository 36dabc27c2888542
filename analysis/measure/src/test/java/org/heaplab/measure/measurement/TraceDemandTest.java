package org.heaplab.measure.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

class TraceDemandTest {
  @Test
  void blocksArePaddedAndHaveAnEntryEach() {
    var builder = new TraceBuilder();
    builder.malloc(1);
    builder.malloc(16);
    builder.malloc(0);
    TraceDemand demand = TraceDemand.of(builder.build("three", Provenance.UNKNOWN));
    assertEquals(8 + 16 + 0 + 3 * 8, demand.peakPackedBytes());
    assertEquals(17, demand.allocatedBytes());
    assertEquals(2, demand.liveBlocksAtPeak());
  }

  @Test
  void thePackedPeakMayLieElsewhereThanTheLivePeak() {
    var builder = new TraceBuilder();
    int large = builder.malloc(100);
    builder.free(large);
    for (int i = 0; i < 20; i++) builder.malloc(1);
    TraceDemand demand = TraceDemand.of(builder.build("many", Provenance.UNKNOWN));
    assertEquals(1, demand.liveBlocksAtPeak());
    assertEquals(20 * 16, demand.peakPackedBytes());
  }

  @Test
  void aReallocAllocatesWhatItGrows() {
    var builder = new TraceBuilder();
    int block = builder.malloc(100);
    builder.realloc(block, 150);
    builder.realloc(block, 10);
    TraceDemand demand = TraceDemand.of(builder.build("resized", Provenance.UNKNOWN));
    assertEquals(150, demand.allocatedBytes());
    assertEquals(152 + 8, demand.peakPackedBytes());
  }
}

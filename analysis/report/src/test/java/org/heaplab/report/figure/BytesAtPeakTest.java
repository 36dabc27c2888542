package org.heaplab.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.heaplab.report.figure.BytesAtPeak.Part;
import org.heaplab.report.results.Allocator;
import org.heaplab.report.results.Cell;
import org.junit.jupiter.api.Test;

class BytesAtPeakTest {
  private static Cell nativeCell(double footprint, double padding) {
    return new Cell(
        new Allocator("mimalloc", "general", "native"),
        true,
        Map.of(
            "peak_live_bytes", 1000.0,
            "footprint_bytes_at_peak", footprint,
            "padding_bytes_at_peak", padding),
        true,
        true,
        "",
        Optional.empty(),
        new double[0],
        Optional.empty());
  }

  @Test
  void aBarIsAsLongAsTheFootprint() {
    for (double padding : new double[] {0, 200, 300, 350}) {
      Cell cell = nativeCell(1300, padding);
      assertEquals(1300, Arrays.stream(Part.values()).mapToDouble(part -> part.bytes(cell)).sum());
    }
  }

  @Test
  void paddingThatIsNotHeldIsNotShown() {
    assertEquals(300, Part.PADDING.bytes(nativeCell(1300, 350)));
    assertEquals(0, Part.REST.bytes(nativeCell(1300, 350)));
    assertEquals(50, Part.REST.bytes(nativeCell(1300, 250)));
  }
}

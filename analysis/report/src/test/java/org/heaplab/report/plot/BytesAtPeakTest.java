package org.heaplab.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.report.plot.BytesAtPeak.Part;
import org.heaplab.results.metric.Cell;
import org.junit.jupiter.api.Test;

class BytesAtPeakTest {
  private static Cell nativeCell(int footprint, int padding) {
    return MadeUp.cell(
        MadeUp.rival("mimalloc"),
        "one",
        Map.of(
            "peak_live_bytes", 1000,
            "footprint_bytes_at_peak", footprint,
            "padding_bytes_at_peak", padding));
  }

  @Test
  void aBarIsAsLongAsTheFootprint() {
    for (int padding : new int[] {0, 200, 300, 350}) {
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

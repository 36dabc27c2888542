package org.heaplab.report.plot;

import org.heaplab.report.drawing.TickText;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Variation;

/// The steps of a varied option, which the space–time plane joins by a line.
record VariedLine(Variation varied) {
  boolean has(ComparedAllocator allocator) {
    return !Double.isNaN(varied.of(allocator));
  }

  double number(ComparedAllocator allocator) {
    return varied.of(allocator);
  }

  String label(ComparedAllocator allocator) {
    return TickText.of(number(allocator));
  }
}

package org.heaplab.report.figure;

import org.heaplab.report.drawing.TickText;
import org.heaplab.results.Allocator;
import org.heaplab.results.Variation;

/// The steps of a varied option, which the space–time plane joins by a line.
record VariedLine(Variation varied) {
  boolean has(Allocator allocator) {
    return !Double.isNaN(varied.of(allocator));
  }

  double number(Allocator allocator) {
    return varied.of(allocator);
  }

  String label(Allocator allocator) {
    return TickText.of(number(allocator));
  }
}

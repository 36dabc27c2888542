package org.heaplab.report.figure;

import org.heaplab.report.drawing.TickText;
import org.heaplab.results.Allocator;
import org.heaplab.results.Variation;

/// Variants of one allocator that are a line on the space–time plane: one option is varied.
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

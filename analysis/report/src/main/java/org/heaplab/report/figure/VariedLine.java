package org.heaplab.report.figure;

import org.heaplab.report.Numbers;
import org.heaplab.report.results.Allocator;

/// Variants of one allocator that are a line on the space–time plane: one number is varied.
///
/// @param varied where the number stands in a variant's name
/// @param heading of the figure
/// @param what the number is, as the subheading says it
record VariedLine(Sweep.Varied varied, String heading, String what) {
  boolean has(Allocator allocator) {
    return !Double.isNaN(varied.of(allocator));
  }

  double number(Allocator allocator) {
    return varied.of(allocator);
  }

  String label(Allocator allocator) {
    return Numbers.tick(number(allocator));
  }
}

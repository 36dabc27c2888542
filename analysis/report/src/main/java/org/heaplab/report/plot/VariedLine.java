package org.heaplab.report.plot;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.heaplab.report.drawing.TickText;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Variation;

/// The steps of a varied option, which the space–time plane joins by a line: one for each allocator
/// that has the option, whatever its other options are.
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

  /// What all steps of a line have in common.
  String lineOf(ComparedAllocator allocator) {
    return varied.without(allocator).orElse(allocator.base());
  }

  /// The spots of each line, in the order of their numbers, by what the line has in common.
  Map<String, List<SpaceTimePlane.Spot>> lines(List<SpaceTimePlane.Spot> spots) {
    return spots.stream()
        .filter(spot -> has(spot.allocator()))
        .sorted(Comparator.comparingDouble(spot -> number(spot.allocator())))
        .collect(
            Collectors.groupingBy(
                spot -> lineOf(spot.allocator()), LinkedHashMap::new, Collectors.toList()));
  }
}

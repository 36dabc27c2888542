package org.heaplab.report.figure;

import java.util.Optional;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.palette.Palette;

/// A way to show results.
///
/// @param <T> what one figure is drawn of
@FunctionalInterface
public interface FigureKind<T> {
  /// @return none when the results do not hold what it needs
  Optional<Drawing> draw(FigurePlan plan, T of, Palette palette);
}

package org.heaplab.report.plot;

import java.util.Optional;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.ExperimentResults;

/// A dot plot under another name.
final class ToyFigure {
  private ToyFigure() {}

  static Optional<Drawing> draw(FigurePlan plan, ExperimentResults of, Palette palette) {
    return DotPlot.draw(plan, of, palette);
  }
}

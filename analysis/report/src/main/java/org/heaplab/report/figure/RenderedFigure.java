package org.heaplab.report.figure;

/// A figure whose files have been written.
///
/// @param of what it was drawn of: a [MeasuredTrace], or the results of an experiment
/// @param file its files' name without extension, unique in the run
/// @param svg the drawing as an element of the page
public record RenderedFigure(FigurePlan plan, Object of, String file, String svg) {}

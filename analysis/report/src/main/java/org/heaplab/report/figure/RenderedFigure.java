package org.heaplab.report.figure;

/// A figure whose files have been written.
///
/// @param of what it was drawn of: the results of an experiment, a [MeasuredTrace], or one of the
///   allocators on it
/// @param file its files' name without extension, unique in the run
/// @param svg the drawing as an element of the page
public record RenderedFigure(FigurePlan plan, Object of, String file, String svg) {}

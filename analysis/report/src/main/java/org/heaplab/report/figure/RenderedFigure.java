package org.heaplab.report.figure;

/// A figure whose files have been written.
///
/// @param figure its entry in the catalogue
/// @param subject what it was drawn of: a trace, or an experiment
/// @param file its files' name without extension, unique in the run
/// @param svg the drawing
public record RenderedFigure(Figure<?> figure, Object subject, String file, String svg) {}

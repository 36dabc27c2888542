package org.heaplab.report.figure;

import org.heaplab.report.drawing.Palette;
import org.heaplab.report.drawing.Drawing;
import java.util.Optional;
import java.util.function.BiFunction;

/// One entry of the catalogue of figures.
///
/// @param <T> what one figure is drawn of
/// @param name of its files
/// @param title above it on the page
/// @param caption what is drawn and how to read it
/// @param draw the drawing; none when the results do not hold what it needs
public record Figure<T>(
    String name, String title, String caption, BiFunction<T, Palette, Optional<Drawing>> draw) {}

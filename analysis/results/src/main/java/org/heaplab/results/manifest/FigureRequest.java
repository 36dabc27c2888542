package org.heaplab.results.manifest;

import java.util.List;
import org.heaplab.results.metric.Metric;

/// A figure that an experiment asks for.
///
/// @param kind which of the kinds of figures there are: `space-time`, `dots`, `sweep`, `variants`
/// @param name of its files
/// @param title above it
/// @param caption what is drawn and how to read it
/// @param metrics by name; empty where the kind needs none
/// @param xTitle what the horizontal axis has; empty where the kind decides
/// @param yTitle what the vertical axis has; empty where the kind decides
public record FigureRequest(
    String kind,
    String name,
    String title,
    String caption,
    List<String> metrics,
    String xTitle,
    String yTitle) {
  public FigureRequest {
    metrics = List.copyOf(metrics);
  }

  public static FigureRequest of(
      String kind, String name, String title, String caption, Metric... metrics) {
    return new FigureRequest(
        kind, name, title, caption, List.of(metrics).stream().map(Metric::name).toList(), "", "");
  }

  public FigureRequest axes(String x, String y) {
    return new FigureRequest(kind, name, title, caption, metrics, x, y);
  }
}

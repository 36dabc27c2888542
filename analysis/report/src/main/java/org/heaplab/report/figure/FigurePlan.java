package org.heaplab.report.figure;

import java.util.List;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Metric;

/// A figure that is to be drawn.
///
/// @param metrics those that the request names
public record FigurePlan(FigureRequest request, List<Metric> metrics) {
  public FigurePlan {
    metrics = List.copyOf(metrics);
  }

  /// Its files' name.
  public String name() {
    return request.name();
  }

  /// Written below it, and read by a screen reader.
  public String title() {
    return request.title();
  }

  /// The metric of a kind that draws one.
  public Metric metric() {
    if (metrics.size() == 1) return metrics.getFirst();
    throw new IllegalArgumentException(
        "a figure of kind %s must have one metric: %s"
            .formatted(request.kind(), request.metrics()));
  }

  /// @param otherwise the title when the request has none
  public String xTitle(String otherwise) {
    return request.xTitle().isEmpty() ? otherwise : request.xTitle();
  }

  public String yTitle(String otherwise) {
    return request.yTitle().isEmpty() ? otherwise : request.yTitle();
  }
}

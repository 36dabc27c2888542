package org.heaplab.report.page;

import org.heaplab.report.results.Metric;

/// Says what each metric is, from its entry in the catalogue.
final class Definitions {
  private static final String READING =
      """
      <p>L is the bytes that are live as they were requested; A the payload of live blocks, padding
      included; M what the allocator needs for itself; F the footprint. A mean over traces is
      geometric, and its interval is Student’s on the logarithms. An allocator is tied with the best
      when the interval of the ratio of the two, trace by trace, holds 1. A median’s interval lies
      between two of the measured rounds and covers the true median whatever the distribution; with
      fewer than six rounds it is their whole range. A result that is not valid counts for nothing
      and is shown in red with its reason; “refused” means that a request was refused for want of
      memory, which in a fixed heap is a result and no error.</p>
      """;

  private Definitions() {}

  static String html() {
    var html = new StringBuilder(READING).append("<dl>\n");
    for (Metric metric : Metric.values()) {
      html.append(
          "<dt>%s <code>%s</code></dt><dd>%s</dd>\n"
              .formatted(
                  Html.escape(metric.title()), metric.field(), Html.escape(metric.definition())));
    }
    return html.append("</dl>\n").toString();
  }
}

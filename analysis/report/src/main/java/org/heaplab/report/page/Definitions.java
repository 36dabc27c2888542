package org.heaplab.report.page;

import static j2html.TagCreator.code;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.join;
import static j2html.TagCreator.p;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.List;
import org.heaplab.results.metric.Metric;

/// Says what each metric is, and how means and intervals are to be read.
final class Definitions {
  private static final String READING =
      """
      L is the bytes that are live as they were requested; A the payload of live blocks, padding
      included; M what the allocator needs for itself; F the footprint. A mean over traces is
      geometric, and its interval is Student’s on the logarithms. An allocator is tied with the best
      when the interval of the ratio of the two, trace by trace, holds 1. A median’s interval lies
      between two of the measured rounds and covers the true median whatever the distribution; with
      fewer than six rounds it is their whole range. A result that is not valid counts for nothing
      and is shown in red with its reason; “refused” means that a request was refused for want of
      memory, which in a fixed heap is a result and no error.""";

  private Definitions() {}

  static DomContent html(List<Metric> metrics) {
    return join(
        p(READING),
        dl(
            each(
                metrics.stream().filter(metric -> metric.kind().isNumber()).toList(),
                metric ->
                    join(
                        dt(text(metric.title() + " "), code(metric.name())),
                        dd(metric.definition())))));
  }
}

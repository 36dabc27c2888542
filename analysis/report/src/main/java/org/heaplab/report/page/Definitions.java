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
      included; M what the allocator needs for itself; F the footprint. The memory of the Java
      virtual machine is in no footprint of an allocator that runs in it. A mean over traces is
      geometric. A median’s interval lies between two of the measured rounds and covers the true
      median whatever the distribution; with fewer than six rounds it is their whole range. An
      interval over processes is that of the median of what each round gives: ratios and means
      over traces are made round by round first. It says how far another run on the same traces
      may be away. An interval over traces is Student’s on the logarithms and says how much the
      traces differ. What is exact is the same in every process. Two allocators are tied when the
      interval of their ratio holds 1, or when they differ by less than half a percent: the same
      program, recorded once more, makes other requests, which change its ratios by more. A result
      that is not valid counts for nothing and is shown in red with its reason; “refused” means
      that a request was refused for want of memory, which in a fixed heap is a result and no error.""";

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

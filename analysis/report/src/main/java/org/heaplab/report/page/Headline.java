package org.heaplab.report.page;

import static j2html.TagCreator.b;
import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import j2html.tags.specialized.LiTag;
import j2html.tags.specialized.SpanTag;
import java.util.ArrayList;
import java.util.List;
import org.heaplab.report.statistics.Ranking.Rank;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Metric;

/// The outcome of an experiment in one sentence for each metric.
record Headline(SummaryTable summary, Names names) {
  DomContent html() {
    var sentences = new ArrayList<LiTag>();
    for (Metric metric : SummaryTable.METRICS) {
      List<Rank<ComparedAllocator>> ranks =
          summary.ranking(metric).ranks().stream()
              .filter(rank -> rank.mean().exists() && rank.element().competes())
              .toList();
      if (!ranks.isEmpty()) sentences.add(sentence(metric, ranks));
    }
    return ul(each(sentences, sentence -> sentence)).withClass("headline");
  }

  private LiTag sentence(Metric metric, List<Rank<ComparedAllocator>> ranks) {
    Rank<ComparedAllocator> best = ranks.getFirst();
    SpanTag outcome =
        span(text("least: "), names.html(best.element()), text(" "), b(value(best, metric)));
    String before = ", tied with ";
    for (Rank<ComparedAllocator> tied : ranks.stream().skip(1).filter(Rank::best).toList()) {
      add(outcome, before, tied, metric);
      before = ", ";
    }
    ranks.stream()
        .filter(rank -> !rank.best())
        .findFirst()
        .ifPresent(next -> add(outcome, "; next ", next, metric));
    return li(span(metric.title()).withClass("what"), text(" "), outcome);
  }

  private void add(SpanTag outcome, String before, Rank<ComparedAllocator> rank, Metric metric) {
    outcome.with(text(before), names.html(rank.element()), text(" " + value(rank, metric)));
  }

  private static String value(Rank<ComparedAllocator> rank, Metric metric) {
    return metric.unit().format(rank.mean().value());
  }
}

package org.heaplab.report.page;

import java.util.List;
import org.heaplab.report.Numbers;
import org.heaplab.report.results.Allocator;
import org.heaplab.report.results.Metric;
import org.heaplab.report.statistics.Ranking;

/// The outcome of an experiment in one sentence a metric.
final class Headline {
  private Headline() {}

  static String html(SummaryTable summary, Names names) {
    var html = new StringBuilder("<ul class=\"headline\">\n");
    for (Metric metric : SummaryTable.METRICS) {
      List<Ranking.Place<Allocator>> ranked =
          summary.ranking(metric).places().stream()
              .filter(place -> place.mean().exists() && place.who().competes())
              .toList();
      if (!ranked.isEmpty()) html.append(sentence(metric, ranked, names));
    }
    return html.append("</ul>\n").toString();
  }

  private static String sentence(
      Metric metric, List<Ranking.Place<Allocator>> ranked, Names names) {
    var best = ranked.getFirst();
    String ties =
        String.join(
            ", ",
            ranked.stream()
                .skip(1)
                .filter(Ranking.Place::best)
                .map(place -> names.html(place.who()) + " " + value(place, metric))
                .toList());
    String next =
        ranked.stream()
            .filter(place -> !place.best())
            .findFirst()
            .map(place -> "; next " + names.html(place.who()) + " " + value(place, metric))
            .orElse("");
    return "<li><span class=\"what\">%s</span> <span>least: %s <b>%s</b>%s%s</span></li>\n"
        .formatted(
            Html.escape(metric.title()),
            names.html(best.who()),
            value(best, metric),
            ties.isEmpty() ? "" : ", tied with " + ties,
            next);
  }

  private static String value(Ranking.Place<Allocator> place, Metric metric) {
    return Numbers.of(place.mean().value(), metric.unit());
  }
}

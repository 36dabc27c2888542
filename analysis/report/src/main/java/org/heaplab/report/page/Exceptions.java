package org.heaplab.report.page;

import java.util.Map;
import org.heaplab.report.results.Cell;
import org.heaplab.report.results.Experiment;
import org.heaplab.report.results.Run;
import org.heaplab.report.results.Subject;

/// What the means leave out and why: results that are not valid, requests that were refused,
/// allocators that were not there.
record Exceptions(Run run, Names names) {
  private static final String MISSING = "missing";

  /// Empty when everybody measured everything.
  String html(Experiment experiment) {
    var items = new StringBuilder();
    for (Subject subject : experiment.subjects()) {
      for (Cell cell : subject.cells()) {
        String sentence = Verdict.sentence(cell);
        if (sentence.isEmpty()) continue;
        items.append(
            "<li>%s on %s: %s</li>\n"
                .formatted(names.html(cell.allocator()), Html.escape(subject.trace()), sentence));
      }
    }
    if (run.manifest().get(MISSING) instanceof Map<?, ?> missing) {
      missing.forEach(
          (allocator, reason) ->
              items.append(
                  "<li>%s is missing: %s</li>\n"
                      .formatted(
                          Html.escape(String.valueOf(allocator)),
                          Html.escape(String.valueOf(reason)))));
    }
    if (items.isEmpty()) return "";
    return "<h3>What the means leave out</h3>\n<ul class=\"remarks\">\n" + items + "</ul>\n";
  }
}

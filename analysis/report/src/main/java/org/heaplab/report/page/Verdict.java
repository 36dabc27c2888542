package org.heaplab.report.page;

import static j2html.TagCreator.b;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.List;
import org.heaplab.report.page.SortableTable.Data;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metrics;

/// What a table has instead of a number that would mislead.
final class Verdict {
  private Verdict() {}

  /// The allocator misbehaved: in red, with the reason.
  static Data invalid(Cell cell) {
    return new Data(span("invalid").withTitle(reason(cell)), Double.NaN, "invalid");
  }

  /// A request was refused, which is a result and no error.
  static Data refused(Cell cell) {
    String where = "a request was refused at operation " + Metrics.OOM_AT_OP.format(cell);
    return new Data(span("refused").withTitle(where), Double.NaN, "refused");
  }

  /// The same in words; nothing for a cell that is as it should be.
  static List<DomContent> words(Cell cell) {
    if (!cell.valid()) return List.of(b("invalid").withClass("invalid"), text(": " + reason(cell)));
    if (cell.completed()) return List.of();
    String reason = cell.reason().isEmpty() ? "" : ": " + cell.reason();
    return List.of(
        text("refused a request at operation " + Metrics.OOM_AT_OP.format(cell) + reason));
  }

  private static String reason(Cell cell) {
    return cell.reason().isEmpty() ? "no reason given" : cell.reason();
  }
}

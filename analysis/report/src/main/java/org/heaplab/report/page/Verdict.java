package org.heaplab.report.page;

import org.heaplab.report.Numbers;
import org.heaplab.report.results.Cell;
import org.heaplab.report.results.Metric;

/// What stands in a table where a number would mislead.
final class Verdict {
  private Verdict() {}

  /// The allocator misbehaved: in red, with the reason.
  static SortableTable.Data invalid(Cell cell) {
    String reason = cell.reason().isEmpty() ? "no reason given" : cell.reason();
    return new SortableTable.Data(
        "<span title=\"%s\">invalid</span>".formatted(Html.escape(reason)), "", "invalid");
  }

  /// A request was refused, which is a result and no error.
  static SortableTable.Data refused(Cell cell) {
    String where = Numbers.count(Metric.OOM_AT_OP.of(cell));
    return new SortableTable.Data(
        "<span title=\"%s\">refused</span>"
            .formatted(Html.escape("a request was refused at operation " + where)),
        "",
        "refused");
  }

  /// The same in words, for a list below a table; empty for a cell that is as it should be.
  static String sentence(Cell cell) {
    if (!cell.valid()) {
      String reason = cell.reason().isEmpty() ? "no reason given" : cell.reason();
      return "<b class=\"invalid\">invalid</b>: " + Html.escape(reason);
    }
    if (!cell.completed()) {
      String reason = cell.reason().isEmpty() ? "" : ": " + Html.escape(cell.reason());
      return "refused a request at operation " + Numbers.count(Metric.OOM_AT_OP.of(cell)) + reason;
    }
    return "";
  }
}

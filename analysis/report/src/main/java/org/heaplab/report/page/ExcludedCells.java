package org.heaplab.report.page;

import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import j2html.tags.specialized.LiTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.figure.MeasuredTrace.OfAllocator;

/// Results that are not valid and requests that were refused, one sentence each.
record ExcludedCells(Names names) {
  /// @param withTrace whether each says on which trace
  Optional<DomContent> of(List<MeasuredTrace> traces, boolean withTrace) {
    var items = new ArrayList<LiTag>();
    for (MeasuredTrace trace : traces) {
      for (OfAllocator one : trace.cells()) {
        List<DomContent> words = Verdict.words(one.cell());
        if (words.isEmpty()) continue;
        items.add(
            li(
                names.html(one.allocator()),
                text(withTrace ? " on " + trace.name() + ": " : " "),
                each(words, word -> word)));
      }
    }
    return items.isEmpty()
        ? Optional.empty()
        : Optional.of(ul(each(items, item -> item)).withClass("remarks"));
  }
}

package org.heaplab.report.page;

import static j2html.TagCreator.i;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.List;
import org.heaplab.report.page.SortableTable.Data;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.manifest.ComparedAllocator;

/// An allocator's name with the colour that it has in the figures.
///
/// @param allocators all of the run; page.js knows an allocator by its index in this list
record Names(Palette palette, List<ComparedAllocator> allocators) {
  Data cell(ComparedAllocator allocator) {
    return Data.words(html(allocator));
  }

  DomContent html(ComparedAllocator allocator) {
    return span(
            i().withClass("dot").withStyle("background:" + palette.css(allocator)),
            text(allocator.name()))
        .withCondClass(palette.isSubject(allocator), "subject");
  }

  /// The names alone, as page.js numbers them.
  List<String> inOrder() {
    return allocators.stream().map(ComparedAllocator::name).toList();
  }

  int indexOf(ComparedAllocator allocator) {
    return allocators.indexOf(allocator);
  }
}

package org.heaplab.report.page;

import org.heaplab.report.drawing.Palette;
import org.heaplab.report.results.Allocator;

/// An allocator's name with the colour that it has in the figures.
record Names(Palette palette) {
  SortableTable.Data cell(Allocator allocator) {
    return SortableTable.Data.text(html(allocator), allocator.name());
  }

  String html(Allocator allocator) {
    String weight = allocator.group() == Allocator.Group.HANDLE ? " class=\"handle\"" : "";
    return "<span%s><i class=\"dot\" style=\"background:%s\"></i>%s</span>"
        .formatted(weight, palette.css(allocator), Html.escape(allocator.name()));
  }
}

package org.heaplab.results.metric;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// What the bytes of a footprint are held for. The causes sum to the footprint; those of an
/// allocator are as many as it can tell apart.
public enum Cause {
  LIVE("live bytes that the program touches"),
  UNTOUCHED("live bytes that the program does not touch, in pages that are held all the same"),
  PADDING("bytes of used blocks beyond what was requested"),
  HEADERS("headers of used blocks"),
  ENTRIES("handle table entries of used blocks"),
  UNUSED_ENTRIES("the rest of the handle table"),
  METADATA("other metadata: descriptors, heads of lists, trees, bitmaps"),
  PAGE_TAILS("ends of slab pages that are too short for a slot"),
  FREE_SLOTS("slots of slab pages that no client has"),
  FREE_BLOCKS("other free bytes, in pages that also hold something else"),
  FREE_PAGES("whole pages that hold nothing and were not given back"),
  REST("free bytes and metadata that a native allocator does not tell apart");

  private final String meaning;

  Cause(String meaning) {
    this.meaning = meaning;
  }

  /// As files, tables and figures call it.
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  public String meaning() {
    return meaning;
  }

  /// Of what goes beyond live bytes.
  public boolean isOverhead() {
    return this != LIVE;
  }

  /// Empty for one that this version does not know.
  public static Optional<Cause> find(String title) {
    return Arrays.stream(values()).filter(cause -> cause.title().equals(title)).findFirst();
  }

  /// What a cell has for each cause, over its live bytes.
  ///
  /// @param column of the table of causes
  /// @return empty where causes were not measured, or nothing is live
  public static Map<Cause, Double> overLive(Cell cell, String column) {
    var bytes = new EnumMap<Cause, Double>(Cause.class);
    for (Row row : cell.series(Tables.CAUSE).rows()) {
      find(row.text("cause")).ifPresent(cause -> bytes.put(cause, row.number(column)));
    }
    double live = bytes.getOrDefault(LIVE, 0.0);
    if (!(live > 0)) return Map.of();
    bytes.replaceAll((cause, value) -> value / live);
    return bytes;
  }
}

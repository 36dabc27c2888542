package org.heaplab.results.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the bytes of a footprint are held for. The causes sum to the footprint; an allocator has
/// those that it can tell apart.
public enum Cause {
  LIVE("live bytes that the program touches"),
  UNTOUCHED("live bytes that it does not touch, in pages that are held all the same"),
  PADDING("bytes of used blocks beyond what was requested"),
  HEADERS("headers of used blocks"),
  ENTRIES("handle table entries of used blocks"),
  UNUSED_ENTRIES("the rest of the handle table"),
  METADATA("all other metadata: descriptors, heads of lists, trees, bitmaps"),
  PAGE_TAILS("ends of slab pages that are too short for a slot"),
  FREE_SLOTS("slots of slab pages that no client has"),
  FREE_BLOCKS("other free bytes, in pages that hold something else too"),
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

  /// Whether it goes beyond live bytes.
  public boolean isOverhead() {
    return this != LIVE;
  }

  /// Empty for one that this version does not know.
  public static Optional<Cause> find(String title) {
    return Arrays.stream(values()).filter(cause -> cause.title().equals(title)).findFirst();
  }

  /// All of them with their meanings.
  static String list() {
    return Arrays.stream(values())
        .map(cause -> cause.title() + " (" + cause.meaning + ")")
        .collect(Collectors.joining(", "));
  }
}

package org.heaplab.report.results;

import java.util.Locale;

/// Who was measured.
///
/// @param name as on the command line, e.g. `first-fit:order=lifo`
/// @param family as the catalogue of allocators groups it; empty where unknown
/// @param kind `java` or `native`; empty where unknown
public record Allocator(String name, String family, String kind) {
  /// The allocator that does nothing at all: its time is the harness's own, and it has no space.
  private static final String DO_NOTHING = "nothing";

  /// What a figure groups its colours by.
  public enum Group {
    HANDLE,
    CLASSICAL,
    NATIVE,
    BASELINE
  }

  /// The name without options and locks.
  public String base() {
    return name.replaceFirst("[:@].*", "");
  }

  public boolean doesNothing() {
    return name.equals(DO_NOTHING);
  }

  /// Whether it can be the best at something. What never reuses memory or wastes it on purpose only
  /// bounds the others.
  public boolean competes() {
    return group() != Group.BASELINE;
  }

  public Group group() {
    if (doesNothing()) return Group.BASELINE;
    if (kind.equals("native")) return Group.NATIVE;
    return switch (family.toLowerCase(Locale.ROOT)) {
      case "handle" -> Group.HANDLE;
      case "baseline" -> Group.BASELINE;
      default -> name.equals("handle") ? Group.HANDLE : Group.CLASSICAL;
    };
  }
}

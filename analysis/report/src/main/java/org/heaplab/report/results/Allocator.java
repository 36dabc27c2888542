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

  public boolean doesNothing() {
    return name.equals(DO_NOTHING);
  }

  public Group group() {
    if (kind.equals("native")) return Group.NATIVE;
    return switch (family.toLowerCase(Locale.ROOT)) {
      case "handle" -> Group.HANDLE;
      case "baseline" -> Group.BASELINE;
      default -> name.equals("handle") ? Group.HANDLE : Group.CLASSICAL;
    };
  }
}

package org.heaplab.results.manifest;

/// An allocator that was measured.
///
/// @param name as on the command line, e.g. `first-fit:order=lifo`
/// @param family as the catalogue of allocators groups it; empty where unknown
/// @param kind `java` or `native`; empty where unknown
/// @param role what it is there for
public record ComparedAllocator(String name, String family, String kind, Role role) {
  public static final String JAVA = "java";
  public static final String NATIVE = "native";

  /// What an allocator is there for.
  public enum Role {
    /// To be compared with the others.
    COMPETES,
    /// To bound the others: it never reuses memory, or wastes it on purpose.
    BOUNDS,
    /// To show what the harness itself costs: it does nothing at all, and has no space.
    HARNESS
  }

  /// The name without options and locks.
  public String base() {
    return name.replaceFirst("[:@].*", "");
  }

  public boolean isHarness() {
    return role == Role.HARNESS;
  }

  /// Whether it can be the best at something.
  public boolean competes() {
    return role == Role.COMPETES;
  }

  public boolean isNative() {
    return kind.equals(NATIVE);
  }
}

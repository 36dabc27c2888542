package org.heaplab.allocators.foreign;

/// The names of an allocator's functions.
///
/// @param malloc `void *(size_t)`
/// @param free `void (void *)`
/// @param realloc `void *(void *, size_t)`
/// @param posixMemalign `int (void **, size_t alignment, size_t)`
/// @param usableSize `size_t (void *)`
public record Symbols(
    String malloc, String free, String realloc, String posixMemalign, String usableSize) {
  /// The names of the C library.
  public static final Symbols STANDARD = prefixed("", "malloc_usable_size");

  static Symbols prefixed(String prefix, String usableSize) {
    return new Symbols(
        prefix + "malloc",
        prefix + "free",
        prefix + "realloc",
        prefix + "posix_memalign",
        usableSize);
  }
}

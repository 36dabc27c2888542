package org.heaplab.allocators.verify;

/// One span of a heap as its walk showed it.
///
/// @param handle what the client holds; for a span that is not used, 0
/// @param committedBytes how many of the bytes lie in committed pages
/// @param locks how many locks it is under
record Span(Use use, long handle, long address, long bytes, long committedBytes, int locks) {
  enum Use {
    USED,
    FREE,
    METADATA
  }

  long end() {
    return address + bytes;
  }

  @Override
  public String toString() {
    return use.name().toLowerCase(java.util.Locale.ROOT)
        + " span of "
        + bytes
        + " bytes at 0x"
        + Long.toHexString(address);
  }
}

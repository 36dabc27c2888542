package org.heaplab.allocators.javalib;

import org.heaplab.allocators.Alignment;

/// What a native segment takes of the C library's `malloc`. The JVM rounds its size up to whole
/// words, to fill it with zeros, and asks `malloc` for it. A chunk of glibc has a word before the
/// payload:
///
/// ```text
///    ├──────┬───────────────────────────────┬─────────┤
///    │ size │ segment, in whole words       │ padding │   16 bytes a step, 32 at least
///    └──────┴───────────────────────────────┴─────────┘
/// ```
final class MallocChunk {
  private static final long HEADER_BYTES = 8;
  private static final long STEP_BYTES = 16;
  private static final long LEAST_BYTES = 32;

  private MallocChunk() {}

  static long bytes(long segmentBytes) {
    long whole = Alignment.up(segmentBytes, Long.BYTES);
    return Math.max(LEAST_BYTES, Alignment.up(whole + HEADER_BYTES, STEP_BYTES));
  }
}

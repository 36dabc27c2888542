package org.heaplab.allocators;

import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// How blocks are aligned that ask for no alignment: the option `align`, which all allocators of
/// heaplab have that store blocks. A request that names an alignment gets the larger of the two.
///
/// ```text
///                 requests of fewer than 16 bytes    of 16 bytes and more
///    8            8                                  8
///    malloc       8                                  16
/// ```
///
/// `malloc` is C's rule on 64-bit machines: a block can hold any object that fits into it, and some
/// types need 16. No such type has fewer bytes, so a smaller block need not have that alignment.
public enum AlignmentRule {
  EIGHT("8", Heap.MIN_ALIGNMENT),
  MALLOC("malloc", 16);

  /// How the command line gives it.
  public static final Option OPTION =
      Option.choice(
          "align",
          "alignment of blocks that ask for none: 8 bytes, or as malloc in C, 16 from 16 bytes on",
          EIGHT.word,
          MALLOC.word);

  private final String word;
  private final long bytes;

  AlignmentRule(String word, long bytes) {
    this.word = word;
    this.bytes = bytes;
  }

  /// As the command line has it.
  @Override
  public String toString() {
    return word;
  }

  /// @param options among them [#OPTION]
  public static AlignmentRule of(Options options) {
    return options.is(OPTION, MALLOC.word) ? MALLOC : EIGHT;
  }

  /// The alignment of every block of at least so many bytes. If all blocks have it, the rule holds.
  public long bytes() {
    return bytes;
  }

  /// The alignment of a block that asks for none.
  public long boundary(long size) {
    return size < bytes ? Heap.MIN_ALIGNMENT : bytes;
  }
}

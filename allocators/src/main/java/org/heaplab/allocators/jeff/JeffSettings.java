package org.heaplab.allocators.jeff;

import org.heaplab.allocators.AlignmentRule;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// What the original fixed when it was compiled or started.
///
/// @param layout of a header
/// @param rule how blocks are aligned
/// @param headroom bytes that the heap may hold beyond used blocks and their headers before it
///   counts as full, as a share of these
/// @param early whether to compact as soon as free blocks pass the headroom, not only when a
///   request finds no room
/// @param whole whether a heap with a limit counts as full only there, whatever the headroom
record JeffSettings(
    HeaderLayout layout, AlignmentRule rule, double headroom, boolean early, boolean whole) {
  private static final Option HEADER =
      Option.choice(
          "header",
          "bytes of the header of each block",
          Integer.toString(HeaderLayout.FULL_BYTES),
          Integer.toString(HeaderLayout.SHORT_BYTES));

  private static final Option HEADROOM =
      Option.fraction(
              "headroom",
              "how much the heap may hold beyond used blocks and their headers, as a share of these",
              0.33,
              0.01,
              1000)
          .tried(0.01, 0.1, 3);

  private static final Option COMPACT =
      Option.choice("compact", "when the heap compacts on its own", "full", "early");

  private static final Option HEAP =
      Option.choice("heap", "when a heap with a limit counts as full", "headroom", "limit");

  /// As the command line gives them.
  static final Option[] OPTIONS = {HEADER, HEADROOM, COMPACT, HEAP, AlignmentRule.OPTION};

  static JeffSettings of(Options options) {
    return new JeffSettings(
        new HeaderLayout(options.count(HEADER)),
        AlignmentRule.of(options),
        options.fraction(HEADROOM),
        options.is(COMPACT, "early"),
        options.is(HEAP, "limit"));
  }
}

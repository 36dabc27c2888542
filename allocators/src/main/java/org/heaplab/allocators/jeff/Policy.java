package org.heaplab.allocators.jeff;

import org.heaplab.allocators.Catalogue.Options;
import org.heaplab.allocators.Option;

/// What the original fixed when it was compiled or started.
///
/// @param layout of a header
/// @param headroom bytes that the heap may hold beyond used blocks and their headers before it
///   counts as full, as a share of these
/// @param early whether to compact as soon as free blocks pass the headroom, not only when a
///   request finds no room
record Policy(HeaderLayout layout, double headroom, boolean early) {
  private static final String HEADER = "header";
  private static final String HEADROOM = "headroom";
  private static final String COMPACT = "compact";
  private static final double LEAST_HEADROOM = 0.01;

  /// As the command line gives them.
  static final Option[] OPTIONS = {
    Option.choice(
        HEADER,
        Integer.toString(HeaderLayout.FULL_BYTES),
        Integer.toString(HeaderLayout.SHORT_BYTES)),
    Option.value(HEADROOM, 0.33, LEAST_HEADROOM, 0.1, 3),
    Option.choice(COMPACT, "full", "early")
  };

  static Policy of(Options options) {
    return new Policy(
        new HeaderLayout((int) options.number(HEADER)),
        options.fraction(HEADROOM),
        options.text(COMPACT).equals("early"));
  }

  Policy {
    if (!(headroom >= LEAST_HEADROOM)) {
      throw new IllegalArgumentException(
          "headroom must be a share of at least " + LEAST_HEADROOM + ": " + headroom);
    }
  }
}

package org.heaplab.allocators.segregated;

import org.heaplab.allocators.mechanism.PowerClasses;
import org.heaplab.options.Option;
import org.heaplab.options.Options;

/// The option of schemes whose size classes are powers of two, with or without three times powers
/// of two between them.
final class SizeClasses {
  private static final String POWERS = "2n";
  private static final String POWERS_AND_THIRDS = "3x2n";

  static final Option OPTION =
      Option.choice(
          "classes",
          "the size classes: powers of two, or these and three times powers of two",
          POWERS,
          POWERS_AND_THIRDS);

  private SizeClasses() {}

  /// @param options among them [#OPTION]
  static PowerClasses of(Options options) {
    return new PowerClasses(options.is(OPTION, POWERS_AND_THIRDS));
  }
}

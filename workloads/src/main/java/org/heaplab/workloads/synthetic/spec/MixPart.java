package org.heaplab.workloads.synthetic.spec;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.options.OptionType;

/// One part of a whole, with its share: `24*3`.
///
/// @param share 1 where none is given
record MixPart(String what, double share) {
  private static final OptionType SHARE = new OptionType.Fraction(0, 1e12);

  /// The parts of a text, between blanks.
  ///
  /// @throws IllegalArgumentException when there is none, or a share is no number
  static List<MixPart> of(String text) {
    var parts = new ArrayList<MixPart>();
    for (String word : text.strip().split("\\s+", -1)) {
      int star = word.lastIndexOf('*');
      String share = star < 0 ? "1" : word.substring(star + 1);
      if (!SHARE.allows(share)) {
        throw new IllegalArgumentException(
            "a share must be %s: '%s'".formatted(SHARE.rule(), word));
      }
      String what = star < 0 ? word : word.substring(0, star);
      if (what.isEmpty()) {
        throw new IllegalArgumentException("a part must be WHAT or WHAT*SHARE: '" + word + "'");
      }
      parts.add(new MixPart(what, Double.parseDouble(share)));
    }
    return parts;
  }
}

package org.heaplab.results.manifest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An option that an experiment varies, as it stands in the allocators' names: `headroom` in
/// `handle:headroom=0.1`, `hold` in `handle@hold=0.1`.
///
/// @param option its name
/// @param absent its value in a name that does not have it; null for a name that is no part of the
///   variation
/// @param logarithmic whether it is varied by factors
public record Variation(String option, Double absent, boolean logarithmic) {
  /// @return NaN for an allocator that is no part of the variation
  public double of(ComparedAllocator allocator) {
    Matcher value =
        Pattern.compile("[:,@]" + Pattern.quote(option) + "=([0-9.eE+-]+)")
            .matcher(allocator.name());
    if (value.find()) return Double.parseDouble(value.group(1));
    return absent == null ? Double.NaN : absent;
  }
}

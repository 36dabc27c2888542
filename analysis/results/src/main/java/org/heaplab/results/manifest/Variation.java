package org.heaplab.results.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An option that an experiment varies, as it stands in the allocators' names: `headroom` in
/// `handle:headroom=0.1`, `hold` in `handle@hold=0.1`, `align` in `handle:align=malloc`.
///
/// @param option its name
/// @param absent its value in a name that does not have it; null for a name that is no part of the
///   variation
/// @param logarithmic whether it is varied by factors
public record Variation(String option, Double absent, boolean logarithmic) {
  /// The value of an allocator, if it is a number.
  ///
  /// @return NaN for an allocator that is no part of the variation
  public double of(ComparedAllocator allocator) {
    Matcher value =
        Pattern.compile("[:,@]" + Pattern.quote(option) + "=([0-9.eE+-]+)")
            .matcher(allocator.name());
    if (value.find()) return Double.parseDouble(value.group(1));
    return absent == null ? Double.NaN : absent;
  }

  /// The name of an allocator without its option, as in `handle:page=8192` for
  /// `handle:align=malloc,page=8192`; empty for one that does not have it.
  public Optional<String> without(ComparedAllocator allocator) {
    String base = allocator.base();
    String rest = allocator.name().substring(base.length());
    if (!rest.startsWith(":")) return Optional.empty();
    List<String> all = List.of(rest.substring(1).split(",", -1));
    var others = new ArrayList<>(all);
    others.removeIf(one -> one.startsWith(option + "="));
    if (others.size() == all.size()) return Optional.empty();
    return Optional.of(others.isEmpty() ? base : base + ":" + String.join(",", others));
  }
}

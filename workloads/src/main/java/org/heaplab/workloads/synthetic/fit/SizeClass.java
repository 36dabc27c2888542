package org.heaplab.workloads.synthetic.fit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heaplab.workloads.synthetic.law.Sampler;

/// Request sizes that a fitted workload takes for alike. In a text it is `24` or `33..40`.
///
/// @param least smallest size, in bytes
/// @param most largest size, in bytes
record SizeClass(long least, long most) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})(?:\\.\\.(\\d{1,18}))?");

  /// @throws IllegalArgumentException when the text is none
  static SizeClass of(String text) {
    Matcher matcher = TEXT.matcher(text);
    boolean matches = matcher.matches();
    long least = matches ? Long.parseLong(matcher.group(1)) : 1;
    long most = !matches ? 0 : matcher.group(2) == null ? least : Long.parseLong(matcher.group(2));
    if (most >= least) return new SizeClass(least, most);
    throw new IllegalArgumentException("a size must be as in 24 or 33..40: '" + text + "'");
  }

  /// A size, all of the class alike.
  long next(Sampler random) {
    return least == most ? least : least + (long) (random.uniform() * (most - least + 1));
  }

  @Override
  public String toString() {
    return least == most ? Long.toString(least) : least + ".." + most;
  }
}

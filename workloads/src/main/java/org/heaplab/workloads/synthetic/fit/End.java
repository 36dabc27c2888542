package org.heaplab.workloads.synthetic.fit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heaplab.workloads.synthetic.law.Sampler;

/// How and when a request ends: its block is freed, or it is resized, which is another request.
///
/// ```text
///    s7      soon: after a number of operations that is in bucket 7
///    w17     in window 17
///    n       never
///    s7r     as s7, and then it is resized
/// ```
///
/// Buckets are exact below 32 operations: some programs have most lifetimes there. From there on
/// each power of two is cut in four:
///
/// ```text
///    operations  1 2 … 31 32–39 40–47 48–55 56–63 64–79 …
///    bucket      1 2 … 31 32    33    34    35    36    …
/// ```
///
/// @param when the kind of end
/// @param number the bucket or the window; 0 for never
/// @param resized whether the block is resized and not freed
record End(When when, int number, boolean resized) {
  /// The kinds of ends.
  enum When {
    SOON,
    IN_WINDOW,
    NEVER
  }

  static final End NEVER = new End(When.NEVER, 0, false);

  private static final Pattern TEXT = Pattern.compile("(?:([sw])(\\d{1,7})(r?))|n");
  private static final int LOG_EXACT = 5;
  private static final int LOG_STEPS = 2;
  private static final int EXACT = 1 << LOG_EXACT;
  private static final int MOST_BUCKETS = EXACT + ((Integer.SIZE - LOG_EXACT) << LOG_STEPS);

  static End soon(long operations, boolean resized) {
    return new End(When.SOON, bucket(operations), resized);
  }

  static End inWindow(int window, boolean resized) {
    return new End(When.IN_WINDOW, window, resized);
  }

  /// @throws IllegalArgumentException when the text is none
  static End of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) throw wrong(text);
    if (matcher.group(1) == null) return NEVER;
    int number = Integer.parseInt(matcher.group(2));
    boolean isSoon = matcher.group(1).equals("s");
    if (number < 1 || (isSoon && number >= MOST_BUCKETS)) throw wrong(text);
    boolean resized = !matcher.group(3).isEmpty();
    return new End(isSoon ? When.SOON : When.IN_WINDOW, number, resized);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "an end must be s1 to s%d, w1 or a later window, each also with r, or n: '%s'"
            .formatted(MOST_BUCKETS - 1, text));
  }

  /// @param operations at least 1
  private static int bucket(long operations) {
    if (operations < EXACT) return (int) operations;
    int log = Long.SIZE - 1 - Long.numberOfLeadingZeros(operations);
    int step = (int) (operations >>> (log - LOG_STEPS)) & ((1 << LOG_STEPS) - 1);
    return EXACT + ((log - LOG_EXACT) << LOG_STEPS) + step;
  }

  /// Operations until an end that is soon, all of its bucket alike.
  long operations(Sampler random) {
    if (number < EXACT) return number;
    int row = (number - EXACT) >>> LOG_STEPS;
    int step = (number - EXACT) & ((1 << LOG_STEPS) - 1);
    int logWidth = row + LOG_EXACT - LOG_STEPS;
    long least = ((1L << LOG_STEPS) + step) << logWidth;
    return least + (long) (random.uniform() * (1L << logWidth));
  }

  @Override
  public String toString() {
    return switch (when) {
      case SOON -> "s" + number + (resized ? "r" : "");
      case IN_WINDOW -> "w" + number + (resized ? "r" : "");
      case NEVER -> "n";
    };
  }
}

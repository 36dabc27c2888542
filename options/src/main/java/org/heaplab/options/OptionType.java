package org.heaplab.options;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which values an option can have.
public sealed interface OptionType {
  boolean allows(String value);

  /// The rule, as what follows "must be".
  String rule();

  /// One of a few words.
  record Choice(List<String> words) implements OptionType {
    public Choice {
      words = List.copyOf(words);
    }

    @Override
    public boolean allows(String value) {
      return words.contains(value);
    }

    @Override
    public String rule() {
      return "one of " + String.join(", ", words);
    }
  }

  /// A whole number, both limits included.
  record Whole(long least, long most) implements OptionType {
    private static final Pattern DIGITS = Pattern.compile("-?\\d{1,19}");

    @Override
    public boolean allows(String value) {
      if (!DIGITS.matcher(value).matches()) return false;
      try {
        long number = Long.parseLong(value);
        return number >= least && number <= most;
      } catch (NumberFormatException e) {
        return false;
      }
    }

    @Override
    public String rule() {
      return "a whole number" + range(least, most);
    }
  }

  /// A number, both limits included.
  record Fraction(double least, double most) implements OptionType {
    private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d{1,3})?");

    @Override
    public boolean allows(String value) {
      if (!DECIMAL.matcher(value).matches()) return false;
      double number = Double.parseDouble(value);
      return number >= least && number <= most;
    }

    @Override
    public String rule() {
      return "a number from " + text(least) + " to " + text(most);
    }
  }

  /// A number of bytes, both limits included, with or without K, M or G for powers of 1024.
  ///
  /// @param powersOfTwo whether nothing else is allowed
  record Bytes(long least, long most, boolean powersOfTwo) implements OptionType {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})([KMGkmg]?)");
    private static final String UNITS = "KMG";

    @Override
    public boolean allows(String value) {
      OptionalLong bytes = parse(value);
      return bytes.isPresent()
          && bytes.getAsLong() >= least
          && bytes.getAsLong() <= most
          && (!powersOfTwo || Long.bitCount(bytes.getAsLong()) == 1);
    }

    @Override
    public String rule() {
      return (powersOfTwo
              ? "a power of two of bytes such as 64 or 16K"
              : "a size such as 64 or 16K")
          + range(least, most);
    }

    /// Empty when it is no size, or does not fit a long.
    public static OptionalLong parse(String value) {
      Matcher size = SIZE.matcher(value);
      if (!size.matches()) return OptionalLong.empty();
      int unit = size.group(2).isEmpty() ? -1 : UNITS.indexOf(upper(size.group(2)));
      long number = Long.parseLong(size.group(1));
      int logUnit = 10 * (unit + 1);
      return number > Long.MAX_VALUE >> logUnit
          ? OptionalLong.empty()
          : OptionalLong.of(number << logUnit);
    }

    private static char upper(String letter) {
      return Character.toUpperCase(letter.charAt(0));
    }
  }

  private static String range(long least, long most) {
    if (most < Integer.MAX_VALUE) return " from " + least + " to " + most;
    return least == Long.MIN_VALUE ? "" : " of at least " + least;
  }

  /// A value as a specification has it: no exponent, no `.0`.
  static String text(Object value) {
    return value instanceof Double number
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : value.toString();
  }
}

package org.heaplab.workloads.synthetic;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Option values by name, defaults filled in.
public record Options(Map<String, String> values) {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([KMG]?)");

  static Options parse(Map<String, String> defaults, String text, String specification) {
    var values = new TreeMap<>(defaults);
    for (String option : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int equals = option.indexOf('=');
      String key = equals < 0 ? option : option.substring(0, equals);
      if (equals < 0 || !defaults.containsKey(key)) {
        throw new IllegalArgumentException(
            "an option must be name=value with a name out of "
                + defaults.keySet()
                + ": '"
                + option
                + "' in "
                + specification);
      }
      values.put(key, option.substring(equals + 1));
    }
    return new Options(Map.copyOf(values));
  }

  /// One of a few words.
  ///
  /// @throws IllegalArgumentException when the value is none of them
  String word(String name, String... allowed) {
    String value = values.get(name);
    for (String word : allowed) if (word.equals(value)) return value;
    throw new IllegalArgumentException(
        "option " + name + " must be one of " + String.join(", ", allowed) + ": " + value);
  }

  /// @throws IllegalArgumentException when the value is not a whole number of at least `least`
  long number(String name, long least) {
    try {
      long value = Long.parseLong(values.get(name));
      if (value >= least) return value;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "option " + name + " must be a whole number: " + values.get(name), e);
    }
    throw new IllegalArgumentException(
        "option " + name + " must be at least " + least + ": " + values.get(name));
  }

  /// @throws IllegalArgumentException when the value is not a whole number from `least` to 2³¹ − 1
  int count(String name, int least) {
    long value = number(name, least);
    if (value <= Integer.MAX_VALUE) return (int) value;
    throw new IllegalArgumentException(
        "option " + name + " must be at most " + Integer.MAX_VALUE + ": " + value);
  }

  /// Bytes, with K, M or G for powers of 1024: `64`, `8M`.
  ///
  /// @throws IllegalArgumentException when the value is not a size of at least one byte
  long bytes(String name) {
    Matcher size = SIZE.matcher(values.get(name));
    if (size.matches()) {
      int logUnit = size.group(2).isEmpty() ? 0 : 10 * (1 + "KMG".indexOf(size.group(2)));
      long bytes = Long.parseLong(size.group(1)) << logUnit;
      if (bytes > 0) return bytes;
    }
    throw new IllegalArgumentException(
        "option " + name + " must be a size such as 64, 16K or 8M: " + values.get(name));
  }

  /// @throws IllegalArgumentException when the value is not a number from `least` to `most`
  double fraction(String name, double least, double most) {
    try {
      double value = Double.parseDouble(values.get(name));
      if (value >= least && value <= most) return value;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "option " + name + " must be a number: " + values.get(name), e);
    }
    throw new IllegalArgumentException(
        "option " + name + " must be from " + least + " to " + most + ": " + values.get(name));
  }
}

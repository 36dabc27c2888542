package org.heaplab.options;

import java.util.List;
import java.util.stream.Stream;

/// A parameter of an allocator or a workload.
///
/// @param name what stands before the equals sign
/// @param type which values it can have
/// @param standard the value when none is given
/// @param tried further values that tests should try; for a choice, all others
/// @param meaning what it decides, for lists: a clause without a full stop
public record Option(
    String name, OptionType type, String standard, List<String> tried, String meaning) {
  /// @throws IllegalArgumentException when a value breaks the rule of the type
  public Option {
    tried = List.copyOf(tried);
    for (String value : Stream.concat(Stream.of(standard), tried.stream()).toList()) {
      if (!type.allows(value)) {
        throw new IllegalArgumentException(
            "option %s must be %s: '%s'".formatted(name, type.rule(), value));
      }
    }
  }

  /// One of a few words.
  public static Option choice(String name, String meaning, String standard, String... others) {
    List<String> words = Stream.concat(Stream.of(standard), Stream.of(others)).toList();
    return new Option(name, new OptionType.Choice(words), standard, List.of(others), meaning);
  }

  /// A whole number.
  public static Option whole(String name, String meaning, long standard, long least, long most) {
    return new Option(
        name, new OptionType.Whole(least, most), Long.toString(standard), List.of(), meaning);
  }

  /// A whole number of at least `least` that fits an int.
  public static Option count(String name, String meaning, int standard, int least) {
    return whole(name, meaning, standard, least, Integer.MAX_VALUE);
  }

  /// A number that need not be whole.
  public static Option fraction(
      String name, String meaning, double standard, double least, double most) {
    return new Option(
        name, new OptionType.Fraction(least, most), OptionType.text(standard), List.of(), meaning);
  }

  /// A number of bytes, with or without K, M or G for powers of 1024.
  ///
  /// @param standard as one would give it: `64`, `16K`
  public static Option bytes(String name, String meaning, String standard, long least, long most) {
    return new Option(name, new OptionType.Bytes(least, most, false), standard, List.of(), meaning);
  }

  /// A number of bytes that is a power of two.
  ///
  /// @param standard as one would give it: `64`, `16K`
  public static Option powerOfTwo(
      String name, String meaning, String standard, long least, long most) {
    return new Option(name, new OptionType.Bytes(least, most, true), standard, List.of(), meaning);
  }

  /// The same, with values that tests should try besides the standard one.
  public Option tried(Object... values) {
    return new Option(
        name, type, standard, Stream.of(values).map(OptionType::text).toList(), meaning);
  }
}

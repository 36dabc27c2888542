package org.heaplab.results.table;

import java.util.Locale;
import java.util.function.Function;

/// What the values of a column or a metric are.
public enum Kind {
  TEXT("text", "a text", text -> text),
  FLAG("flag", "true or false", Kind::flag),
  WHOLE("whole number", "a whole number", Long::valueOf),
  REAL("number", "a finite number", Kind::finite);

  private final String title;
  private final String rule;

  @SuppressWarnings("ImmutableEnumChecker") // A function without state, which its type cannot say.
  private final Function<String, Object> parser;

  Kind(String title, String rule, Function<String, Object> parser) {
    this.title = title;
    this.rule = rule;
    this.parser = parser;
  }

  public String title() {
    return title;
  }

  /// What a value must be, in words.
  public String rule() {
    return rule;
  }

  public boolean isNumber() {
    return this == WHOLE || this == REAL;
  }

  /// Reads a value as a file has it.
  ///
  /// @throws IllegalArgumentException when the text breaks the rule
  public Object parse(String text) {
    return parser.apply(text);
  }

  /// @return whether a value, which may be null, can stand in such a column
  public boolean allows(Object value) {
    if (value == null) return true;
    return switch (this) {
      case TEXT -> value instanceof String;
      case FLAG -> value instanceof Boolean;
      case WHOLE -> value instanceof Long || value instanceof Integer;
      case REAL -> value instanceof Double number && Double.isFinite(number);
    };
  }

  private static Boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Double finite(String text) {
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) throw new IllegalArgumentException(text);
    return value;
  }
}

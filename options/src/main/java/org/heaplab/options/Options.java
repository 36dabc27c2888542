package org.heaplab.options;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Option values by name, the defaults filled in. Every value has been checked against the type of
/// its option. The reader of an option asks for it as its type has it.
public final class Options {
  private final Map<String, String> values;

  private Options(Map<String, String> values) {
    this.values = values;
  }

  /// A value that is given for an option.
  record Setting(Option option, String value) {}

  static Options of(List<Option> known, List<Setting> given) {
    var values = new TreeMap<String, String>();
    known.forEach(option -> values.put(option.name(), option.standard()));
    given.forEach(setting -> values.put(setting.option().name(), setting.value()));
    return new Options(values);
  }

  /// The defaults of some options.
  public static Options standard(List<Option> known) {
    return of(known, List.of());
  }

  /// The value as it was given.
  public String text(Option option) {
    String value = values.get(option.name());
    if (value == null) throw new IllegalStateException("there is no option " + option.name());
    return value;
  }

  /// Whether a choice has this word.
  public boolean is(Option option, String word) {
    return text(option).equals(word);
  }

  public long whole(Option option) {
    return Long.parseLong(text(option));
  }

  /// A whole number whose type keeps it in an int's range.
  public int count(Option option) {
    return Math.toIntExact(whole(option));
  }

  public double fraction(Option option) {
    return Double.parseDouble(text(option));
  }

  public long bytes(Option option) {
    return OptionType.Bytes.parse(text(option)).orElseThrow();
  }
}

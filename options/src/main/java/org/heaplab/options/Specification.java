package org.heaplab.options;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A name with options, as in `first-fit:order=lifo,trim=128K`.
///
/// @param text as it was given
/// @param name what stands before the colon
/// @param settings what stands after it, each `option=value` as it was given
public record Specification(String text, String name, List<String> settings) {
  private static final char NAME_ENDS = ':';
  private static final String BETWEEN_SETTINGS = ",";

  public Specification {
    settings = List.copyOf(settings);
  }

  public static Specification of(String text) {
    int end = text.indexOf(NAME_ENDS);
    if (end < 0) return new Specification(text, text, List.of());
    String settings = text.substring(end + 1);
    return new Specification(
        text, text.substring(0, end), List.of(settings.split(BETWEEN_SETTINGS, -1)));
  }

  /// The text of a name with further options.
  ///
  /// @param specification a name, with options or without
  /// @param settings each `option=value`
  public static String with(String specification, String... settings) {
    if (settings.length == 0) return specification;
    boolean hasSettings = specification.indexOf(NAME_ENDS) >= 0;
    return specification
        + (hasSettings ? BETWEEN_SETTINGS : String.valueOf(NAME_ENDS))
        + String.join(BETWEEN_SETTINGS, settings);
  }

  /// The entry of a catalogue that has the name.
  ///
  /// @param what an entry is, with its article, for the message
  /// @throws IllegalArgumentException when there is none
  public <T> T entry(String what, Collection<T> entries, Function<T, String> nameOf) {
    return find(what, name, entries, nameOf);
  }

  /// The entry of a list that has a name.
  ///
  /// @param what an entry is, with its article, for the message
  /// @throws IllegalArgumentException when there is none
  public static <T> T find(
      String what, String name, Collection<T> entries, Function<T, String> nameOf) {
    Optional<T> found =
        entries.stream().filter(entry -> nameOf.apply(entry).equals(name)).findFirst();
    return found.orElseThrow(
        () ->
            new IllegalArgumentException(
                what
                    + " must be one of "
                    + String.join(", ", entries.stream().map(nameOf).toList())
                    + ": "
                    + name));
  }

  /// The values of all options: those that are given, and the defaults of the others.
  ///
  /// @throws IllegalArgumentException when an option is not known, is given twice, or has a value
  ///   that it cannot have
  public Options options(List<Option> known) {
    var given = new ArrayList<Options.Setting>();
    for (String setting : settings) given.add(setting(setting, known, given));
    return Options.of(known, given);
  }

  private Options.Setting setting(
      String setting, List<Option> known, List<Options.Setting> before) {
    int equals = setting.indexOf('=');
    String option = equals < 0 ? setting : setting.substring(0, equals);
    Optional<Option> found =
        known.stream().filter(one -> equals >= 0 && one.name().equals(option)).findFirst();
    if (found.isEmpty()) throw unknown(setting, known);
    if (before.stream().anyMatch(one -> one.option().equals(found.get()))) {
      throw new IllegalArgumentException(
          "option %s must be given once: '%s'".formatted(option, text));
    }
    String value = setting.substring(equals + 1);
    if (!found.get().type().allows(value)) {
      throw new IllegalArgumentException(
          "option %s must be %s: '%s' in %s"
              .formatted(option, found.get().type().rule(), value, text));
    }
    return new Options.Setting(found.get(), value);
  }

  private IllegalArgumentException unknown(String setting, List<Option> known) {
    if (known.isEmpty()) {
      return new IllegalArgumentException(
          "%s must be without options, for it has none: '%s' in %s".formatted(name, setting, text));
    }
    return new IllegalArgumentException(
        "an option must be name=value with a name out of %s: '%s' in %s"
            .formatted(known.stream().map(Option::name).sorted().toList(), setting, text));
  }
}

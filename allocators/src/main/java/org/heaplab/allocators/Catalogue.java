package org.heaplab.allocators;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.heaplab.allocators.MisuseException.Kind;

/// Every allocator there is, by name. A new one is a file and a line here; the tests, the command
/// and the figures find it by its entry.
public final class Catalogue {
  private static final List<Entry> ENTRIES = List.of();

  private Catalogue() {}

  public static List<Entry> entries() {
    return ENTRIES;
  }

  /// Finds an allocator by its specification: a name, or a name with options as in
  /// `first-fit:order=lifo,min=32`.
  ///
  /// @throws IllegalArgumentException when there is no such name, or it has no such option
  public static Configured find(String specification) {
    int colon = specification.indexOf(':');
    String name = colon < 0 ? specification : specification.substring(0, colon);
    Entry entry =
        ENTRIES.stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "an allocator must be one of "
                            + ENTRIES.stream().map(Entry::name).toList()
                            + ": "
                            + name));
    return new Configured(
        specification,
        entry,
        Options.parse(
            entry.options(), colon < 0 ? "" : specification.substring(colon + 1), specification));
  }

  /// Makes a heap.
  @FunctionalInterface
  public interface Factory {
    /// @param limitBytes the largest footprint the heap may reach; [Long#MAX_VALUE] for none
    HandleAllocator create(long limitBytes, Options options);
  }

  /// @param name what the command line, the result files and the chart legends call it
  /// @param family as Wilson, Johnstone, Neely & Boles (1995) group them
  /// @param handles whether clients hold handles and blocks may move
  /// @param threads whether several threads may use one heap
  /// @param source where the algorithm is described: author, title, year
  /// @param detects the misuse it promises to refuse
  /// @param options the options it knows, with their defaults
  public record Entry(
      String name,
      String family,
      boolean handles,
      boolean threads,
      String source,
      Set<Kind> detects,
      Map<String, String> options,
      Factory factory) {}

  /// An entry with the options chosen for it.
  public record Configured(String name, Entry entry, Options options) {
    /// @param limitBytes the largest footprint the heap may reach; [Long#MAX_VALUE] for none
    public HandleAllocator create(long limitBytes) {
      return entry.factory().create(limitBytes, options);
    }
  }

  /// Option values by name, defaults filled in.
  public record Options(Map<String, String> values) {
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

    public String text(String name) {
      return values.get(name);
    }

    /// @throws IllegalArgumentException when the value is not a whole number
    public long number(String name) {
      try {
        return Long.parseLong(values.get(name));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "option " + name + " must be a whole number: " + values.get(name), e);
      }
    }

    /// @throws IllegalArgumentException when the value is not a number
    public double fraction(String name) {
      try {
        return Double.parseDouble(values.get(name));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "option " + name + " must be a number: " + values.get(name), e);
      }
    }
  }
}

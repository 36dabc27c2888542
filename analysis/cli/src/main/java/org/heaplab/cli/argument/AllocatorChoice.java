package org.heaplab.cli.argument;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.heaplab.allocators.ConfiguredAllocator;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.foreign.ForeignLibrary;
import org.heaplab.allocators.foreign.ForeignLibrary.Missing;
import org.heaplab.allocators.foreign.NativeAllocators;
import org.heaplab.cli.output.Console;
import picocli.CommandLine.Option;

/// The option that says which allocators to measure: names, each perhaps with options, and groups
/// of allocators, as in `handle,first-fit:order=lifo,min=32,native`. A group is a family, or `java`
/// or `native`; a name of an allocator's own comes first.
public final class AllocatorChoice {
  @Option(
      names = {"-a", "--allocators"},
      required = true,
      paramLabel = "NAME[:OPTION=VALUE…],…",
      description =
          "the allocators, as `heaplab list allocators` names them, or a whole family or kind of"
              + " them: sequential, native")
  private Named chosen;

  /// Those that this machine has; a line is said about each of the others.
  ///
  /// @throws Failure when there are none
  public List<String> specifications(Console console) {
    return those(AllocatorChoice::missing, console);
  }

  /// Those whose heap can be limited; a line is said about each of the others.
  ///
  /// @throws Failure when there are none
  public List<String> limited(Console console) {
    return those(AllocatorChoice::unlimited, console);
  }

  private static Optional<String> unlimited(Entry entry) {
    if (!entry.isUnlimited()) return Optional.empty();
    String why = entry.isNative() ? "a native allocator has no heap limit" : "it has no heap limit";
    return Optional.of("%s is left out: %s".formatted(entry.name(), why));
  }

  private List<String> those(Function<Entry, Optional<String>> obstacle, Console console) {
    var those = new LinkedHashSet<String>();
    for (ConfiguredAllocator allocator : chosen.allocators()) {
      obstacle
          .apply(allocator.entry())
          .ifPresentOrElse(console::say, () -> those.add(allocator.name()));
    }
    if (those.isEmpty()) throw new Failure("none of the allocators asked for can be measured");
    return List.copyOf(those);
  }

  /// Why this machine cannot measure an allocator, in one line; empty when it can. What a jar of
  /// ours holds is always here.
  public static Optional<String> missing(Entry entry) {
    return NativeAllocators.library(entry)
        .filter(library -> library.bundled().isEmpty())
        .map(ForeignLibrary::locate)
        .map(location -> location instanceof Missing missing ? missing.reason() : null);
  }

  /// What the option's value names.
  public record Named(List<ConfiguredAllocator> allocators) {
    /// @throws IllegalArgumentException when there is no such allocator or option
    public static Named parse(String text) {
      return new Named(split(text).stream().flatMap(Named::group).map(Catalogue::find).toList());
    }

    /// The names that a group stands for; a name that stands for itself.
    private static Stream<String> group(String name) {
      List<Entry> entries = Catalogue.entries();
      if (entries.stream().anyMatch(entry -> entry.name().equals(name))) return Stream.of(name);
      List<String> group =
          entries.stream()
              .filter(entry -> entry.family().toString().equals(name) || entry.kind().equals(name))
              .map(Entry::name)
              .toList();
      return group.isEmpty() ? Stream.of(name) : group.stream();
    }

    /// What it names, without repetition.
    public List<String> names() {
      return allocators.stream().map(ConfiguredAllocator::name).distinct().toList();
    }
  }

  /// Cuts at the commas between allocators, not at those between the options of one.
  public static List<String> split(String text) {
    var specifications = new ArrayList<String>();
    for (String piece : text.split(",", -1)) {
      boolean isOption = piece.indexOf('=') >= 0 && piece.indexOf(':') < 0;
      if (isOption && !specifications.isEmpty()) {
        specifications.add(specifications.removeLast() + "," + piece);
      } else {
        specifications.add(piece);
      }
    }
    return specifications;
  }
}

package org.heaplab.allocators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.baseline.Bump;
import org.heaplab.allocators.baseline.Nothing;
import org.heaplab.allocators.baseline.PagePerRequest;
import org.heaplab.allocators.broken.LostContents;
import org.heaplab.allocators.broken.OverlappingBlocks;
import org.heaplab.allocators.broken.WrongFootprint;
import org.heaplab.allocators.buddy.BinaryBuddy;
import org.heaplab.allocators.foreign.ForeignAllocator;
import org.heaplab.allocators.foreign.ForeignLibrary;
import org.heaplab.allocators.foreign.NativeAllocators;
import org.heaplab.allocators.handle.HandleHeap;
import org.heaplab.allocators.jeff.JeffHeap;
import org.heaplab.allocators.sequential.BestFit;
import org.heaplab.allocators.sequential.FirstFit;

/// Every allocator there is, by name. A new one is a file that declares its entry and a line here;
/// the tests, the command and the figures find it by that entry.
public final class Catalogue {
  private static final List<Entry> OURS =
      List.of(
          HandleHeap.ENTRY,
          JeffHeap.ENTRY,
          FirstFit.ENTRY,
          BestFit.ENTRY,
          BinaryBuddy.ENTRY,
          Bump.ENTRY,
          PagePerRequest.ENTRY,
          Nothing.ENTRY);

  private static final List<Entry> ENTRIES =
      Stream.concat(OURS.stream(), NativeAllocators.ALL.stream().map(Entry::ofLibrary)).toList();

  /// Allocators that are wrong on purpose: [#find] knows them, so that a measurement can be shown
  /// to notice, and nothing lists them.
  private static final List<Entry> BROKEN =
      List.of(OverlappingBlocks.ENTRY, LostContents.ENTRY, WrongFootprint.ENTRY);

  private Catalogue() {}

  /// All allocators meant for use, in the order in which lists and charts show them.
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
        Stream.concat(ENTRIES.stream(), BROKEN.stream())
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "an allocator must be one of "
                            + ENTRIES.stream().map(Entry::name).collect(Collectors.joining(", "))
                            + ": "
                            + name));
    String[] options =
        colon < 0 ? new String[0] : specification.substring(colon + 1).split(",", -1);
    return new Configured(
        specification, entry, Options.parse(entry.options(), options, specification));
  }

  /// Makes a heap.
  @FunctionalInterface
  public interface Factory {
    /// @param limitBytes the largest footprint the heap may reach; [Long#MAX_VALUE] for none
    /// @throws IllegalArgumentException when an option's value makes no sense
    HandleAllocator create(long limitBytes, Options options);
  }

  /// Makes a heap of addresses.
  @FunctionalInterface
  public interface PointerFactory {
    /// As [Factory#create].
    Allocator create(long limitBytes, Options options);
  }

  /// @param name what the command line, the result files and the chart legends call it
  /// @param family as Wilson, Johnstone, Neely & Boles (1995) group them
  /// @param source where the algorithm is described: author, title, year
  /// @param capabilities what it does beyond the contract
  /// @param detects the misuse it promises to refuse
  /// @param options the options it knows
  /// @param library the library it is, for a native allocator
  public record Entry(
      String name,
      String family,
      String source,
      Set<Capability> capabilities,
      Set<Kind> detects,
      List<Option> options,
      Optional<ForeignLibrary> library,
      Factory factory) {
    public Entry {
      capabilities = Set.copyOf(capabilities);
      detects = Set.copyOf(detects);
      options = List.copyOf(options);
    }

    /// A heap of handles, with no capabilities beyond [Capability#STORES] and [Capability#MOVES]
    /// yet.
    public static Entry ofHandles(String name, String family, String source, Factory factory) {
      var capabilities = EnumSet.of(Capability.STORES, Capability.MOVES);
      return entry(name, family, source, capabilities, factory);
    }

    /// A heap of addresses, with no capabilities beyond [Capability#STORES] yet.
    public static Entry ofPointers(
        String name, String family, String source, PointerFactory factory) {
      Factory adapted = (limit, options) -> new HandleAdapter(factory.create(limit, options));
      var capabilities = EnumSet.of(Capability.STORES);
      return entry(name, family, source, capabilities, adapted);
    }

    /// A heap of addresses without options.
    public static Entry ofPointers(
        String name, String family, String source, LongFunction<Allocator> factory) {
      return ofPointers(name, family, source, (limit, options) -> factory.apply(limit));
    }

    /// A native allocator. Inside this process its footprint is unknown and has no limit.
    static Entry ofLibrary(ForeignLibrary library) {
      var capabilities = EnumSet.of(Capability.STORES, Capability.REUSES, Capability.THREADS);
      Factory factory = (limit, options) -> new HandleAdapter(ForeignAllocator.of(library));
      return new Entry(
          library.name(),
          "general",
          library.source(),
          capabilities,
          Set.of(),
          List.of(),
          Optional.of(library),
          factory);
    }

    private static Entry entry(
        String name, String family, String source, Set<Capability> capabilities, Factory factory) {
      return new Entry(
          name, family, source, capabilities, Set.of(), List.of(), Optional.empty(), factory);
    }

    public Entry can(Capability... further) {
      var all = EnumSet.noneOf(Capability.class);
      all.addAll(capabilities);
      all.addAll(Arrays.asList(further));
      return new Entry(name, family, source, all, detects, options, library, factory);
    }

    public Entry without(Capability lacking) {
      var all = EnumSet.copyOf(capabilities);
      all.remove(lacking);
      return new Entry(name, family, source, all, detects, options, library, factory);
    }

    public Entry detects(Kind... kinds) {
      return new Entry(
          name, family, source, capabilities, Set.of(kinds), options, library, factory);
    }

    public Entry with(Option... known) {
      return new Entry(
          name, family, source, capabilities, detects, List.of(known), library, factory);
    }

    public boolean has(Capability capability) {
      return capabilities.contains(capability);
    }

    /// Whether clients hold handles and blocks may move.
    public boolean handles() {
      return has(Capability.MOVES);
    }

    /// Whether several threads may use one heap.
    public boolean threads() {
      return has(Capability.THREADS);
    }

    /// `java` for an allocator of ours, `native` for a real one.
    public String kind() {
      return library.isPresent() ? "native" : "java";
    }

    /// Why no heap of it can be made in this process, in one line; empty when it can.
    public Optional<String> unusableHere() {
      return library.flatMap(ForeignLibrary::unusableHere);
    }

    /// The specifications worth testing: the name alone, and with each other value of each option.
    public List<String> variants() {
      var variants = new ArrayList<String>();
      variants.add(name);
      for (Option option : options) {
        for (String other : option.others()) {
          variants.add(name + ":" + option.name() + "=" + other);
        }
      }
      return variants;
    }
  }

  /// An entry with the options chosen for it.
  public record Configured(String name, Entry entry, Options options) {
    /// @param limitBytes the largest footprint the heap may reach; [Long#MAX_VALUE] for none
    public HandleAllocator create(long limitBytes) {
      return entry.factory().create(limitBytes, options);
    }
  }

  /// Option values by name, the usual ones filled in.
  public record Options(Map<String, String> values) {
    static Options parse(List<Option> known, String[] pairs, String specification) {
      var values = new TreeMap<String, String>();
      known.forEach(option -> values.put(option.name(), option.usual()));
      for (String pair : pairs) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        if (equals < 0 || !values.containsKey(name)) {
          throw new IllegalArgumentException(
              "an option must be name=value with a name out of "
                  + values.keySet()
                  + ": '"
                  + pair
                  + "' in "
                  + specification);
        }
        String value = pair.substring(equals + 1);
        for (Option option : known) {
          if (!option.name().equals(name) || option.allows(value)) continue;
          throw new IllegalArgumentException(
              "option "
                  + name
                  + " must be "
                  + option.usual()
                  + " or one of "
                  + option.others()
                  + ": '"
                  + value
                  + "' in "
                  + specification);
        }
        values.put(name, value);
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

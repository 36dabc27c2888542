package org.heaplab.allocators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.options.Specification;

/// What an allocator says of itself. Tests, commands and figures read it from the catalogue.
///
/// An allocator declares its entry in one expression: a name, a family and a source, then what it
/// can do and which options it has.
///
/// @param name what the command line, the result files and the chart legends call it
/// @param source where the algorithm is described: author, title, year
/// @param capabilities what it does beyond the contract
/// @param detects the misuse it promises to refuse
/// @param options the options it has
/// @param losses what it cannot do when an option has some value
/// @param settings combinations of option values that have a name of their own
/// @param original the native allocator that it is a model of, by name; empty for none
/// @param maker makes its heaps
public record Entry(
    String name,
    Family family,
    String source,
    Set<Capability> capabilities,
    Set<Kind> detects,
    List<Option> options,
    List<Loss> losses,
    List<NamedSetting> settings,
    String original,
    Maker maker) {
  public Entry {
    capabilities = Set.copyOf(capabilities);
    detects = Set.copyOf(detects);
    options = List.copyOf(options);
    losses = List.copyOf(losses);
    settings = List.copyOf(settings);
  }

  /// With some value of an option an allocator lacks a capability that it has otherwise.
  public record Loss(Option option, String value, Capability capability) {}

  /// Makes heaps of one allocator.
  @FunctionalInterface
  public interface Maker {
    /// @param limitBytes the largest footprint the heap may reach; [Long#MAX_VALUE] for none
    /// @param options values for all options of the entry
    HandleAllocator make(long limitBytes, Options options);

    /// Whether the heaps are those of a native library.
    default boolean isNative() {
      return false;
    }

    /// Why this process cannot make a heap, in one line; empty when it can.
    default Optional<String> obstacle() {
      return Optional.empty();
    }

    /// Name and version of the library in Java whose heaps it makes; empty for heaps of heaplab.
    default String version() {
      return "";
    }
  }

  /// Makes heaps of addresses.
  @FunctionalInterface
  public interface PointerMaker {
    /// As [Maker#make].
    Allocator make(long limitBytes, Options options);
  }

  /// A heap of handles, with no capabilities beyond [Capability#STORES] and [Capability#MOVES] yet.
  public static Entry ofHandles(String name, Family family, String source, Maker maker) {
    return of(name, family, source, maker).can(Capability.MOVES);
  }

  /// A heap of addresses, with no capabilities beyond [Capability#STORES] yet.
  public static Entry ofPointers(String name, Family family, String source, PointerMaker maker) {
    return of(
        name, family, source, (limit, options) -> new HandleAdapter(maker.make(limit, options)));
  }

  /// A heap of addresses without options.
  ///
  /// @param maker makes a heap with a limit
  public static Entry ofPointers(
      String name, Family family, String source, LongFunction<Allocator> maker) {
    return ofPointers(name, family, source, (limit, options) -> maker.apply(limit));
  }

  /// Any heap, with no capabilities beyond [Capability#STORES] yet.
  public static Entry of(String name, Family family, String source, Maker maker) {
    return new Entry(
        name,
        family,
        source,
        Set.of(Capability.STORES),
        Set.of(),
        List.of(),
        List.of(),
        List.of(),
        "",
        maker);
  }

  public Entry can(Capability... further) {
    var all = EnumSet.copyOf(capabilities);
    all.addAll(Arrays.asList(further));
    return withCapabilities(all);
  }

  public Entry without(Capability lacking) {
    var rest = EnumSet.noneOf(Capability.class);
    rest.addAll(capabilities);
    rest.remove(lacking);
    return withCapabilities(rest);
  }

  private Entry withCapabilities(Set<Capability> all) {
    return new Entry(
        name, family, source, all, detects, options, losses, settings, original, maker);
  }

  public Entry detects(Kind... kinds) {
    return new Entry(
        name,
        family,
        source,
        capabilities,
        Set.of(kinds),
        options,
        losses,
        settings,
        original,
        maker);
  }

  public Entry with(Option... known) {
    return new Entry(
        name,
        family,
        source,
        capabilities,
        detects,
        List.of(known),
        losses,
        settings,
        original,
        maker);
  }

  /// Says that it lacks a capability when an option has some value.
  public Entry losing(Capability capability, Option option, String value) {
    var all = new ArrayList<>(losses);
    all.add(new Loss(option, value, capability));
    return new Entry(
        name, family, source, capabilities, detects, options, all, settings, original, maker);
  }

  /// Gives names to combinations of option values.
  public Entry named(NamedSetting... named) {
    return new Entry(
        name,
        family,
        source,
        capabilities,
        detects,
        options,
        losses,
        List.of(named),
        original,
        maker);
  }

  /// Says which native allocator it is a model of. Experiments hold it against that one.
  public Entry modelOf(String nativeAllocator) {
    return new Entry(
        name,
        family,
        source,
        capabilities,
        detects,
        options,
        losses,
        settings,
        nativeAllocator,
        maker);
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

  public boolean isNative() {
    return maker.isNative();
  }

  /// Whether its heaps cannot be held to a limit, although they store blocks.
  public boolean isUnlimited() {
    return has(Capability.STORES) && !has(Capability.LIMITS);
  }

  /// `java` for an allocator of heaplab, `native` for one of a library.
  public String kind() {
    return isNative() ? "native" : "java";
  }

  /// Why no heap of it can be made in this process, in one line; empty when it can.
  public Optional<String> unusableHere() {
    return maker.obstacle();
  }

  /// The allocator with the defaults of its options.
  public ConfiguredAllocator standard() {
    return configured(name, Options.standard(options));
  }

  /// The allocator with values for all of its options, and without the capabilities that these cost
  /// it.
  ///
  /// @param specification as it was given
  public ConfiguredAllocator configured(String specification, Options values) {
    Entry entry = this;
    for (Loss loss : losses) {
      if (values.is(loss.option(), loss.value())) entry = entry.without(loss.capability());
    }
    return new ConfiguredAllocator(specification, entry, values);
  }

  /// The specifications that tests should try: the name alone, and the name with each of the values
  /// that an option has for that.
  public List<String> variants() {
    var variants = new ArrayList<String>();
    variants.add(name);
    for (Option option : options) {
      for (String value : option.tried()) {
        variants.add(Specification.with(name, option.name() + "=" + value));
      }
    }
    return variants;
  }
}

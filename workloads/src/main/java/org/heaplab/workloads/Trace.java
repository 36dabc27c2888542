package org.heaplab.workloads;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A program's heap operations, decoded into one flat off-heap array of [Operation]s.
///
/// Every trace is well-formed, so a replay needs no checks: a slot is allocated before it is used,
/// and freed before it is allocated again. [TraceBuilder] checks this.
public final class Trace implements AutoCloseable {
  /// Stands for the call sites that are not known.
  public static final String UNKNOWN_SITE = "unknown";

  private static final Pattern EXTENSIONS =
      Pattern.compile(
          "(?<=.)(\\.(trace|log|txt|text|rep|mtrace|heaptrack|raw|out|tar|tgz|tbz2?|txz|tzst|zip|gz|bz2|xz|zst))+$",
          Pattern.CASE_INSENSITIVE);

  private final String name;
  private final Provenance provenance;
  private final List<String> phases;
  private final Arena arena;
  private final MemorySegment operations;
  private final long count;
  private final long touchedMarks;
  private final int slots;
  private final CallSites sites;
  private final Map<Dropped, Long> dropped;
  private final Map<String, Long> droppedOtherwise;
  private final String firstTorn;

  Trace(
      String name,
      Provenance provenance,
      List<String> phases,
      Arena arena,
      MemorySegment operations,
      long count,
      long touchedMarks,
      int slots,
      CallSites sites,
      Map<Dropped, Long> dropped,
      Map<String, Long> droppedOtherwise,
      String firstTorn) {
    this.name = name;
    this.provenance = provenance;
    this.phases = List.copyOf(phases);
    this.arena = arena;
    this.operations = operations.asSlice(0, count << Operation.LOG_BYTES);
    this.count = count;
    this.touchedMarks = touchedMarks;
    this.slots = slots;
    this.sites = sites;
    this.dropped = Map.copyOf(dropped);
    this.firstTorn = firstTorn;
    this.droppedOtherwise = Collections.unmodifiableMap(new TreeMap<>(droppedOtherwise));
  }

  public String name() {
    return name;
  }

  public Provenance provenance() {
    return provenance;
  }

  /// The labels of the phases; the size of a [Operation#PHASE] is an index into them.
  public List<String> phases() {
    return phases;
  }

  /// The operations, `count() * Operation.BYTES` bytes; read them with [Operation].
  public MemorySegment operations() {
    return operations;
  }

  /// How many operations there are, marks included.
  public long count() {
    return count;
  }

  /// How many of them are [Operation#TOUCHED], that is, for how many mallocs and reallocs the trace
  /// knows the touched bytes.
  public long touchedMarks() {
    return touchedMarks;
  }

  /// The largest slot number plus one.
  public int slots() {
    return slots;
  }

  /// How many call sites the trace knows: they have the numbers from 1 to this. 0 where it is not
  /// known which places in the program made the requests.
  public int sites() {
    return sites.count();
  }

  /// The call site of the malloc or realloc with this index; 0 where it is not known, and for other
  /// operations.
  public int siteOf(long index) {
    return sites.of(index);
  }

  /// The name of a call site, e.g. `parse (parser.c:120)`.
  ///
  /// @param number from 1 to [#sites], or 0, whose name is [#UNKNOWN_SITE]
  public String siteName(int number) {
    return number == 0 ? UNKNOWN_SITE : sites.name(number);
  }

  /// How many operations of the recorded program are not in the trace as the log has them, all
  /// kinds together.
  public long dropped() {
    LongStream known = Stream.of(Dropped.values()).filter(Dropped::isLoss).mapToLong(this::dropped);
    return known.sum() + droppedOtherwise.values().stream().mapToLong(Long::longValue).sum();
  }

  /// How many of one kind.
  public long dropped(Dropped kind) {
    return dropped.getOrDefault(kind, 0L);
  }

  /// Where the first [Dropped#TORN_LINE] is, and which rule it breaks; empty when there is none, or
  /// when it is not known: a `.trace` file does not have it.
  public String firstTorn() {
    return firstTorn;
  }

  /// The counts of kinds that only a later version of heaplab knows, by name.
  public Map<String, Long> droppedOtherwise() {
    return droppedOtherwise;
  }

  /// The name of a trace: its file's name without folder and extensions, e.g. `opera` for
  /// `logs/opera.tar.bz2`. Only extensions of trace files are removed, so `python3.11.trace` is
  /// `python3.11`. If the name has none of them, its last extension is removed.
  public static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    String bare = EXTENSIONS.matcher(name).replaceFirst("");
    int dot = bare.lastIndexOf('.');
    return bare.length() == name.length() && dot > 0 ? bare.substring(0, dot) : bare;
  }

  /// Frees the memory of the operations.
  @Override
  public void close() {
    arena.close();
    sites.close();
  }
}

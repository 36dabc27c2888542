package org.heaplab.workloads;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A program's heap operations, decoded into one flat off-heap array of [Operation]s.
///
/// Every trace is well-formed: a slot is allocated before it is used and freed before it is
/// allocated again, so that a replay needs no checks. [TraceBuilder] enforces it.
public final class Trace implements AutoCloseable {
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
  private final Map<Dropped, Long> dropped;
  private final Map<String, Long> droppedOtherwise;

  Trace(
      String name,
      Provenance provenance,
      List<String> phases,
      Arena arena,
      MemorySegment operations,
      long count,
      long touchedMarks,
      int slots,
      Map<Dropped, Long> dropped,
      Map<String, Long> droppedOtherwise) {
    this.name = name;
    this.provenance = provenance;
    this.phases = List.copyOf(phases);
    this.arena = arena;
    this.operations = operations.asSlice(0, count << Operation.LOG_BYTES);
    this.count = count;
    this.touchedMarks = touchedMarks;
    this.slots = slots;
    this.dropped = Map.copyOf(dropped);
    this.droppedOtherwise = Collections.unmodifiableMap(new TreeMap<>(droppedOtherwise));
  }

  public String name() {
    return name;
  }

  public Provenance provenance() {
    return provenance;
  }

  /// Labels of the phases, by the index that a [Operation#PHASE] carries.
  public List<String> phases() {
    return phases;
  }

  /// The operations, `count() * Operation.BYTES` bytes; read them with [Operation].
  public MemorySegment operations() {
    return operations;
  }

  /// All operations, marks included.
  public long count() {
    return count;
  }

  /// How many of them are [Operation#TOUCHED]: mallocs and reallocs of which the trace knows how
  /// many bytes the program touched.
  public long touchedMarks() {
    return touchedMarks;
  }

  /// One more than the largest slot number.
  public int slots() {
    return slots;
  }

  /// Operations of the recorded program that are not in the trace as the log has them, all kinds
  /// together.
  public long dropped() {
    return Stream.of(dropped, droppedOtherwise)
        .flatMap(counts -> counts.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  /// Those of one kind.
  public long dropped(Dropped kind) {
    return dropped.getOrDefault(kind, 0L);
  }

  /// Those of the kinds that only a later version knows, by their names.
  public Map<String, Long> droppedOtherwise() {
    return droppedOtherwise;
  }

  /// What a trace is called: the name of its file without folder and extensions, `opera` for
  /// `logs/opera.tar.bz2`. Only extensions that a trace file can have are taken off, so that
  /// `python3.11.trace` is `python3.11`; where there is none of them, the last one goes.
  public static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    String bare = EXTENSIONS.matcher(name).replaceFirst("");
    int dot = bare.lastIndexOf('.');
    return bare.length() == name.length() && dot > 0 ? bare.substring(0, dot) : bare;
  }

  /// Gives the operations' memory back.
  @Override
  public void close() {
    arena.close();
  }
}

package org.heaplab.report.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.heaplab.report.statistics.Statistics;

/// What is measured, in the order in which tables show it. An entry is all there is to add:
/// readers, tables and definitions find it. L stands for live requested bytes, A for payload and
/// padding of live blocks, M for metadata, F for footprint.
public enum Metric {
  OPS(
      "operations",
      Unit.COUNT,
      "Allocations, frees and reallocations replayed; a reallocation is one operation."),
  PEAK_LIVE_BYTES("peak live", Unit.BYTES, "The largest L: bytes requested and not yet freed."),
  PEAK_FOOTPRINT_BYTES(
      "peak footprint",
      Unit.BYTES,
      "The largest F: bytes held from the system in whole pages, metadata included."),
  PEAK_RATIO(
      "peak ratio",
      Unit.RATIO,
      "max F ÷ max L. How much memory the machine must have, as a multiple of what the program "
          + "asked for; Johnstone & Wilson's fourth measure plus one."),
  MEAN_RATIO(
      "mean ratio",
      Unit.RATIO,
      "mean F ÷ mean L over the operations. How much memory is held on average, the time after the "
          + "peak included."),
  FOOTPRINT_BYTES_AT_PEAK(
      "footprint at the peak", Unit.BYTES, "F at the first operation after which L is largest."),
  PADDING_BYTES_AT_PEAK(
      "padding at the peak",
      Unit.BYTES,
      "A − L at the peak: bytes of used blocks that nobody asked for."),
  METADATA_BYTES_AT_PEAK(
      "metadata at the peak",
      Unit.BYTES,
      "M at the peak: headers, tables and bitmaps, wherever they lie."),
  METADATA_PER_BLOCK(
      "metadata per block",
      Unit.BYTES,
      "M ÷ live blocks at the peak.",
      cell -> METADATA_BYTES_AT_PEAK.of(cell) / cell.column("live_blocks_at_peak")),
  OVERHEAD_PER_BLOCK(
      "overhead per block",
      Unit.BYTES,
      "(F − L) ÷ live blocks at the peak: all that is held beyond what was asked for.",
      cell ->
          (FOOTPRINT_BYTES_AT_PEAK.of(cell) - PEAK_LIVE_BYTES.of(cell))
              / cell.column("live_blocks_at_peak")),
  FREE_BYTES_AT_PEAK(
      "free at the peak", Unit.BYTES, "F − A − M at the peak: committed bytes that no block uses."),
  INTERNAL_FRAGMENTATION(
      "internal fragmentation",
      Unit.SHARE,
      "(A − L) ÷ A at the peak: padding, as a share of used blocks."),
  EXTERNAL_FRAGMENTATION(
      "external fragmentation",
      Unit.SHARE,
      "(F − A − M) ÷ F at the peak: free bytes, as a share of the footprint."),
  JW1(
      "J&W #1",
      Unit.SHARE,
      "Johnstone & Wilson (1998), first measure: F ÷ L − 1, averaged over the operations."),
  JW2("J&W #2", Unit.SHARE, "Second measure: F ÷ L − 1 where L is largest."),
  JW3("J&W #3", Unit.SHARE, "Third measure: F ÷ L − 1 where F is largest."),
  JW4("J&W #4", Unit.SHARE, "Fourth measure: max F ÷ max L − 1."),
  COMPACTIONS("compactions", Unit.COUNT, "Times that blocks began to be moved."),
  MOVED_BYTES("moved", Unit.BYTES, "Bytes copied or remapped by compaction."),
  MOVED_SHARE(
      "bytes moved per byte allocated",
      Unit.RATIO,
      "Bytes copied by compaction ÷ bytes requested by the program.",
      cell -> MOVED_BYTES.of(cell) / cell.column("allocated_bytes")),
  MAX_PAUSE_NS(
      "longest pause",
      Unit.NANOS,
      "The processor time of the longest pause for compaction; each counts as the shortest that "
          + "it was in a few replays.",
      cell -> cell.column("max_pause_ns")),
  P99_PAUSE_NS(
      "p99 pause",
      Unit.NANOS,
      "99 % of the pauses for compaction take at most so much processor time.",
      cell -> cell.column("p99_pause_ns")),
  MIN_HEAP_RATIO(
      "smallest heap",
      Unit.RATIO,
      "The smallest limit on F with which no request is refused ÷ max L.",
      cell -> cell.column("min_heap_bytes") / PEAK_LIVE_BYTES.of(cell)),
  OOM_AT_OP(
      "refused at operation",
      Unit.COUNT,
      "The operation at which a request was refused for want of memory, and the replay ended."),
  NS_PER_OP(
      "time per operation",
      Unit.NANOS,
      "Wall time of the replay ÷ operations, the writing of every block included; the median of the "
          + "rounds. The row “nothing” is the harness without any allocator.",
      cell -> Statistics.median(cell.nanosPerOperation()).value()),
  P50_NS(
      "p50", Unit.NANOS, "Half of all single operations take at most this long.", percentile(50)),
  P99_NS("p99", Unit.NANOS, "99 % of single operations take at most this long.", percentile(99)),
  P999_NS("p99.9", Unit.NANOS, "99.9 % of them.", percentile(99.9)),
  MAX_NS("slowest", Unit.NANOS, "The slowest single operation.", percentile(100));

  /// How a value is written.
  public enum Unit {
    RATIO,
    BYTES,
    COUNT,
    SHARE,
    NANOS
  }

  private final String title;
  private final Unit unit;
  private final String definition;

  @SuppressWarnings("ImmutableEnumChecker") // A function without state, which its type cannot say.
  private final ToDoubleFunction<Cell> computed;

  /// A metric that `space.csv` has a column for.
  Metric(String title, Unit unit, String definition) {
    this(title, unit, definition, null);
  }

  /// @param computed how it follows from the other files
  Metric(String title, Unit unit, String definition, ToDoubleFunction<Cell> computed) {
    this.title = title;
    this.unit = unit;
    this.definition = definition;
    this.computed = computed;
  }

  public String title() {
    return title;
  }

  public Unit unit() {
    return unit;
  }

  public String definition() {
    return definition;
  }

  /// Its name in result files and on the command line.
  public String field() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @return NaN where it does not apply
  public double of(Cell cell) {
    return computed == null ? cell.column(field()) : computed.applyAsDouble(cell);
  }

  /// Whether the cell's value may be compared with those of other cells.
  public boolean compares(Cell cell) {
    return this == NS_PER_OP ? cell.comparesInTime() : cell.comparesInSpace();
  }

  /// @return NaN where the value does not apply or must not be compared with those of other cells
  public double comparable(Cell cell) {
    return compares(cell) ? of(cell) : Double.NaN;
  }

  private static ToDoubleFunction<Cell> percentile(double percentile) {
    return cell ->
        cell.latencies()
            .map(latencies -> (double) latencies.getValueAtPercentile(percentile))
            .orElse(Double.NaN);
  }

  static List<String> numericColumns() {
    return Arrays.stream(values())
        .filter(metric -> metric.computed == null)
        .map(Metric::field)
        .toList();
  }

  /// The columns that `space.csv` must have beside those that name the cell.
  static List<String> spaceColumns() {
    var columns = new ArrayList<>(List.of("real", "family", "kind", "completed"));
    columns.addAll(numericColumns());
    columns.addAll(List.of("valid", "reason"));
    return columns;
  }
}

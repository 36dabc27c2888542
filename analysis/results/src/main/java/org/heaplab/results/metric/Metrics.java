package org.heaplab.results.metric;

import static org.heaplab.results.metric.MetricForms.latency;
import static org.heaplab.results.metric.MetricForms.pause;
import static org.heaplab.results.metric.MetricForms.perProcess;
import static org.heaplab.results.metric.MetricForms.space;
import static org.heaplab.results.metric.MetricForms.text;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.heaplab.results.table.Kind;
import org.heaplab.results.table.Tables;

/// Every metric, in the order in which listings show them.
///
/// In the definitions, L is live requested bytes, F the footprint; at the peak, that is after the
/// first operation after which L is largest, A is payload and padding of used blocks, M metadata in
/// committed pages. #1 to #4 are the measures of Johnstone & Wilson (ISMM 1998).
public final class Metrics {
  public static final Metric OPS =
      space("ops", "operations", Unit.COUNT, "Mallocs, frees and reallocs of the trace.");

  public static final Metric OOM_AT_OP =
      space(
          "oom_at_op",
          "refused at operation",
          Unit.COUNT,
          "Operations done before a request was refused for want of memory, which ends the replay.");

  public static final Metric PEAK_LIVE_BYTES =
      space(
          "peak_live_bytes",
          "peak live",
          Unit.BYTES,
          "max L: the most bytes that were requested and not yet freed.");

  public static final Metric PEAK_FOOTPRINT_BYTES =
      space(
          "peak_footprint_bytes",
          "peak footprint",
          Unit.BYTES,
          "max F: the most bytes held from the system, in whole pages, metadata included.");

  public static final Metric PEAK_RATIO =
      perProcess(
          "peak_ratio",
          "peak ratio",
          Unit.RATIO,
          "max F / max L: the memory that the machine must have, as a multiple of what the program"
              + " asked for.",
          column("peak_ratio"));

  public static final Metric MEAN_RATIO =
      perProcess(
          "mean_ratio",
          "mean ratio",
          Unit.RATIO,
          "mean F / mean L over the operations: the memory that is held on average.",
          column("mean_ratio"));

  public static final Metric END_RATIO =
      perProcess(
          "end_ratio",
          "end ratio",
          Unit.RATIO,
          "F / L after the last operation, where anything is live then.",
          cell -> {
            double live = cell.number(Tables.SPACE, "end_live_bytes");
            return live > 0 ? cell.number(Tables.SPACE, "end_footprint_bytes") / live : Double.NaN;
          });

  public static final Metric AFTER_PEAK_RATIO =
      Metric.computed(
          "after_peak_ratio",
          "ratio after the peak",
          Unit.RATIO,
          Basis.SPACE,
          "Mean F / mean L over the operations after the peak, from the points of the curves: what"
              + " is held once the program needs less.",
          AfterPeak::ratio);

  public static final Metric METADATA_BYTES_AT_PEAK =
      space(
          "metadata_bytes_at_peak",
          "metadata at the peak",
          Unit.BYTES,
          "M: headers, tables and bitmaps, wherever they are.");

  public static final Metric NS_PER_OP =
      Metric.median(
          "ns_per_op",
          "time per operation",
          Unit.NANOS,
          Basis.TIME,
          "Time of a replay / operations, the writing of every block included; the median over"
              + " processes.",
          cell -> cell.series(Tables.TIME).numbers("ns_per_op"));

  public static final Metric MOVED_BYTES =
      space("moved_bytes", "moved", Unit.BYTES, "Bytes copied or remapped by compaction.");

  public static final Metric MAX_PAUSE_NS =
      pause(
          "max_pause_ns",
          "longest pause",
          "Processor time of the longest pause for compaction; each pause counts as the shortest"
              + " that it was in a few replays.");

  public static final Metric MAX_PAUSE_WALL_NS =
      pause(
          "max_pause_wall_ns",
          "longest pause on the wall",
          "Wall time of the longest pause for compaction, in the replay of a few in which it is"
              + " least. Whatever else the machine does meanwhile is in it.");

  public static final Metric STARTUP_BYTES =
      perProcess(
          "startup_bytes",
          "dirty at the start",
          Unit.BYTES,
          "What a native library has made dirty before the first operation. No ratio has it.",
          column("startup_bytes"));

  public static final Metric P99_PAUSE_NS =
      pause(
          "p99_pause_ns",
          "p99 pause",
          "Processor time that 99 % of the pauses for compaction do not exceed.");

  public static final Metric FOOTPRINT_BYTES_AT_PEAK =
      space("footprint_bytes_at_peak", "footprint at the peak", Unit.BYTES, "F at the peak.");

  public static final Metric PADDING_BYTES_AT_PEAK =
      space(
          "padding_bytes_at_peak",
          "padding at the peak",
          Unit.BYTES,
          "A − L at the peak: bytes of used blocks that were not asked for.");

  public static final Metric FREE_BYTES_AT_PEAK =
      space(
          "free_bytes_at_peak",
          "free at the peak",
          Unit.BYTES,
          "F − A − M at the peak: committed bytes that no block uses.");

  public static final Metric METADATA_PER_BLOCK =
      Metric.computed(
          "metadata_per_block",
          "metadata per block",
          Unit.BYTES,
          Basis.SPACE,
          "M / live blocks, at the peak.",
          cell -> METADATA_BYTES_AT_PEAK.of(cell) / blocks(cell));

  public static final Metric OVERHEAD_PER_BLOCK =
      Metric.computed(
          "overhead_per_block",
          "overhead per block",
          Unit.BYTES,
          Basis.SPACE,
          "(F − L) / live blocks, at the peak: all that is held beyond what was asked for.",
          cell -> (FOOTPRINT_BYTES_AT_PEAK.of(cell) - PEAK_LIVE_BYTES.of(cell)) / blocks(cell));

  public static final Metric FOOTPRINT_PER_BLOCK =
      Metric.computed(
          "footprint_per_block",
          "footprint per block",
          Unit.BYTES,
          Basis.SPACE,
          "F / live blocks, at the peak.",
          cell -> FOOTPRINT_BYTES_AT_PEAK.of(cell) / blocks(cell));

  public static final Metric MOVED_SHARE =
      Metric.computed(
          "moved_share",
          "bytes moved per byte allocated",
          Unit.RATIO,
          Basis.SPACE,
          "Bytes copied by compaction / bytes requested by the program.",
          cell -> MOVED_BYTES.of(cell) / cell.number(Tables.TRACE, "allocated_bytes"));

  public static final Metric MIN_HEAP_RATIO =
      Metric.computed(
          "min_heap_ratio",
          "smallest heap",
          Unit.RATIO,
          Basis.FIXED_HEAP,
          "The least limit of F under which no request is refused / max L.",
          cell -> minHeap(cell) / PEAK_LIVE_BYTES.of(cell));

  public static final Metric MIN_HEAP_TO_PACKED =
      Metric.computed(
          "min_heap_to_packed",
          "smallest heap over packed blocks",
          Unit.RATIO,
          Basis.FIXED_HEAP,
          "The least limit of F under which no request is refused / the most that live blocks take,"
              + " each padded to its alignment, with the "
              + Tables.ENTRY_BYTES
              + " bytes of an entry.",
          cell -> minHeap(cell) / packedBytes(cell));

  public static final Metric LOCK_NS =
      new Metric(
          "lock_ns",
          "lock and unlock",
          Kind.REAL,
          Unit.NANOS,
          Basis.LOCK,
          "What locking and unlocking a block adds to reading from it; the mean of the rounds, on"
              + " the number of blocks where it is most.",
          LockCosts::most,
          null);

  private static final List<Metric> ALL =
      List.of(
          new Metric(
              "trace",
              "trace",
              Kind.TEXT,
              Unit.NONE,
              Basis.SPACE,
              "The trace's file name without folder and extensions.",
              Cell::trace,
              null),
          new Metric(
              "allocator",
              "allocator",
              Kind.TEXT,
              Unit.NONE,
              Basis.SPACE,
              "The allocator's specification.",
              Cell::allocator,
              null),
          OPS,
          space("completed", "completed", Unit.NONE, "Whether every operation was done."),
          OOM_AT_OP,
          PEAK_LIVE_BYTES,
          PEAK_FOOTPRINT_BYTES,
          PEAK_RATIO,
          MEAN_RATIO,
          END_RATIO,
          METADATA_BYTES_AT_PEAK,
          space(
              "internal_fragmentation",
              "internal fragmentation",
              Unit.SHARE,
              "(A − L) / A at the peak: padding, as a share of used blocks."),
          space(
              "external_fragmentation",
              "external fragmentation",
              Unit.SHARE,
              "(F − A − M) / F at the peak: free bytes, as a share of the footprint."),
          space("jw1", "J&W #1", Unit.RATIO, "Mean of F / L − 1 over operations where L > 0."),
          space("jw2", "J&W #2", Unit.RATIO, "F / L − 1 at the peak."),
          space("jw3", "J&W #3", Unit.RATIO, "F / L − 1 where F is first largest."),
          space("jw4", "J&W #4", Unit.RATIO, "max F / max L − 1."),
          NS_PER_OP,
          latency("p50_ns", "p50", "Half of all single operations take at most so long.", 0.5),
          latency("p99_ns", "p99", "99 % of single operations take at most so long.", 0.99),
          latency("p999_ns", "p99.9", "99.9 % of single operations take at most so long.", 0.999),
          latency("max_ns", "slowest", "The longest single operation.", 1),
          space("compactions", "compactions", Unit.COUNT, "Times that blocks began to be moved."),
          MOVED_BYTES,
          MAX_PAUSE_NS,
          P99_PAUSE_NS,
          MAX_PAUSE_WALL_NS,
          AFTER_PEAK_RATIO,
          STARTUP_BYTES,
          FOOTPRINT_BYTES_AT_PEAK,
          PADDING_BYTES_AT_PEAK,
          FREE_BYTES_AT_PEAK,
          METADATA_PER_BLOCK,
          OVERHEAD_PER_BLOCK,
          FOOTPRINT_PER_BLOCK,
          MOVED_SHARE,
          MIN_HEAP_RATIO,
          MIN_HEAP_TO_PACKED,
          CollectionMetrics.COLLECTIONS,
          CollectionMetrics.TRACED_BYTES,
          CollectionMetrics.TRACED_SHARE,
          CollectionMetrics.GARBAGE_RATIO,
          LOCK_NS,
          FixedHeapMetrics.LOOSE_COMPACTIONS,
          FixedHeapMetrics.TIGHT_COMPLETED,
          FixedHeapMetrics.TIGHT_GAIN,
          text(
              "version",
              "version",
              "Of a library, as it says itself; of a native one also its file, and how it was"
                  + " loaded."),
          LocalityMetrics.L1_MISSES,
          LocalityMetrics.L2_MISSES,
          LocalityMetrics.TLB_MISSES,
          text("settings", "settings", "What it was tuned with from outside."),
          text("alignment", "alignment", "Of blocks that ask for none: 8, or C's rule: malloc."));

  private Metrics() {}

  public static List<Metric> all() {
    return ALL;
  }

  public static Optional<Metric> find(String name) {
    return ALL.stream().filter(metric -> metric.name().equals(name)).findFirst();
  }

  private static double blocks(Cell cell) {
    return cell.number(Tables.TRACE, "live_blocks_at_peak");
  }

  private static ToDoubleFunction<Cell> column(String column) {
    return cell -> cell.number(Tables.SPACE, column);
  }

  private static double packedBytes(Cell cell) {
    boolean asMalloc = "malloc".equals(cell.value(Tables.SPACE, "alignment"));
    return cell.number(Tables.TRACE, asMalloc ? "peak_packed_malloc_bytes" : "peak_packed_bytes");
  }

  private static double minHeap(Cell cell) {
    return cell.number(Tables.MIN_HEAP, "min_heap_bytes");
  }
}

package org.heaplab.results.table;

import static org.heaplab.results.table.Column.flag;
import static org.heaplab.results.table.Column.real;
import static org.heaplab.results.table.Column.text;
import static org.heaplab.results.table.Column.whole;

import java.util.List;

/// Every table of a run. A new one is an entry here; writer and reader find it.
///
/// L stands for live requested bytes, F for the footprint, A for payload and padding of used
/// blocks, M for metadata. *At the peak* is after the first operation after which L is largest.
public final class Tables {
  /// What the entry of a block takes in a handle heap that packs them as tightly as one has: the
  /// floor under all handle heaps charges it for each live block.
  public static final int ENTRY_BYTES = 6;

  public static final Table SPACE =
      Table.ofOne(
          "space",
          "space",
          Scope.CELL,
          "allocator on a trace: how much memory it took",
          flag("real", "whether the trace was recorded from a program"),
          text("family", "of the allocator"),
          text("kind", "java or native"),
          text(
              "version",
              "of a library, as it says itself; of a native one also the file that it is in, and how"
                  + " its process came to it: linked, preloaded, opened, or opened out of a jar"),
          text("settings", "what it was tuned with from outside; empty for nothing"),
          text(
              "alignment",
              "of blocks that ask for none: 8, or malloc, which is C's rule: 16 bytes for requests"
                  + " of 16 and more, 8 for smaller ones"),
          whole("ops", "mallocs, frees and reallocs in the trace"),
          flag("completed", "whether every operation was done"),
          whole("oom_at_op", "operations done before one was refused for want of memory"),
          whole("peak_live_bytes", "max L"),
          whole("peak_footprint_bytes", "max F"),
          real("peak_ratio", "max F / max L"),
          real("mean_ratio", "mean F / mean L over the operations"),
          whole("end_live_bytes", "L after the last operation"),
          whole("end_footprint_bytes", "F after the last operation"),
          whole(
              "startup_bytes",
              "what a native library has made dirty before the first operation; no part of F"),
          whole("clock_reads", "how often a native allocator read the time that the trace sets"),
          whole("footprint_bytes_at_peak", "F at the peak"),
          whole("padding_bytes_at_peak", "A − L at the peak"),
          whole("metadata_bytes_at_peak", "M at the peak"),
          whole("free_bytes_at_peak", "F − A − M at the peak"),
          real("internal_fragmentation", "(A − L) / A at the peak"),
          real("external_fragmentation", "(F − A − M) / F at the peak"),
          real("jw1", "mean of F / L − 1 over operations where L > 0"),
          real("jw2", "F / L − 1 at the peak"),
          real("jw3", "F / L − 1 where F is first largest"),
          real("jw4", "max F / max L − 1"),
          whole("compactions", "times that blocks began to be moved"),
          whole("moved_bytes", "bytes copied or remapped by compaction"),
          text("digest", "stands for all placements"),
          flag("valid", "whether the allocator behaved; nothing else counts if not"),
          text("reason", "why it is not valid, or what was left out for want of memory or time"));

  public static final Table CURVE =
      Table.ofMany(
          "curve",
          SPACE.measurement(),
          Scope.CELL,
          "point of the curves of live bytes and footprint",
          whole("op", "operations done"),
          whole("live_bytes", "L then"),
          whole("footprint_bytes", "F then"));

  /// The processes behind the row of [#SPACE] of an allocator whose footprint is not the same in
  /// all of them: that row is the one of the process with the median mean footprint. Processes are
  /// no rounds of the measurement: all are finished at once.
  public static final Table PROCESS =
      Table.ofMany(
          "process",
          SPACE.measurement(),
          Scope.CELL,
          "process in which the space of a native allocator was measured",
          whole("process", "counted from 0"),
          whole("peak_footprint_bytes", "max F"),
          real("peak_ratio", "max F / max L"),
          real("mean_ratio", "mean F / mean L over the operations"),
          real("end_ratio", "F / L after the last operation, where anything is live then"),
          whole("startup_bytes", "what it has made dirty before the first operation"));

  public static final Table CAUSE =
      Table.ofMany(
          "cause",
          "causes",
          Scope.CELL,
          "cause for which an allocator holds bytes on a trace; the causes of one moment sum to F",
          text("cause", "what the bytes are held for: " + Cause.list()),
          whole("peak_bytes", "how many where F is first largest"),
          real("mean_bytes", "how many on average over even points of the trace"));

  /// One of three tables of one walk along the addresses of a heap of ours.
  public static final Table HEAP_MAP =
      Table.ofMany(
          "heapmap",
          "heap map",
          Scope.CELL,
          "even point of a trace at which the heap of one of our allocators was walked",
          whole("op", "operations done"),
          whole("live_bytes", "L then"),
          whole("footprint_bytes", "F then"),
          whole("free_bytes", "those of F that are free then"),
          whole("moved_bytes", "bytes that compaction moved since the point before"),
          text(
              "cells",
              "a character for each bin of addresses, from the lowest address of the first area to"
                  + " the highest of the last: "
                  + MapCell.list()));

  public static final Table HEAP_AREA =
      Table.ofMany(
          "heaparea",
          HEAP_MAP.measurement(),
          Scope.CELL,
          "area of the addresses of a heap that was walked, as far as any of it was held, in the"
              + " order of the cells of `heapmap.csv`",
          text("area", "what it is for"),
          whole("bins", "how many bins it has"),
          whole("bin_bytes", "addresses in a bin; the same for all areas"));

  public static final Table UNUSABLE =
      Table.ofMany(
          "unusable",
          HEAP_MAP.measurement(),
          Scope.CELL,
          "request size, and what share of the free bytes that are held lies in spans of free"
              + " addresses too short for it",
          whole("request_bytes", "a power of two"),
          real("at_peak", "the share at the peak; none where nothing is free"),
          real("at_end", "the share after the last operation"),
          real(
              "on_average",
              "unusable bytes / free bytes, each on average over even points of the trace"));

  public static final Table FREE_LIST =
      Table.ofMany(
          "freelist",
          "free lists",
          Scope.CELL,
          "size of free blocks that there are before or after a free that joins its block with two"
              + " others, the first after the peak",
          whole("block_bytes", "the size"),
          whole("before", "how many free blocks have it before the free"),
          whole("after", "how many have it after the free"));

  public static final Table TIME =
      Table.ofMany(
          "time",
          "time",
          Scope.CELL,
          "process in which the trace was replayed, after a warm-up",
          Table.ROUND,
          real("ns_per_op", "time of the replay / ops"));

  public static final Table LATENCY =
      Table.ofMany(
          "latency",
          "latency",
          Scope.CELL,
          "bucket of the histogram of single operations",
          whole("nanos", "the least that the bucket stands for; of the last, the longest time"),
          whole("count", "how many operations"));

  public static final Table OPERATION =
      Table.ofMany(
          "operation",
          "operations",
          Scope.CELL,
          "kind of operations of a process in which each was timed; a percentile that fewer than "
              + Percentile.FEWEST_BEYOND
              + " of them exceed is empty",
          Table.ROUND,
          text("kind", "what was timed: " + OperationKind.list()),
          whole("count", "how many there were"),
          whole("p50_ns", "time on the wall that half of them do not exceed"),
          whole("p90_ns", "that 90 % of them do not exceed"),
          whole("p99_ns", "that 99 % of them do not exceed"),
          whole("p999_ns", "that 99.9 % of them do not exceed"),
          whole("p9999_ns", "that 99.99 % of them do not exceed"),
          whole("p99999_ns", "that 99.999 % of them do not exceed"),
          whole("max_ns", "the longest"));

  public static final Table CLOCK =
      Table.ofMany(
          "clock",
          OPERATION.measurement(),
          Scope.CELL,
          "process in which operations were timed: what its clock costs, in each of their times",
          Table.ROUND,
          whole("cost_ns", "median between two readings with nothing in between"),
          whole("step_ns", "the least between two such readings that is not 0"));

  public static final Table UTILISATION =
      Table.ofMany(
          "utilisation",
          OPERATION.measurement(),
          Scope.CELL,
          "process in which an allocator compacted, and length of a window in it",
          Table.ROUND,
          whole("window_ns", "the length of the window"),
          real(
              "utilisation",
              "of all windows of this length, the least share in which the client ran"));

  public static final Table PAUSE =
      Table.ofMany(
          "pause",
          "pauses",
          Scope.CELL,
          "process in which an allocator that compacts kept its client waiting",
          Table.ROUND,
          whole("pauses", "how many there were"),
          whole("max_pause_ns", "processor time of the longest"),
          whole("p99_pause_ns", "processor time that 99 % of them do not exceed"),
          whole("max_pause_wall_ns", "wall time of the longest, in the replay where it is least"));

  public static final Table MIN_HEAP =
      Table.ofOne(
          "minheap",
          "smallest heap",
          Scope.CELL,
          "allocator whose smallest heap was searched for, on a trace",
          whole("min_heap_bytes", "the least limit of F under which no request is refused"));

  public static final Table HEAP =
      Table.ofMany(
          "heap",
          "heap sizes",
          Scope.CELL,
          "fixed heap and process in which the trace was replayed",
          real("factor", "size of the heap / the smallest heap"),
          Table.ROUND,
          whole("heap_bytes", "the limit of F"),
          flag("completed", "whether every operation was done"),
          real("ns_per_op", "time of the replay / ops"),
          whole("compactions", "times that blocks began to be moved"),
          whole("moved_bytes", "bytes copied or remapped by compaction"),
          whole("max_pause_ns", "processor time of the longest pause"),
          whole("max_pause_wall_ns", "wall time of the longest pause"));

  public static final Table TRACE =
      Table.ofOne(
          "trace",
          "demand",
          Scope.TRACE,
          "trace: what it asks of every allocator alike",
          text("sha256", "of the operations as they are replayed, in hexadecimal"),
          whole("blocks", "mallocs"),
          whole("allocated_bytes", "requested by mallocs, and by reallocs beyond the old size"),
          whole("live_blocks_at_peak", "live blocks at the peak"),
          whole(
              "peak_packed_bytes",
              "the most that live blocks take, each padded to 8 bytes, with the "
                  + ENTRY_BYTES
                  + " bytes of an entry"),
          whole(
              "peak_packed_malloc_bytes",
              "the same, padded to 16 bytes where 16 or more are requested"));

  public static final Table SIZE =
      Table.ofMany(
          "size",
          "sizes",
          Scope.TRACE,
          "band of request sizes of a trace in which there is a request",
          whole("up_to", "the largest size, in bytes: a power of two, or 0"),
          whole("requests", "mallocs, and reallocs to such a size"),
          whole("blocks_at_peak", "live blocks at the peak"),
          whole("bytes_at_peak", "live bytes at the peak"),
          whole("blocks_at_end", "live blocks after the last operation"),
          whole("bytes_at_end", "live bytes after the last operation"));

  public static final Table LOCK =
      Table.ofMany(
          "lock",
          "locks",
          Scope.ALLOCATOR,
          "round of timing locks (JMH), on one number of blocks",
          whole("blocks", "how many are reached in turn"),
          Table.ROUND,
          real("plain_ns", "to read 8 bytes of a block by its address"),
          real("locked_ns", "to lock it, read them and unlock it"));

  /// What is complete. It is about the other tables, and not among them.
  public static final Table DONE =
      Table.ofMany(
          "done",
          "",
          Scope.CELL,
          "measurement, or round of one, that was finished; trace or allocator are empty where"
              + " it is of no single one",
          text("measurement", "whose rows are complete"));

  /// In the order in which a reader meets them.
  public static final List<Table> ALL =
      List.of(
          SPACE,
          CURVE,
          PROCESS,
          CollectionTable.COLLECTION,
          CAUSE,
          FREE_LIST,
          HEAP_MAP,
          HEAP_AREA,
          UNUSABLE,
          SiteTables.STRANDED,
          SiteTables.STRANDED_OVER_TIME,
          TIME,
          LATENCY,
          OPERATION,
          CLOCK,
          UTILISATION,
          PAUSE,
          MIN_HEAP,
          HEAP,
          FixedHeapTables.FIXED,
          FixedHeapTables.LARGEST,
          FixedHeapTables.WINDOW,
          AccessTables.LOCALITY,
          FixedHeapTables.SESSION,
          TRACE,
          SIZE,
          SiteTables.SITE,
          WorkloadTables.PROFILE,
          WorkloadTables.COUNTS,
          AccessTables.LOCK_SHARE,
          AccessTables.PLACEMENT,
          LOCK,
          WorkloadTables.ADVERSARY);

  private Tables() {}
}

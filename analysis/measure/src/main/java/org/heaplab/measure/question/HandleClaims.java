package org.heaplab.measure.question;

import static org.heaplab.results.manifest.ReplayedWorkload.LONG_RUNNING;
import static org.heaplab.results.manifest.ReplayedWorkload.ORDINARY;
import static org.heaplab.results.manifest.RivalGroup.NATIVE;
import static org.heaplab.results.manifest.RivalGroup.TUNED;
import static org.heaplab.results.manifest.RivalGroup.UNMOVING;
import static org.heaplab.results.metric.Metrics.END_RATIO;
import static org.heaplab.results.metric.Metrics.LOCK_NS;
import static org.heaplab.results.metric.Metrics.MAX_PAUSE_NS;
import static org.heaplab.results.metric.Metrics.MEAN_RATIO;
import static org.heaplab.results.metric.Metrics.METADATA_PER_BLOCK;
import static org.heaplab.results.metric.Metrics.MIN_HEAP_RATIO;
import static org.heaplab.results.metric.Metrics.MIN_HEAP_TO_PACKED;
import static org.heaplab.results.metric.Metrics.MOVED_SHARE;
import static org.heaplab.results.metric.Metrics.NS_PER_OP;
import static org.heaplab.results.metric.Metrics.PEAK_RATIO;
import static org.heaplab.results.metric.QuantityKey.ALL;

import org.heaplab.results.manifest.Claim;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.QuantityKey;
import org.heaplab.results.table.Cause;

/// What is said of the handle heap, with the numbers that could refute it.
public final class HandleClaims {
  private static final QuantityKey BARS = new QuantityKey("handle-bars");
  private static final QuantityKey HEADERS = new QuantityKey("headers");
  private static final QuantityKey ABLATION = new QuantityKey("ablation");
  private static final QuantityKey PINNED = new QuantityKey("pinned");
  private static final String HANDLE = HandleBars.BESIDE;
  private static final String UNMOVED = HandleBars.UNMOVED;

  /// Less than this is little.
  private static final double LITTLE = 0.95;

  static final Claim[] OF_BARS = {
    Claim.below(
        1,
        "native-mean-long",
        "On long-running programs the handle heap holds less on average than the best native"
            + " allocator.",
        bars(MEAN_RATIO, NATIVE, LONG_RUNNING)),
    Claim.below(
        1,
        "native-peak-long",
        "On long-running programs its peak is below that of the best native allocator.",
        bars(PEAK_RATIO, NATIVE, LONG_RUNNING)),
    Claim.below(
        1,
        "native-mean-ordinary",
        "On ordinary programs it holds less on average than the best native allocator.",
        bars(MEAN_RATIO, NATIVE, ORDINARY)),
    Claim.below(
        1,
        "native-peak-ordinary",
        "On ordinary programs its peak is below that of the best native allocator.",
        bars(PEAK_RATIO, NATIVE, ORDINARY)),
    Claim.below(
        1,
        "tuned-mean-long",
        "On long-running programs it holds less on average than the best tuned native allocator.",
        bars(MEAN_RATIO, TUNED, LONG_RUNNING)),
    Claim.below(
        LITTLE,
        "moving-mean-long",
        "On long-running programs moving blocks itself lowers what is held on average.",
        bars(MEAN_RATIO, UNMOVED, LONG_RUNNING)),
    Claim.below(
        LITTLE,
        "moving-end-long",
        "On long-running programs moving blocks itself lowers what is held at the end.",
        bars(END_RATIO, UNMOVED, LONG_RUNNING)),
    Claim.below(
        1,
        "non-moving-mean-long",
        "On long-running programs it holds less on average than the best heap that moves nothing.",
        bars(MEAN_RATIO, UNMOVING, LONG_RUNNING)),
    Claim.above(
        LITTLE,
        "moving-mean-ordinary",
        "On ordinary programs moving adds little to good reuse of holes.",
        bars(MEAN_RATIO, UNMOVED, ORDINARY)),
    Claim.below(
        0.5,
        "moved",
        "On no trace are half as many bytes moved as are allocated.",
        BARS.most(MOVED_SHARE, HandleBars.SUBJECT, ALL)),
    Claim.below(
        1.1,
        "smallest-heap",
        "On no trace does it need a heap much larger than live blocks with their entries and"
            + " padding.",
        BARS.most(MIN_HEAP_TO_PACKED, HandleBars.SUBJECT, ALL)),
    Claim.above(
        1,
        "time",
        "An operation takes more time than one of glibc.",
        bars(NS_PER_OP, HandleBars.GLIBC, ALL)),
    Claim.above(
        1,
        "lock",
        "A lock and an unlock cost a client more than a nanosecond.",
        BARS.median(LOCK_NS, HandleBars.SUBJECT)),
    Claim.below(
        1e6,
        "pause",
        "On no trace does a step of compaction take a millisecond of processor time.",
        BARS.most(MAX_PAUSE_NS, HandleBars.SUBJECT, ALL)),
  };

  static final Claim[] OF_HEADERS = {
    Claim.above(
        2,
        "jeff-metadata",
        "Jeff has more than twice as much metadata for each block as the handle heap.",
        HEADERS.over(METADATA_PER_BLOCK, "jeff", HANDLE, ALL)),
    Claim.above(
        1.1,
        "jeff-mean",
        "Jeff holds clearly more on average than the handle heap.",
        HEADERS.over(MEAN_RATIO, "jeff", HANDLE, ALL)),
  };

  static final Claim[] OF_ABLATION = {
    Claim.above(
        1,
        "entry",
        "An entry of eight bytes instead of six raises what is held on average.",
        ablation(MEAN_RATIO, "entry=8", ALL)),
    Claim.above(
        1,
        "moving",
        "Without moving, more is held on average.",
        ablation(MEAN_RATIO, "compact=asked", ALL)),
    Claim.above(
        1,
        "packing",
        "Without packing the table, more is held on average.",
        ablation(MEAN_RATIO, "pack=1", ALL)),
    Claim.above(
        1,
        "frees-pay",
        "If only allocated bytes pay for moves, more is held on average on long-running programs.",
        ablation(MEAN_RATIO, "pays=allocated", LONG_RUNNING)),
    Claim.above(
        1,
        "peak-effort",
        "Without more work near the peak, the peak is higher on long-running programs.",
        ablation(PEAK_RATIO, "peak=1", LONG_RUNNING)),
    Claim.above(
        1,
        "popular",
        "Without slots for popular sizes, more is held on average.",
        ablation(MEAN_RATIO, "popular=0", ALL)),
    Claim.above(
        1,
        "returning",
        "Never giving pages back costs more than never moving a block.",
        ABLATION.over(MEAN_RATIO, HANDLE + ":release=never", HANDLE + ":compact=asked", ALL)),
  };

  static final Claim[] OF_FRONTIER = {
    Claim.above(
        1,
        "headroom-memory",
        "With all headroom more is held on average than with none.",
        new QuantityKey("frontier")
            .over(
                MEAN_RATIO,
                HandleBars.SUBJECT + ",headroom=1",
                HandleBars.SUBJECT + ",headroom=0",
                ALL)),
  };

  static final Claim[] OF_HEAP_SIZE = {
    Claim.below(
        1,
        "tight-first-fit",
        "It completes the traces in smaller heaps than first fit.",
        new QuantityKey("heap-size")
            .over(MIN_HEAP_RATIO, HandleBars.SUBJECT, HandleBars.FIRST_FIT, ALL)),
  };

  static final Claim[] OF_CAUSES = {
    Claim.below(
        0.05,
        "free-slots",
        "On long-running programs less than a twentieth of what is live is held as free slots.",
        cause(Cause.FREE_SLOTS, HandleBars.SUBJECT)),
    Claim.above(
        0.1,
        "first-fit-free",
        "First fit holds more than a tenth of what is live as free blocks there.",
        cause(Cause.FREE_BLOCKS, HandleBars.FIRST_FIT)),
  };

  static final Claim[] OF_PINNED = {
    Claim.below(
        1.02,
        "pinned-few",
        "If one block in a hundred stays locked, hardly more is held on average.",
        PINNED.over(MEAN_RATIO, HANDLE + "@hold=0.01", HANDLE, ALL)),
    Claim.above(
        1,
        "pinned-half",
        "If every second block stays locked, more is held on average.",
        PINNED.over(MEAN_RATIO, HANDLE + "@hold=0.5", HANDLE, ALL)),
  };

  private HandleClaims() {}

  private static String bars(Metric metric, String rival, String group) {
    return BARS.over(metric, HandleBars.SUBJECT, rival, group);
  }

  private static String ablation(Metric metric, String option, String group) {
    return ABLATION.over(metric, HANDLE + ":" + option, HANDLE, group);
  }

  private static String cause(Cause cause, String allocator) {
    return String.join("/", "cause", "causes", cause.title(), allocator, LONG_RUNNING);
  }
}

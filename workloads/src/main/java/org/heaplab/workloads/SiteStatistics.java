package org.heaplab.workloads;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// What one place in a program asks for. A block belongs to the place of its latest request whose
/// place is known.
///
/// @param site the name of the place
/// @param blocks mallocs
/// @param allocatedBytes requested by mallocs, and by reallocs beyond the old size
/// @param liveBytesAtPeak requested bytes live when the most are live, at the first such moment
public record SiteStatistics(String site, long blocks, long allocatedBytes, long liveBytesAtPeak) {
  /// The places of a trace that make any request, in the order of their numbers; that of requests
  /// whose place is not known comes first. Empty for a trace without call sites.
  public static List<SiteStatistics> of(Trace trace) {
    if (trace.sites() == 0) return List.of();
    var count = new Count(trace);
    for (long i = 0; i < trace.count(); i++) count.add(i);
    return count.finish();
  }

  private static final class Count {
    private final Trace trace;
    private final MemorySegment operations;
    private final LiveSet live;
    private final int[] siteOfSlot;
    private final long[] blocks;
    private final long[] allocated;
    private final long[] liveBytes;

    /// Live bytes at the peak so far. Of places with no change since then, they are those that are
    /// live now.
    private final long[] atPeak;

    /// For each place the peak, counted from 1, for which `atPeak` was taken down.
    private final long[] takenDown;

    private long peakBytes;
    private long peaks;

    Count(Trace trace) {
      this.trace = trace;
      operations = trace.operations();
      live = new LiveSet(trace);
      siteOfSlot = new int[trace.slots()];
      int sites = trace.sites() + 1;
      blocks = new long[sites];
      allocated = new long[sites];
      liveBytes = new long[sites];
      atPeak = new long[sites];
      takenDown = new long[sites];
    }

    void add(long index) {
      byte kind = Operation.kind(operations, index);
      if (!Operation.counts(kind)) return;
      int slot = Operation.slot(operations, index);
      long before = live.isLive(slot) ? live.size(slot) : 0;
      change(siteOfSlot[slot], -before);
      live.apply(index);
      int site = trace.siteOf(index);
      if (kind == Operation.MALLOC || site != 0) siteOfSlot[slot] = site;
      if (kind == Operation.FREE) siteOfSlot[slot] = 0;
      long after = live.isLive(slot) ? live.size(slot) : 0;
      int owner = siteOfSlot[slot];
      change(owner, after);
      allocated[owner] += Math.max(0, after - before);
      if (kind == Operation.MALLOC) blocks[owner]++;
      if (live.bytes() > peakBytes) {
        peakBytes = live.bytes();
        peaks++;
      }
    }

    /// Before the first change after a peak, what was live there is taken down.
    private void change(int site, long bytes) {
      if (takenDown[site] < peaks) {
        atPeak[site] = liveBytes[site];
        takenDown[site] = peaks;
      }
      liveBytes[site] += bytes;
    }

    List<SiteStatistics> finish() {
      var all = new ArrayList<SiteStatistics>();
      for (int site = 0; site < blocks.length; site++) {
        change(site, 0);
        if (blocks[site] == 0 && allocated[site] == 0 && atPeak[site] == 0) continue;
        all.add(
            new SiteStatistics(trace.siteName(site), blocks[site], allocated[site], atPeak[site]));
      }
      return all;
    }
  }
}

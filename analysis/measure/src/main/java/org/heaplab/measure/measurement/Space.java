package org.heaplab.measure.measurement;

import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.replay.SamplingPlan;

import java.util.ArrayList;
import java.util.List;

/// What one space pass found. A null stands for what does not apply to the allocator or was not
/// reached: `at_peak` fields of a replay that ended before the peak, for one.
///
/// @param completed whether every operation was done
/// @param oomAtOp operations done before the one that was refused
/// @param peakLiveBytes the largest live requested bytes of what was replayed
/// @param peakFootprintBytes the largest footprint
/// @param liveAtPeakFootprintBytes live requested bytes where the footprint was largest
/// @param meanFootprintBytes over all operations, or over the even points of a native allocator
/// @param meanLiveBytes over the same
/// @param jw1 mean of footprint / live − 1 over the same, where anything is live
/// @param footprintAtPeakBytes the footprint where live bytes are largest
/// @param digest stands for all placements
/// @param curve footprint and live bytes along the trace
public record Space(
    boolean completed,
    Long oomAtOp,
    long peakLiveBytes,
    long peakFootprintBytes,
    long liveAtPeakFootprintBytes,
    double meanFootprintBytes,
    double meanLiveBytes,
    Double jw1,
    Long footprintAtPeakBytes,
    Long paddingAtPeakBytes,
    Long metadataAtPeakBytes,
    Long freeAtPeakBytes,
    Long compactions,
    Long movedBytes,
    String digest,
    List<Point> curve) {

  /// Whether compaction ever ran, so that there are pauses.
  public boolean compacted() {
    return compactions != null && compactions > 0;
  }

  /// @param op operations done
  public record Point(long op, long liveBytes, long footprintBytes) {}

  /// From the exact figures that one of our allocators' children reports.
  public static Space exact(SamplingPlan plan, Reply reply) {
    boolean completed = reply.oom().isEmpty();
    return new Space(
        completed,
        completed ? null : reply.number("ops_done"),
        reply.number("peak_live"),
        reply.number("peak_footprint"),
        reply.number("live_at_peak_footprint"),
        reply.fraction("footprint_mean"),
        reply.fraction("live_mean"),
        reply.fraction("jw1"),
        reply.number("footprint_at_peak"),
        reply.number("padding_at_peak"),
        reply.number("metadata_at_peak"),
        reply.number("free_at_peak"),
        reply.number("compactions"),
        reply.number("moved"),
        reply.text("digest"),
        curve(plan, reply));
  }

  /// From the samples of a native allocator's child.
  public static Space sampled(SamplingPlan plan, Reply reply, Long oomAtOp) {
    long peakLive = 0;
    long peakFootprint = 0;
    long liveAtPeakFootprint = 0;
    Long footprintAtPeak = null;
    double footprintSum = 0;
    double liveSum = 0;
    double wasteSum = 0;
    int wasteCount = 0;
    int even = 0;
    for (int i = 0; i < reply.samples().size(); i++) {
      long footprint = reply.samples().get(i)[1];
      long live = plan.liveBytes()[i];
      peakLive = Math.max(peakLive, live);
      if (footprint > peakFootprint) {
        peakFootprint = footprint;
        liveAtPeakFootprint = live;
      }
      if (plan.records()[i] == plan.peakRecord()) footprintAtPeak = footprint;
      if (!plan.even().get(i)) continue;
      even++;
      footprintSum += footprint;
      liveSum += live;
      if (live == 0) continue;
      wasteSum += (double) footprint / live - 1;
      wasteCount++;
    }
    return new Space(
        oomAtOp == null,
        oomAtOp,
        peakLive,
        peakFootprint,
        liveAtPeakFootprint,
        even == 0 ? 0 : footprintSum / even,
        even == 0 ? 0 : liveSum / even,
        wasteCount == 0 ? null : wasteSum / wasteCount,
        footprintAtPeak,
        reply.number("padding_at_peak"),
        null,
        null,
        null,
        null,
        null,
        curve(plan, reply));
  }

  /// The even points, the peak, and the point of the largest footprint.
  private static List<Point> curve(SamplingPlan plan, Reply reply) {
    List<long[]> samples = reply.samples();
    int largest = 0;
    for (int i = 1; i < samples.size(); i++) {
      if (samples.get(i)[1] > samples.get(largest)[1]) largest = i;
    }
    var curve = new ArrayList<Point>();
    for (int i = 0; i < samples.size(); i++) {
      if (plan.even().get(i) || i == largest || plan.records()[i] == plan.peakRecord()) {
        curve.add(new Point(plan.opsDone()[i], plan.liveBytes()[i], samples.get(i)[1]));
      }
    }
    return List.copyOf(curve);
  }
}

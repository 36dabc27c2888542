package org.heaplab.measure.measurement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.replay.SamplingPlan;

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
/// @param endLiveBytes live requested bytes after the last operation
/// @param endFootprintBytes the footprint then
/// @param footprintAtPeakBytes the footprint where live bytes are largest
/// @param digest stands for all placements
/// @param curve footprint and live bytes along the trace
record Space(
    boolean completed,
    Long oomAtOp,
    long peakLiveBytes,
    long peakFootprintBytes,
    long liveAtPeakFootprintBytes,
    double meanFootprintBytes,
    double meanLiveBytes,
    Double jw1,
    Long endLiveBytes,
    Long endFootprintBytes,
    Long footprintAtPeakBytes,
    Long paddingAtPeakBytes,
    Long metadataAtPeakBytes,
    Long freeAtPeakBytes,
    Long compactions,
    Long movedBytes,
    String digest,
    List<Point> curve) {

  /// As the table of space has them.
  Map<String, Object> columns() {
    var columns = new HashMap<String, Object>();
    columns.put("completed", completed);
    columns.put("oom_at_op", oomAtOp);
    columns.put("peak_live_bytes", peakLiveBytes);
    columns.put("peak_footprint_bytes", peakFootprintBytes);
    columns.put("peak_ratio", peakRatio());
    columns.put("mean_ratio", ratio(meanFootprintBytes, meanLiveBytes));
    columns.put("end_live_bytes", endLiveBytes);
    columns.put("end_footprint_bytes", endFootprintBytes);
    columns.put("footprint_bytes_at_peak", footprintAtPeakBytes);
    columns.put("padding_bytes_at_peak", paddingAtPeakBytes);
    columns.put("metadata_bytes_at_peak", metadataAtPeakBytes);
    columns.put("free_bytes_at_peak", freeAtPeakBytes);
    columns.put("internal_fragmentation", internalFragmentation());
    columns.put("external_fragmentation", externalFragmentation());
    columns.put("jw1", jw1);
    columns.put("jw2", jw2());
    columns.put("jw3", less1(ratio(peakFootprintBytes, liveAtPeakFootprintBytes)));
    columns.put("jw4", less1(peakRatio()));
    columns.put("compactions", compactions);
    columns.put("moved_bytes", movedBytes);
    columns.put("digest", digest);
    return columns;
  }

  private Double peakRatio() {
    return ratio(peakFootprintBytes, peakLiveBytes);
  }

  /// F / L after the last operation, where anything is live then.
  Double endRatio() {
    return endLiveBytes == null ? null : ratio(endFootprintBytes, endLiveBytes);
  }

  private Double internalFragmentation() {
    if (paddingAtPeakBytes == null) return null;
    double padding = paddingAtPeakBytes;
    return ratio(padding, (double) peakLiveBytes + padding);
  }

  private Double externalFragmentation() {
    return freeAtPeakBytes == null ? null : ratio(freeAtPeakBytes, footprintAtPeakBytes);
  }

  private Double jw2() {
    return footprintAtPeakBytes == null ? null : less1(ratio(footprintAtPeakBytes, peakLiveBytes));
  }

  private static Double ratio(long over, long under) {
    return ratio((double) over, (double) under);
  }

  private static Double ratio(double over, double under) {
    return under == 0 ? null : over / under;
  }

  private static Double less1(Double ratio) {
    return ratio == null ? null : ratio - 1;
  }

  /// @param op operations done
  record Point(long op, long liveBytes, long footprintBytes) {}

  /// From the exact figures that one of our allocators' children reports.
  static Space exact(SamplingPlan plan, Reply reply) {
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
        completed ? reply.number("end_live") : null,
        completed ? reply.number("end_footprint") : null,
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
  static Space sampled(SamplingPlan plan, Reply reply) {
    Long oomAtOp = opsBeforeRefusal(plan, reply);
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
    Point end = oomAtOp == null ? last(plan, reply) : null;
    return new Space(
        oomAtOp == null,
        oomAtOp,
        peakLive,
        peakFootprint,
        liveAtPeakFootprint,
        even == 0 ? 0 : footprintSum / even,
        even == 0 ? 0 : liveSum / even,
        wasteCount == 0 ? null : wasteSum / wasteCount,
        end == null ? null : end.liveBytes(),
        end == null ? null : end.footprintBytes(),
        footprintAtPeak,
        reply.number("padding_at_peak"),
        null,
        null,
        null,
        null,
        null,
        curve(plan, reply));
  }

  /// Operations done before the refused record: those of the last sample, at the resolution at
  /// which a native allocator's footprint is read.
  private static Long opsBeforeRefusal(SamplingPlan plan, Reply reply) {
    if (reply.oom().isEmpty()) return null;
    int samples = reply.samples().size();
    return samples == 0 ? 0 : plan.opsDone()[samples - 1];
  }

  /// The last sample, which is an even point: the one after the last operation.
  private static Point last(SamplingPlan plan, Reply reply) {
    int last = reply.samples().size() - 1;
    return last < 0 ? null : point(plan, reply.samples(), last);
  }

  private static Point point(SamplingPlan plan, List<long[]> samples, int index) {
    return new Point(plan.opsDone()[index], plan.liveBytes()[index], samples.get(index)[1]);
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
        curve.add(point(plan, samples, i));
      }
    }
    return List.copyOf(curve);
  }
}

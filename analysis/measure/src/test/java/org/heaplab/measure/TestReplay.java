package org.heaplab.measure;

import java.io.IOException;
import java.util.List;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.measure.session.Measurement;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.measure.session.Room;
import org.heaplab.workloads.Trace;

/// Replays as tests want them.
public final class TestReplay {
  private TestReplay() {}

  public static List<Result> space(
      Trace trace,
      List<MeasuredAllocator> allocators,
      ReplayOptions options,
      Room room,
      Progress progress)
      throws IOException {
    return Replay.run(trace, allocators, untimed(Replay.usual()), options, room, progress);
  }

  public static List<Result> space(
      Trace trace, List<MeasuredAllocator> allocators, ReplayOptions options) throws IOException {
    return space(trace, allocators, options, Room.here(), Progress.NONE);
  }

  public static List<Result> spaceAndVerification(
      Trace trace, List<MeasuredAllocator> allocators, ReplayOptions options) throws IOException {
    return spaceAnd(Measurements.VERIFICATION, trace, allocators, options);
  }

  public static List<Result> causes(
      Trace trace, List<MeasuredAllocator> allocators, ReplayOptions options) throws IOException {
    return spaceAnd(Measurements.CAUSES, trace, allocators, options);
  }

  public static List<Result> heapMaps(
      Trace trace, List<MeasuredAllocator> allocators, ReplayOptions options) throws IOException {
    return spaceAnd(Measurements.HEAP_MAPS, trace, allocators, options);
  }

  private static List<Result> spaceAnd(
      String other, Trace trace, List<MeasuredAllocator> allocators, ReplayOptions options)
      throws IOException {
    return Replay.run(
        trace, allocators, untimed(Replay.usual(other)), options, Room.here(), Progress.NONE);
  }

  private static List<Measurement> untimed(List<Measurement> all) {
    return all.stream().filter(one -> !one.isTimed()).toList();
  }
}

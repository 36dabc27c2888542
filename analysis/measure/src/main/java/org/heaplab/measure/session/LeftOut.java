package org.heaplab.measure.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.measure.replay.SamplingPlan;

/// Allocators on which a trace is not replayed because the machine has too little memory, as is
/// known before anything starts. It is not an error of theirs.
///
/// @param reasons by allocator
public record LeftOut(String trace, Map<MeasuredAllocator, Room.Obstacle> reasons) {
  public static LeftOut of(
      String trace,
      SamplingPlan plan,
      Iterable<MeasuredAllocator> allocators,
      ReplayOptions options,
      Room room) {
    var reasons = new LinkedHashMap<MeasuredAllocator, Room.Obstacle>();
    for (MeasuredAllocator allocator : allocators) {
      room.obstacle(plan, allocator, options.heapBytes())
          .ifPresent(reason -> reasons.put(allocator, reason));
    }
    return new LeftOut(trace, reasons);
  }

  /// One line for each reason, with what can be done about it.
  public List<String> lines() {
    var names = new LinkedHashMap<Room.Obstacle, List<String>>();
    reasons.forEach(
        (allocator, reason) ->
            names.computeIfAbsent(reason, r -> new ArrayList<>()).add(allocator.name()));
    return names.entrySet().stream()
        .map(
            entry ->
                "%s: %s: not replayed on %s%s"
                    .formatted(
                        trace,
                        entry.getKey().what(),
                        String.join(", ", entry.getValue()),
                        entry.getKey().remedy().isEmpty() ? "" : "; " + entry.getKey().remedy()))
        .toList();
  }
}

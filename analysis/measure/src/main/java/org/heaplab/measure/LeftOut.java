package org.heaplab.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Allocators on which a trace is not replayed because the machine has no room for it, as is known
/// before anything starts. That is no fault of theirs.
///
/// @param reasons by allocator
record LeftOut(String trace, Map<Subject, Room.Obstacle> reasons) {
  static LeftOut of(
      String trace,
      SamplingPlan plan,
      Iterable<Subject> subjects,
      ReplayOptions options,
      Room room) {
    var reasons = new LinkedHashMap<Subject, Room.Obstacle>();
    for (Subject subject : subjects) {
      room.obstacle(plan, subject, options.heapBytes())
          .ifPresent(reason -> reasons.put(subject, reason));
    }
    return new LeftOut(trace, reasons);
  }

  /// One line for each reason, with what can be done about it.
  List<String> lines() {
    var allocators = new LinkedHashMap<Room.Obstacle, List<String>>();
    reasons.forEach(
        (subject, reason) ->
            allocators.computeIfAbsent(reason, r -> new ArrayList<>()).add(subject.name()));
    return allocators.entrySet().stream()
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

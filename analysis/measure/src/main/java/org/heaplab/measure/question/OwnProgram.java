package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.measure.measurement.Measurements.PAUSES;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.measure.measurement.Measurements;

/// What somebody asks whose program takes too much memory.
public final class OwnProgram {
  static final ExperimentPlan OWN =
      ExperimentPlan.of(
              "own",
              "Where does the memory of this program go, and what would need less?",
              "glibc, its rivals as they come and tuned, handle moving and not, and first-fit; heap"
                  + " maps of handle moving and not")
          .onOwnTraces()
          .with(names -> allocators())
          .without(LATENCY, PAUSES)
          .measuring(Measurements.CAUSES, HandleBars.GLIBC, HandleBars.SUBJECT)
          .measuring(Measurements.HEAP_MAPS, HandleBars.SUBJECT, HandleBars.UNMOVED)
          .measuring(Measurements.SITES)
          .measuring(Measurements.STRANDED, HandleBars.FIRST_FIT, HandleBars.SUBJECT)
          .about(HandleBars.GLIBC)
          .against(HandleBars.NATIVES, HandleBars.TUNED_NATIVES, HandleBars.UNMOVING_HEAPS)
          .showing(HandleExperiments.CAUSES_ON_TRACE, Timeline.HEAP_MAP, Timeline.UNUSABLE)
          .build();

  private OwnProgram() {}

  private static List<String> allocators() {
    return Stream.of(
            HandleBars.NATIVES.allocators(),
            HandleBars.TUNED_NATIVES.allocators(),
            List.of(HandleBars.SUBJECT),
            HandleBars.UNMOVING_HEAPS.allocators(),
            HandleBars.HARNESS)
        .flatMap(List::stream)
        .toList();
  }
}

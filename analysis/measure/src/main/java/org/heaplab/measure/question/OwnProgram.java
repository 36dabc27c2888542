package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.measure.measurement.Measurements.PAUSES;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.results.manifest.FigureRequest;

/// What somebody asks whose program takes too much memory.
public final class OwnProgram {
  private static final FigureRequest STRANDED =
      FigureRequest.of(
          "stranded",
          "stranded",
          "Stranded bytes over time",
          "Free bytes in pages that a block keeps, over the operations of the trace: they cannot be"
              + " given back. Each area is a place in the program, as high as what its blocks strand;"
              + " the place that strands most on average is at the bottom. A place whose area rises"
              + " when others free their blocks, and stays, holds the memory. The areas are of the"
              + " allocator on which most is stranded; a line is what all places together strand on"
              + " another one. The numbers are means over the trace. Functions that places share are"
              + " left out of their names.");

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
          .showing(
              HandleExperiments.CAUSES_ON_TRACE, Timeline.HEAP_MAP, Timeline.UNUSABLE, STRANDED)
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

package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.measure.measurement.Measurements.PAUSES;

import java.util.List;
import org.heaplab.measure.experiment.ExperimentPlan;

/// What programs in Java can choose from, for memory outside their heap.
final class JavaExperiments {
  private static final String USUAL = "netty-adaptive";

  static final ExperimentPlan JAVA =
      ExperimentPlan.of(
              "java",
              "What do those allocators hold that programs in Java use outside their heap?",
              "Netty's allocators, an arena of java.lang.foreign for each block, two native"
                  + " allocators and handle, on every recorded trace")
          .onRecordedTraces()
          .with(
              names ->
                  List.of(
                      USUAL,
                      "netty-pooled",
                      "netty-pooled:cache=none",
                      "ffm-confined",
                      "glibc",
                      "jemalloc",
                      HandleBars.SUBJECT,
                      "nothing"))
          .without(LATENCY, PAUSES)
          .about(USUAL)
          .build();

  private JavaExperiments() {}
}

package org.heaplab.measure.question;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.options.Specification;
import org.heaplab.results.manifest.Claim;

/// Every experiment there is. A new one is an entry here.
public final class Experiments {
  private static final List<ExperimentPlan> ALL =
      List.of(
          ExperimentPlan.of(
                  "survey",
                  "How much memory and how much time does each allocator take on each workload?",
                  "the native allocators that this machine has, handle, also aligned as C asks, and the"
                      + " best known of the others, on every bundled trace and two synthetic workloads")
              .with(Experiments::withAlignedHandle)
              .thatRunsByDefault()
              .about("handle")
              .build(),
          OwnProgram.OWN,
          HandleBars.BARS,
          HandleBars.RECORDINGS,
          CostExperiments.HEAP_SIZE,
          CostExperiments.BURSTS,
          CostExperiments.PAUSE,
          LockExperiments.LOCKS,
          LockExperiments.INDIRECTION,
          LocalityExperiment.CACHES,
          ThesisExperiment.THESIS,
          WorkloadExperiments.DEVICE,
          WorkloadExperiments.RESEMBLANCE,
          WorkloadExperiments.BROWSERS,
          WorkloadExperiments.ADVERSARIES,
          LatencyExperiments.KINDS,
          DemandExperiments.SCALE,
          DemandExperiments.ALIGNMENT,
          DemandExperiments.GIVING_BACK,
          HandleExperiments.FRONTIER,
          HandleExperiments.ABLATION,
          HandleExperiments.BUDGET,
          HandleExperiments.PINNED,
          HandleExperiments.HEADERS,
          HandleExperiments.CAUSES,
          Timeline.TIMELINE,
          BuddyExperiments.BUDDY,
          BuddyExperiments.ARENAS,
          BuddyExperiments.DOCUMENTS,
          JavaExperiments.JAVA,
          ClassicPolicies.CLASSICS,
          ModelFidelity.FIDELITY,
          MoverExperiments.MOVERS_COMPARED,
          CollectorExperiments.COLLECTORS);

  /// Stands for every experiment that needs no trace of the user.
  public static final String EVERY = "all";

  private Experiments() {}

  public static List<ExperimentPlan> all() {
    return ALL;
  }

  private static List<String> withAlignedHandle(List<String> names) {
    var all = new ArrayList<>(names);
    int handle = all.indexOf(HandleBars.BESIDE);
    if (handle >= 0) all.add(handle + 1, HandleBars.SUBJECT);
    return all;
  }

  /// Those that need no trace of the user.
  public static List<ExperimentPlan> every() {
    return ALL.stream().filter(plan -> !plan.ofOwnTraces()).toList();
  }

  /// What is said of the results of all of them.
  public static List<Claim> claims() {
    return ALL.stream().flatMap(plan -> plan.claims().stream()).toList();
  }

  /// @param names none for those that run by default, and [#EVERY] alone for [#every]
  /// @throws IllegalArgumentException when there is no experiment of a name
  public static List<ExperimentPlan> find(List<String> names) {
    if (names.equals(List.of(EVERY))) return every();
    return names.isEmpty()
        ? ALL.stream().filter(ExperimentPlan::byDefault).toList()
        : names.stream().map(Experiments::find).toList();
  }

  private static ExperimentPlan find(String name) {
    return Specification.find("an experiment", name, ALL, ExperimentPlan::name);
  }
}

package org.heaplab.workloads.synthetic;

import java.util.List;
import java.util.TreeMap;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;

/// Every synthetic workload there is, by name. A new one is a file and a line here.
public final class WorkloadCatalogue {
  private static final List<Workload> ENTRIES =
      List.of(Stationary.WORKLOAD, Browser.WORKLOAD, ValueSizeShift.WORKLOAD, Comb.WORKLOAD);

  private static final String SEED = "seed";
  private static final String DEFAULT_SEED = "1";

  private WorkloadCatalogue() {}

  public static List<Workload> entries() {
    return ENTRIES;
  }

  /// Finds a workload by its specification: a name, or a name with options as in
  /// `browser:pages=8,seed=3`.
  ///
  /// @throws IllegalArgumentException when there is no such name, or it has no such option
  public static Configured find(String specification) {
    int colon = specification.indexOf(':');
    String name = colon < 0 ? specification : specification.substring(0, colon);
    Workload workload =
        ENTRIES.stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a workload must be one of "
                            + ENTRIES.stream().map(Workload::name).toList()
                            + ": "
                            + name));
    var defaults = new TreeMap<>(workload.options());
    defaults.put(SEED, DEFAULT_SEED);
    String options = colon < 0 ? "" : specification.substring(colon + 1);
    return new Configured(specification, workload, Options.parse(defaults, options, specification));
  }

  /// A workload with the options chosen for it.
  ///
  /// @param name the specification as it was given
  public record Configured(String name, Workload workload, Options options) {
    /// Makes the trace from the seed among the options.
    ///
    /// @throws IllegalArgumentException when an option has a value that it cannot have
    public Trace generate() {
      return generate(options.number(SEED, Long.MIN_VALUE));
    }

    /// Makes the trace from another seed.
    ///
    /// @throws IllegalArgumentException when an option has a value that it cannot have
    public Trace generate(long seed) {
      var trace = new TraceBuilder();
      try {
        workload.generator().generate(options, new Sampler(seed), trace);
      } catch (RuntimeException e) {
        trace.abandon();
        throw e;
      }
      return trace.build(
          name,
          new Provenance(
              workload.name(),
              "",
              "heaplab generate " + name + " --seed " + seed,
              "",
              "",
              "heaplab generate"));
    }
  }
}

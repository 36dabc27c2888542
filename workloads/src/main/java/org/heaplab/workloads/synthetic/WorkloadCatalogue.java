package org.heaplab.workloads.synthetic;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.options.Options;
import org.heaplab.options.Specification;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.adversary.FirstFitAdversary;
import org.heaplab.workloads.synthetic.adversary.MeshAdversary;
import org.heaplab.workloads.synthetic.adversary.PinningAdversary;
import org.heaplab.workloads.synthetic.browser.BrowserWorkloads;
import org.heaplab.workloads.synthetic.classic.Classics;
import org.heaplab.workloads.synthetic.fleet.Fleet;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.server.CacheShift;
import org.heaplab.workloads.synthetic.server.Documents;
import org.heaplab.workloads.synthetic.server.Nursery;
import org.heaplab.workloads.synthetic.server.RequestLoop;
import org.heaplab.workloads.synthetic.server.WebCache;
import org.heaplab.workloads.synthetic.workload.Workload;

/// All synthetic workloads, by name. A new one is a file and a line here.
public final class WorkloadCatalogue {
  private static final List<Workload> ENTRIES =
      Stream.of(
              List.of(
                  Stationary.WORKLOAD,
                  RandomReplacement.WORKLOAD,
                  Browser.WORKLOAD,
                  ValueSizeShift.WORKLOAD,
                  Comb.WORKLOAD,
                  BrowserWorkloads.OPERA_DEVICE,
                  BrowserWorkloads.DESKTOP_2008,
                  BrowserWorkloads.DESKTOP_2026,
                  CacheShift.WORKLOAD,
                  WebCache.WORKLOAD,
                  RequestLoop.WORKLOAD,
                  Nursery.WORKLOAD,
                  Documents.WORKLOAD,
                  Fleet.WORKLOAD,
                  FirstFitAdversary.WORKLOAD,
                  MeshAdversary.WORKLOAD,
                  PinningAdversary.WORKLOAD),
              Classics.all())
          .flatMap(List::stream)
          .toList();

  private WorkloadCatalogue() {}

  public static List<Workload> entries() {
    return ENTRIES;
  }

  /// Finds a workload by its specification: a name, or a name with options as in
  /// `browser:pages=8,seed=3`.
  ///
  /// @throws IllegalArgumentException when there is no workload of that name, when it does not have
  ///   an option, or when an option does not allow a value
  public static Configured find(String specification) {
    Specification parsed = Specification.of(specification);
    Workload workload = parsed.entry("a workload", ENTRIES, Workload::name);
    return new Configured(specification, workload, parsed.options(workload.options()));
  }

  /// A workload with its chosen options.
  ///
  /// @param name the specification as it was given
  public record Configured(String name, Workload workload, Options options) {
    /// Makes the trace from the seed that is among the options.
    ///
    /// @throws IllegalArgumentException when the values of two options cannot be used together
    public Trace generate() {
      return generate(options.whole(Workload.SEED));
    }

    /// Makes the trace from the seed that the specification names; from another if it names none.
    ///
    /// @throws IllegalArgumentException when the values of two options cannot be used together
    public Trace generateOr(long seed) {
      String option = Workload.SEED.name() + "=";
      boolean isNamed =
          Specification.of(name).settings().stream().anyMatch(one -> one.startsWith(option));
      return isNamed ? generate() : generate(seed);
    }

    /// Makes the trace from another seed.
    ///
    /// @throws IllegalArgumentException when the values of two options cannot be used together
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

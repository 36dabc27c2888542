package org.heaplab.workloads.synthetic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.fit.FittedWorkload;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.spec.PhasedWorkload;
import org.heaplab.workloads.synthetic.spec.SpecFile;
import org.heaplab.workloads.synthetic.workload.Workload;

/// A workload with a description of its own: a file with a specification, or what was fitted to a
/// trace.
public final class DescribedWorkload {
  private static final String WINDOWS = "window";

  /// Makes the operations.
  @FunctionalInterface
  private interface Making {
    void generate(Sampler random, TraceBuilder trace);
  }

  private final String name;
  private final String command;
  private final Making making;

  private DescribedWorkload(String name, String command, Making making) {
    this.name = name;
    this.command = command;
    this.making = making;
  }

  /// Whether a file begins as specifications do.
  public static boolean recognises(Path file) {
    return SpecFile.recognises(file);
  }

  /// @throws org.heaplab.workloads.TraceException when a line breaks a rule: with file, line, rule
  ///   and value
  public static DescribedWorkload read(Path file) {
    try {
      SpecFile sections = SpecFile.read(file);
      Making making =
          sections.has(WINDOWS)
              ? FittedWorkload.of(sections)::generate
              : PhasedWorkload.of(sections)::generate;
      return new DescribedWorkload(Trace.nameOf(file), "heaplab generate " + file, making);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One that was fitted to a trace.
  public static DescribedWorkload of(FittedWorkload fitted) {
    return new DescribedWorkload(fitted.of(), "heaplab fit " + fitted.of(), fitted::generate);
  }

  /// Makes the trace from the usual seed.
  public Trace generate() {
    return generate(Long.parseLong(Workload.SEED.standard()));
  }

  /// Makes the trace from a seed.
  public Trace generate(long seed) {
    var trace = new TraceBuilder();
    try {
      making.generate(new Sampler(seed), trace);
    } catch (RuntimeException | OutOfMemoryError e) {
      trace.abandon();
      throw e;
    }
    return trace.build(
        name, new Provenance(name, "", command + " --seed " + seed, "", "", "heaplab generate"));
  }
}

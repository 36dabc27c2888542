package org.heaplab.workloads.synthetic.fit;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.spec.SpecFile;

/// A workload that resembles a trace: what the trace does in each of its windows, without the order
/// in which it does it.
public final class FittedWorkload {
  /// How many windows a trace is cut into unless somebody says otherwise.
  public static final int WINDOWS = 256;

  private final String of;
  private final List<FitWindow> windows;
  private final Map<SizeClass, Double> touched;

  /// @param of the name of the trace
  /// @param windows in the order of the trace, each of equally many operations but the last
  /// @param touched of large requests by size, the mean share of their bytes that the program
  ///   touched
  FittedWorkload(String of, List<FitWindow> windows, Map<SizeClass, Double> touched) {
    this.of = of;
    this.windows = List.copyOf(windows);
    this.touched = Map.copyOf(touched);
  }

  /// Fits one to a trace.
  ///
  /// @param windows how many; a trace of fewer operations has one for each of them
  public static FittedWorkload of(Trace trace, int windows) {
    if (windows < 1) throw new IllegalArgumentException("windows must be at least 1: " + windows);
    return new TraceFitter(trace, windows).fit();
  }

  /// Reads what the sections of a specification say.
  ///
  /// @throws org.heaplab.workloads.TraceException when one breaks a rule
  public static FittedWorkload of(SpecFile file) {
    return FitNotation.read(file);
  }

  /// Writes it as a specification.
  public void write(Writer out) throws IOException {
    FitNotation.write(this, out);
  }

  /// Adds the whole workload to a trace.
  public void generate(Sampler random, TraceBuilder trace) {
    new FittedGenerator(this, random, trace).run();
  }

  /// The name of the trace that it is fitted to.
  public String of() {
    return of;
  }

  List<FitWindow> windows() {
    return windows;
  }

  /// The share of its bytes that a request of a class touches; 1 where that is not known.
  double touched(SizeClass size) {
    return touched.getOrDefault(size, 1.0);
  }

  /// Those that are known, by size.
  Map<String, Double> touched() {
    var named = new TreeMap<String, Double>();
    touched.forEach((size, share) -> named.put(size.toString(), share));
    return named;
  }
}

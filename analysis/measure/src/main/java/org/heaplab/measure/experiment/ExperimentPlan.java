package org.heaplab.measure.experiment;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.heaplab.measure.session.Measurement;
import org.heaplab.results.manifest.Bar;
import org.heaplab.results.manifest.Claim;
import org.heaplab.results.manifest.Counterpart;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.manifest.LoggedSession;
import org.heaplab.results.manifest.Model;
import org.heaplab.results.manifest.Published;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.manifest.Variation;
import org.heaplab.workloads.Scale;

/// One question, and the measurements that answer it: every workload on every allocator.
///
/// @param experiment what it says about itself
/// @param byDefault whether it runs when no experiment is named
/// @param ofOwnTraces whether it is asked of traces that the user names
/// @param workloads which of the workloads there are
/// @param made synthetic workloads that only it has, by specification
/// @param madeInFull more of them, which only the full suite takes
/// @param allocators specifications, perhaps with locks of their own (see
///   [org.heaplab.measure.MeasuredAllocators]), out of the names of all allocators meant for use
/// @param without usual measurements that it does not have, by name
/// @param extra measurements that are not usual, by name, and the allocators that have them; none
///   for all
/// @param claims what is said of its results
public record ExperimentPlan(
    Experiment experiment,
    boolean byDefault,
    boolean ofOwnTraces,
    UnaryOperator<List<TraceSource>> workloads,
    List<String> made,
    List<String> madeInFull,
    UnaryOperator<List<String>> allocators,
    Set<String> without,
    Map<String, List<String>> extra,
    List<Claim> claims) {
  public ExperimentPlan {
    made = List.copyOf(made);
    madeInFull = List.copyOf(madeInFull);
    without = Set.copyOf(without);
    extra = Map.copyOf(extra);
    claims = List.copyOf(claims);
  }

  public String name() {
    return experiment.name();
  }

  /// Whether it has a measurement at all.
  boolean has(Measurement measurement) {
    return measurement.isUsual()
        ? !without.contains(measurement.name())
        : extra.containsKey(measurement.name());
  }

  /// Whether it has a measurement of an allocator.
  boolean has(Measurement measurement, String allocator) {
    if (measurement.isUsual()) return has(measurement);
    List<String> some = extra.get(measurement.name());
    return some != null && (some.isEmpty() || some.contains(allocator));
  }

  /// The same on some of its workloads alone.
  ///
  /// @param names of the workloads; others than its own do not count
  ExperimentPlan on(Set<String> names) {
    return new ExperimentPlan(
        experiment,
        byDefault,
        ofOwnTraces,
        all -> workloads.apply(all).stream().filter(one -> names.contains(one.name())).toList(),
        made.stream().filter(names::contains).toList(),
        madeInFull.stream().filter(names::contains).toList(),
        allocators,
        without,
        extra,
        claims);
  }

  /// The same with some of its allocators and other measurements.
  ///
  /// @param names of the allocators; others than its own do not count
  ExperimentPlan of(
      Set<String> names, Set<String> withoutUsual, Map<String, List<String>> extraOnes) {
    return new ExperimentPlan(
        experiment,
        byDefault,
        ofOwnTraces,
        workloads,
        made,
        madeInFull,
        all -> allocators.apply(all).stream().filter(names::contains).toList(),
        withoutUsual,
        extraOnes,
        claims);
  }

  /// Begins one that replays every workload there is on every allocator there is, with all usual
  /// measurements and figures, and only when it is asked for.
  ///
  /// @param runs what it replays, in words
  public static Builder of(String name, String question, String runs) {
    return new Builder(name, question, runs);
  }

  /// An experiment that is being described: each call says how it differs from the usual one.
  public static final class Builder {
    private final String name;
    private final String question;
    private final String runs;
    private boolean byDefault;
    private boolean ofOwnTraces;
    private UnaryOperator<List<TraceSource>> workloads = all -> some(all, one -> !one.isAccesses());
    private List<String> made = List.of();
    private List<String> madeInFull = List.of();
    private UnaryOperator<List<String>> allocators = UnaryOperator.identity();
    private final Set<String> without = new HashSet<>();
    private final Map<String, List<String>> extra = new HashMap<>();
    private String subject = "";
    private String beside = "";
    private List<RivalGroup> rivals = List.of();
    private Variation varied;
    private boolean usualFigures = true;
    private List<FigureRequest> figures = List.of();
    private List<Bar> bars = List.of();
    private List<Model> models = List.of();
    private List<Claim> claims = List.of();
    private List<Published> published = List.of();
    private List<LoggedSession> logged = List.of();
    private List<Counterpart> counterparts = List.of();

    private Builder(String name, String question, String runs) {
      this.name = name;
      this.question = question;
      this.runs = runs;
    }

    public Builder thatRunsByDefault() {
      byDefault = true;
      return this;
    }

    /// Is asked of traces that the user names.
    public Builder onOwnTraces() {
      ofOwnTraces = true;
      return this;
    }

    public Builder onRecordedTraces() {
      workloads = all -> some(all, one -> one.real() && !one.isAccesses());
      return this;
    }

    /// Replays some of the recorded traces, and synthetic workloads beside them.
    ///
    /// @param recorded names of traces
    /// @param specifications of the synthetic workloads
    public Builder onTracesAndMade(Set<String> recorded, List<String> specifications) {
      workloads = all -> some(all, one -> one.real() && recorded.contains(one.name()));
      made = specifications;
      return this;
    }

    /// Replays recorded traces with accesses: the bundled ones, or those that the user names.
    public Builder onAccessTraces() {
      workloads = all -> some(all, one -> one.isAccesses() || one.isGiven());
      return this;
    }

    private static List<TraceSource> some(List<TraceSource> all, Predicate<TraceSource> isWanted) {
      return all.stream().filter(isWanted).toList();
    }

    /// Replays beside each of the workloads that there are the one that is fitted to it.
    public Builder andFitted() {
      UnaryOperator<List<TraceSource>> chosen = workloads;
      workloads =
          all ->
              chosen.apply(all).stream()
                  .flatMap(source -> Stream.of(source, source.fitted()))
                  .toList();
      return this;
    }

    /// Multiplies all sizes of the workloads that there are.
    public Builder scaled(Scale scale) {
      UnaryOperator<List<TraceSource>> chosen = workloads;
      workloads = all -> chosen.apply(all).stream().map(source -> source.scaled(scale)).toList();
      return this;
    }

    /// Replays synthetic workloads and nothing else.
    public Builder onMadeWorkloads(String... specifications) {
      workloads = all -> List.of();
      made = List.of(specifications);
      return this;
    }

    /// Replays more of them in the full suite: those that take long.
    public Builder andInFull(String... specifications) {
      madeInFull = List.of(specifications);
      return this;
    }

    public Builder with(UnaryOperator<List<String>> chosen) {
      allocators = chosen;
      return this;
    }

    /// Leaves out usual measurements.
    public Builder without(String... measurements) {
      without.addAll(List.of(measurements));
      return this;
    }

    /// Has a measurement that is not usual, of some of its allocators.
    ///
    /// @param specifications none for all of them
    public Builder measuring(String measurement, String... specifications) {
      extra.put(measurement, List.of(specifications));
      return this;
    }

    /// The allocator that it is about.
    public Builder about(String allocator) {
      subject = allocator;
      return this;
    }

    /// The subject with another alignment.
    public Builder beside(String allocator) {
      beside = allocator;
      return this;
    }

    /// Allocators that its subject is held against.
    public Builder against(RivalGroup... groups) {
      rivals = List.of(groups);
      return this;
    }

    /// The option that it varies.
    public Builder varying(Variation option) {
      varied = option;
      return this;
    }

    /// Has figures of its own.
    public Builder showing(FigureRequest... requests) {
      figures = List.of(requests);
      return this;
    }

    /// Has no other figures than its own: it compares variants of one allocator, which are too much
    /// alike for figures of different ones.
    public Builder ofOneAllocator() {
      usualFigures = false;
      return this;
    }

    /// Holds its subject to limits.
    public Builder holdingTo(Bar... limits) {
      bars = List.of(limits);
      return this;
    }

    /// Has its numbers beside those of others.
    public Builder besidePublished(List<Published> all) {
      published = List.copyOf(all);
      return this;
    }

    /// Holds made workloads against sessions of real programs.
    ///
    /// @param sessions those of them that are no recorded traces
    public Builder comparing(List<LoggedSession> sessions, List<Counterpart> pairs) {
      logged = sessions;
      counterparts = pairs;
      return this;
    }

    /// Holds models against their originals.
    public Builder ofModels(List<Model> all) {
      models = List.copyOf(all);
      return this;
    }

    /// Makes claims, which other runs may refute.
    public Builder claiming(Claim... all) {
      claims = List.of(all);
      return this;
    }

    public ExperimentPlan build() {
      var experiment =
          new Experiment(
              name,
              question,
              runs,
              subject,
              beside,
              rivals,
              varied,
              usualFigures,
              figures,
              bars,
              published,
              models,
              logged,
              counterparts);
      return new ExperimentPlan(
          experiment,
          byDefault,
          ofOwnTraces,
          workloads,
          made,
          madeInFull,
          allocators,
          without,
          extra,
          claims);
    }
  }
}

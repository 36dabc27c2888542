package org.heaplab.measure.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.measure.MeasuredAllocators;
import org.heaplab.measure.Progress;
import org.heaplab.measure.Steps;
import org.heaplab.measure.session.AllocatorMeasurement;
import org.heaplab.measure.session.Measurement;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.TraceMeasurement;
import org.heaplab.options.Specification;
import org.heaplab.results.RunFiles;
import org.heaplab.results.manifest.Shard;
import org.heaplab.results.metric.Cell;

/// The main job: experiments into a folder of results. First what reads no clock, everywhere; then
/// time, for as much as the suite's budget allows. Each measurement is in the files as soon as it
/// is done, so that a run that is killed can be resumed and measures nothing twice.
public final class Runner {
  /// @param folder where the results go; made if need be
  /// @param plans what is asked
  /// @param sources everything there is to replay
  /// @param allocators specifications; none for all allocators meant for use
  /// @param shard the part of the run to do
  /// @param seed what the synthetic sources were made from
  /// @param measurements what can be measured, in the order in which it is
  /// @param resume whether to go on with what the folder holds
  /// @param command the command line, for the record
  /// @param version of heaplab
  /// @param commit of heaplab; empty where unknown
  public record Options(
      Path folder,
      Suite suite,
      List<ExperimentPlan> plans,
      List<TraceSource> sources,
      List<String> allocators,
      Shard shard,
      long seed,
      List<Measurement> measurements,
      boolean resume,
      List<String> command,
      String version,
      String commit) {
    /// What this part of the run replays of an experiment.
    List<TraceSource> sources(ExperimentPlan plan) {
      var all = new ArrayList<>(plan.workloads().apply(sources));
      for (String made : plan.made()) all.add(TraceSource.synthetic(made, seed));
      if (suite.isFull()) {
        for (String made : plan.madeInFull()) all.add(TraceSource.synthetic(made, seed));
      }
      return shard.of(all);
    }

    /// The workloads of all experiments that this suite does not take, one line for each.
    List<String> leftToTheFullSuite() {
      if (suite.isFull() || !shard.isFirst()) return List.of();
      return plans.stream()
          .flatMap(
              plan ->
                  plan.madeInFull().stream()
                      .map(
                          made ->
                              "%s, %s: left out, only the suite %s takes it"
                                  .formatted(plan.name(), made, Suite.FULL.name())))
          .toList();
    }
  }

  /// @param cells how many the run has now
  /// @param invalid those whose allocator misbehaved
  /// @param skipped one line for each thing that was left out for want of time or memory
  public record Summary(int cells, List<String> invalid, List<String> skipped) {}

  /// One of many allocators gets at most one part of this many of the budget for its times on one
  /// trace; one of fewer gets its share.
  private static final int MOST_OF_BUDGET = 10;

  /// Timing gets at least one part of this many of the budget.
  static final int TIME_SHARE = 3;

  private final Options options;
  private final Progress progress;
  private final MeasuredAllocators allocators;
  private final RunFiles files;
  private final List<String> skipped = new ArrayList<>();
  private final long start = System.nanoTime();

  private Runner(Options options, MeasuredAllocators allocators, Progress progress)
      throws IOException {
    this.options = options;
    this.progress = progress;
    this.allocators = allocators;
    this.files = RunFiles.open(options.folder());
  }

  /// @throws IllegalArgumentException when an allocator does not exist, or the folder holds a run
  ///   that these options do not go on with
  public static Summary run(Options options, Progress progress) throws IOException {
    List<String> wanted =
        options.plans().stream()
            .flatMap(plan -> allocators(plan, options).stream())
            .distinct()
            .toList();
    return run(options, MeasuredAllocators.resolve(wanted, options.suite().options()), progress);
  }

  /// Those of an experiment; where some were chosen, only these and what the experiment varies of
  /// them.
  private static List<String> allocators(ExperimentPlan plan, Options options) {
    List<String> chosen = options.allocators();
    if (chosen.isEmpty()) {
      return plan.allocators().apply(Catalogue.usual().stream().map(Entry::name).toList());
    }
    return plan.allocators().apply(chosen).stream()
        .filter(one -> chosen.contains(one) || chosen.contains(base(one)))
        .toList();
  }

  private static String base(String allocator) {
    return Specification.of(MeasuredAllocators.withoutLocks(allocator)).name();
  }

  /// @param allocators those that there are to measure
  public static Summary run(Options options, MeasuredAllocators allocators, Progress progress)
      throws IOException {
    Files.createDirectories(options.folder());
    RunManifest manifest = RunManifest.open(options, options.plans(), allocators);
    allocators.note(progress);
    var run = new Runner(options, allocators, progress);
    try {
      run.measure();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    List<Cell> cells = run.files.cells();
    List<String> invalid =
        cells.stream()
            .filter(cell -> !cell.valid())
            .map(cell -> cell.key().toString())
            .sorted()
            .toList();
    manifest.end(run.skipped, cells.size(), invalid);
    return new Summary(cells.size(), invalid, run.skipped);
  }

  private <T extends Measurement> List<T> measurements(Class<T> kind) {
    return options.measurements().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private List<ReplayMeasurement> replays(boolean timed) {
    return measurements(ReplayMeasurement.class).stream()
        .filter(one -> one.isTimed() == timed)
        .toList();
  }

  private void measure() throws IOException {
    skipped.addAll(options.leftToTheFullSuite());
    List<Job> jobs = jobs();
    List<AllocatorJob> ofAllocators = allocatorJobs();
    List<TimedJob> timed = jobs.stream().map(job -> new TimedJob(job, replays(true))).toList();
    progress.note(
        RunEstimate.of(jobs, ofAllocators, timed, replays(false), options.suite()).text());
    Steps steps = steps(jobs, ofAllocators, timed);
    for (Job job : jobs) {
      skipped.addAll(job.measure(measurements(TraceMeasurement.class), replays(false), steps));
    }
    for (AllocatorJob job : ofAllocators) skipped.addAll(job.run(steps));
    time(timed, steps, deadline());
    skipped.forEach(progress::note);
  }

  private List<Job> jobs() {
    var jobs = new ArrayList<Job>();
    var lengths = new HashMap<String, Long>();
    for (ExperimentPlan plan : options.plans()) {
      List<String> chosen = allocators(plan, options);
      for (TraceSource source : options.sources(plan)) {
        jobs.add(
            new Job(
                plan,
                source,
                allocators.found().stream().filter(one -> chosen.contains(one.name())).toList(),
                options.suite(),
                files,
                lengths));
      }
    }
    return jobs;
  }

  private List<AllocatorJob> allocatorJobs() {
    var jobs = new ArrayList<AllocatorJob>();
    if (!options.shard().isFirst()) return jobs;
    for (ExperimentPlan plan : options.plans()) {
      for (var measurement : measurements(AllocatorMeasurement.class)) {
        List<String> chosen = allocators(plan, options);
        jobs.add(new AllocatorJob(plan, measurement, chosen, options.suite().options(), files));
      }
    }
    return jobs;
  }

  private Steps steps(List<Job> jobs, List<AllocatorJob> ofAllocators, List<TimedJob> timed) {
    long steps = 0;
    double work = 0;
    for (Job job : jobs) {
      for (ReplayMeasurement one : replays(false)) {
        steps += job.wanted(one).size();
        work += job.wanted(one).size() * one.weight();
      }
    }
    for (AllocatorJob job : ofAllocators) {
      steps += job.rounds();
      work += job.rounds() * job.weight();
    }
    for (TimedJob job : timed) {
      steps += job.allocators().size();
      work += job.allocators().size() * job.weight();
    }
    return new Steps(progress, steps, work);
  }

  /// When timing has to end. However long space took on a slow machine, a share of the suite's
  /// budget is left for it, so that no run ends without a single time.
  private long deadline() {
    long budget = options.suite().budget().toNanos();
    return Math.max(start + budget, System.nanoTime() + budget / TIME_SHARE);
  }

  /// Experiments share the time that is left by how many allocators they time on their traces. What
  /// one does not use is for those after it.
  private void time(List<TimedJob> timed, Steps steps, long deadline) throws IOException {
    var experiments =
        timed.stream()
            .collect(
                Collectors.groupingBy(
                    TimedJob::experiment, LinkedHashMap::new, Collectors.toList()));
    long all = cells(timed);
    long waiting = all;
    for (List<TimedJob> jobs : experiments.values()) {
      long own = cells(jobs);
      long now = System.nanoTime();
      long end = now + (long) ((deadline - now) * share(own, waiting));
      double budget = options.suite().budget().toNanos() * share(own, all);
      var shorter = new HashMap<String, Long>();
      // Short traces come first: with the same time, more of them can be timed on every allocator.
      for (TimedJob job : jobs.stream().sorted(Comparator.comparingLong(TimedJob::ops)).toList()) {
        time(job, steps, end, (long) budget, shorter);
      }
      waiting -= own;
    }
  }

  /// How many allocators are to be timed on how many traces.
  private static long cells(List<TimedJob> jobs) {
    return jobs.stream()
        .filter(job -> job.ops() > 0 && !job.isDone())
        .mapToLong(job -> job.allocators().size())
        .sum();
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 1 : (double) part / whole;
  }

  /// @param budget of its experiment, in nanoseconds
  /// @param shorter what rounds of shorter traces took: see [TimedJob#run]
  private void time(
      TimedJob job, Steps steps, long deadline, long budget, Map<String, Long> shorter)
      throws IOException {
    if (job.ops() == 0) return;
    long left = deadline - System.nanoTime();
    if (left > 0 || job.isDone()) {
      int parts = Math.clamp(job.allocators().size(), 1, MOST_OF_BUDGET);
      skipped.addAll(job.run(left, budget / parts, shorter, steps));
    } else {
      skipped.add(job.name() + ": not timed, the suite's time is used up");
    }
  }
}

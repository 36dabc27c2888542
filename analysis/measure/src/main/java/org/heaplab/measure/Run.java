package org.heaplab.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.measure.ResultFiles.Cell;

/// The main job: experiments into a folder of results. Space first, everywhere; then time, for as
/// much as the suite's budget allows. Each cell is in the files as soon as it is known, so that a
/// run that is killed can be resumed and measures nothing twice.
public final class Run {
  /// @param folder where the results go; made if need be
  /// @param experiments names; none for all
  /// @param sources everything there is to replay
  /// @param allocators specifications; none for all allocators meant for use
  /// @param seed what the synthetic sources were made from
  /// @param lockTimer for the experiments that ask what a lock costs
  /// @param resume whether to go on with what the folder holds
  /// @param command the command line, for the record
  /// @param version of heaplab
  /// @param commit of heaplab; empty where unknown
  public record Options(
      Path folder,
      Suite suite,
      List<String> experiments,
      List<TraceSource> sources,
      List<String> allocators,
      long seed,
      LockTimer lockTimer,
      boolean resume,
      List<String> command,
      String version,
      String commit) {}

  /// @param cells how many the run has now
  /// @param invalid those whose allocator misbehaved
  /// @param skipped one line for each thing that was left out for want of time or memory
  public record Summary(int cells, List<String> invalid, List<String> skipped) {}

  /// What the rounds of a cell cost, warm-up included, against its space pass.
  private static final double TIME_WEIGHT = 1.5;

  /// What the search for a smallest heap costs, likewise.
  private static final double FIT_WEIGHT = 3;

  /// What a round of timing locks costs, likewise.
  private static final double LOCK_WEIGHT = 6;

  /// One allocator's times on one trace get at most one part of this many of the budget.
  private static final int MOST_OF_BUDGET = 64;

  /// Timing gets at least one part of this many of the budget.
  private static final int TIME_SHARE = 3;

  private final Options options;
  private final Progress progress;
  private final List<Experiment> experiments;
  private final Subjects subjects;
  private final ResultFiles files;
  private final List<String> skipped = new ArrayList<>();
  private final long start = System.nanoTime();

  private Run(Options options, List<Experiment> experiments, Subjects subjects, Progress progress)
      throws IOException {
    this.options = options;
    this.progress = progress;
    this.experiments = experiments;
    this.subjects = subjects;
    this.files = new ResultFiles(options.folder());
  }

  /// @throws IllegalArgumentException when an experiment or allocator does not exist, or the folder
  ///   holds a run that these options do not go on with
  public static Summary run(Options options, Progress progress) throws IOException {
    List<Experiment> experiments = Experiments.find(options.experiments());
    List<String> allocators =
        experiments.stream()
            .flatMap(experiment -> allocators(experiment, options).stream())
            .distinct()
            .toList();
    Subjects subjects = Subjects.resolve(allocators, options.suite().options());
    return run(options, experiments, subjects, progress);
  }

  private static List<String> allocators(Experiment experiment, Options options) {
    List<String> meant = options.allocators();
    if (meant.isEmpty()) {
      meant = Catalogue.entries().stream().map(Entry::name).toList();
    }
    return experiment.allocators().apply(meant);
  }

  static Summary run(
      Options options, List<Experiment> experiments, Subjects subjects, Progress progress)
      throws IOException {
    Files.createDirectories(options.folder());
    List<String> names = experiments.stream().map(Experiment::name).toList();
    var manifest = Manifest.open(options, names, subjects);
    subjects.note(progress);
    var run = new Run(options, experiments, subjects, progress);
    try {
      run.measure();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Set<Cell> invalid = run.files.invalidCells();
    manifest.end(run.files.cells(), invalid, run.skipped);
    return new Summary(
        run.files.cells(), invalid.stream().map(Cell::toText).sorted().toList(), run.skipped);
  }

  private void measure() throws IOException {
    var jobs = new ArrayList<Job>();
    for (Experiment experiment : experiments) {
      List<String> chosen = allocators(experiment, options);
      for (TraceSource source : experiment.workloads().apply(options.sources())) {
        jobs.add(
            new Job(
                experiment,
                source,
                subjects.found().stream().filter(one -> chosen.contains(one.name())).toList(),
                experiment.options().apply(options.suite().options()),
                files));
      }
    }
    long cells = jobs.stream().mapToLong(Job::cells).sum();
    long fits = jobs.stream().mapToLong(Job::fits).sum();
    List<LockJob> lockJobs =
        experiments.stream()
            .map(one -> new LockJob(one, options.suite(), options.lockTimer(), files))
            .toList();
    long locks = lockJobs.stream().mapToLong(LockJob::rounds).sum();
    // Two passes over the cells. Time costs as many replays as there are rounds, space about one.
    var steps =
        new Steps(
            progress,
            2 * cells + fits + locks,
            cells * (1.0 + TIME_WEIGHT) + fits * FIT_WEIGHT + locks * LOCK_WEIGHT);
    for (Job job : jobs) skipped.addAll(job.space(steps));
    for (Job job : jobs) job.fit(steps, FIT_WEIGHT);
    for (LockJob job : lockJobs) skipped.addAll(job.time(steps, LOCK_WEIGHT));
    jobs.sort(Comparator.comparingLong(Job::ops));
    long deadline = deadline();
    for (Job job : jobs) time(job, steps, deadline);
    skipped.forEach(progress::note);
  }

  /// When timing has to end. However long space took on a slow machine, a share of the suite's
  /// budget is left for it, so that no run ends without a single time.
  private long deadline() {
    long budget = options.suite().budget().toNanos();
    return Math.max(start + budget, System.nanoTime() + budget / TIME_SHARE);
  }

  /// Short traces come first: with the same time, more of them can be timed on every allocator.
  private void time(Job job, Steps steps, long deadline) throws IOException {
    long left = deadline - System.nanoTime();
    if (left > 0 || job.isTimed()) {
      long most = options.suite().budget().toNanos() / MOST_OF_BUDGET;
      skipped.addAll(job.time(left, most, steps, TIME_WEIGHT));
    } else {
      skipped.add(job.name() + ": not timed, the suite's time is used up");
    }
  }
}

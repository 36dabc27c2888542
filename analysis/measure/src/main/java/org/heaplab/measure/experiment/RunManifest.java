package org.heaplab.measure.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.heaplab.measure.MeasuredAllocators;
import org.heaplab.measure.machine.HostFacts;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.ManifestFile;
import org.heaplab.results.manifest.Manifest;
import org.heaplab.results.manifest.Method;
import org.heaplab.results.manifest.ReplayedWorkload;

/// Writes the manifest of a run when it starts, and again when it ends. That of a run that was
/// killed has no end.
final class RunManifest {
  private final Path folder;
  private Manifest manifest;

  private RunManifest(Path folder, Manifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /// Begins a run, or goes on with one.
  ///
  /// @throws IllegalArgumentException when the folder holds a run and it is not to be resumed, or
  ///   one with other settings
  static RunManifest open(
      Runner.Options options, List<ExperimentPlan> plans, MeasuredAllocators allocators)
      throws IOException {
    Manifest fresh = fresh(options, plans, allocators);
    boolean exists = ManifestFile.isIn(options.folder());
    var opened =
        new RunManifest(
            options.folder(), exists ? resumed(options, fresh, allocators.missing()) : fresh);
    ManifestFile.write(opened.folder, opened.manifest);
    return opened;
  }

  private static Manifest fresh(
      Runner.Options options, List<ExperimentPlan> plans, MeasuredAllocators allocators) {
    return new Manifest(
        Manifest.FORMAT_VERSION,
        options.command(),
        options.version(),
        options.commit(),
        HostFacts.describe(),
        options.suite().name(),
        options.seed(),
        options.shard(),
        method(options.suite().options()),
        plans.stream().map(ExperimentPlan::experiment).toList(),
        workloads(options, plans),
        allocators.found().stream().map(MeasuredAllocator::described).toList(),
        allocators.missing(),
        now(),
        null,
        List.of(),
        List.of(),
        null);
  }

  private static Method method(ReplayOptions options) {
    return new Method(
        options.locks().toString(),
        options.rounds(),
        options.spaceProcesses(),
        MeasuredAllocators.compiler());
  }

  private static List<ReplayedWorkload> workloads(
      Runner.Options options, List<ExperimentPlan> plans) {
    return plans.stream()
        .flatMap(plan -> options.sources(plan).stream())
        .map(TraceSource::workload)
        .distinct()
        .toList();
  }

  private static Manifest resumed(
      Runner.Options options, Manifest fresh, List<Manifest.Missing> missing) {
    if (!options.resume()) {
      throw new IllegalArgumentException(
          options.folder() + " holds a run already: resume it, or choose another folder");
    }
    Manifest before = ManifestFile.read(options.folder());
    requireSame("format", before.formatVersion(), fresh.formatVersion());
    requireSame("suite", before.suite(), fresh.suite());
    requireSame("seed", before.seed(), fresh.seed());
    requireSame("shard", before.shard(), fresh.shard());
    requireSame("method", before.method(), fresh.method());
    requireSame("experiments", before.experiments(), fresh.experiments());
    requireSame("workloads", before.workloads(), fresh.workloads());
    requireSame("allocators", before.allocators(), fresh.allocators());
    return before.resumedAt(now(), missing);
  }

  private static void requireSame(String setting, Object before, Object now) {
    if (before.equals(now)) return;
    throw new IllegalArgumentException(
        "a run must be resumed with the same %s: %s, not %s".formatted(setting, before, now));
  }

  /// Ends the run.
  ///
  /// @param skipped one line for each thing that was left out for want of time or memory
  /// @param cells how many allocators were measured on how many traces
  /// @param invalid those whose allocator misbehaved
  void end(List<String> skipped, int cells, List<String> invalid) throws IOException {
    manifest = manifest.endedAt(now(), skipped, new Manifest.Validity(cells, invalid));
    ManifestFile.write(folder, manifest);
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

package org.heaplab.measure.experiment;

import org.heaplab.measure.machine.HostFacts;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.measure.MeasuredAllocators;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heaplab.measure.experiment.ResultFiles.Cell;
import org.heaplab.workloads.AtomicFile;

/// `manifest.json`: what was run, by what, on what, and how it went. Written when a run starts, and
/// again when it ends; a run that was killed has no `end`.
public final class Manifest {
  private static final String FILE = "manifest.json";
  private static final JSON WRITER = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

  private final Path file;
  private final Map<String, Object> facts;

  private Manifest(Path file, Map<String, Object> facts) {
    this.file = file;
    this.facts = facts;
  }

  /// Begins a run, or goes on with one.
  ///
  /// @throws IllegalArgumentException when the folder holds a run and it is not to be resumed, or
  ///   one with other settings
  public static Manifest open(
      Run.Options options, List<String> experiments, MeasuredAllocators subjects)
      throws IOException {
    Path file = options.folder().resolve(FILE);
    var settings = new LinkedHashMap<String, Object>();
    settings.put("suite", options.suite().name());
    settings.put("seed", options.seed());
    settings.put("experiments", experiments);
    settings.put("workloads", options.sources().stream().map(TraceSource::name).toList());
    settings.put("allocators", subjects.found().stream().map(MeasuredAllocator::name).toList());
    var manifest =
        Files.exists(file)
            ? resume(file, options, settings)
            : new Manifest(file, fresh(options, settings));
    manifest.facts.put(
        "missing",
        subjects.missing().stream()
            .map(one -> Map.of("allocator", one.allocator(), "reason", one.reason()))
            .toList());
    manifest.write();
    return manifest;
  }

  private static Map<String, Object> fresh(Run.Options options, Map<String, Object> settings) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("command", options.command());
    facts.put("heaplab", options.version());
    facts.put("commit", options.commit());
    facts.putAll(HostFacts.describe());
    facts.putAll(settings);
    facts.put("start", now());
    facts.put("end", null);
    facts.put("resumed", List.of());
    return facts;
  }

  private static Manifest resume(Path file, Run.Options options, Map<String, Object> settings)
      throws IOException {
    if (!options.resume()) {
      throw new IllegalArgumentException(
          options.folder() + " holds a run already: resume it, or choose another folder");
    }
    var facts = new LinkedHashMap<>(JSON.std.mapFrom(Files.readString(file)));
    settings.forEach(
        (name, value) -> {
          if (String.valueOf(facts.get(name)).equals(String.valueOf(value))) return;
          throw new IllegalArgumentException(
              "a run must be resumed with the same %s: %s, not %s"
                  .formatted(name, facts.get(name), value));
        });
    var resumed = new ArrayList<Object>((List<?>) facts.getOrDefault("resumed", List.of()));
    resumed.add(now());
    facts.put("resumed", resumed);
    return new Manifest(file, facts);
  }

  /// Ends the run.
  ///
  /// @param skipped one line for each thing that was left out for want of time
  public void end(int cells, Set<Cell> invalid, List<String> skipped) throws IOException {
    facts.put("end", now());
    facts.put("skipped", skipped);
    facts.put(
        "validity",
        Map.of("cells", cells, "invalid", invalid.stream().map(Cell::toText).sorted().toList()));
    write();
  }

  private void write() throws IOException {
    byte[] text = WRITER.asBytes(facts);
    AtomicFile.write(file, out -> out.write(text));
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

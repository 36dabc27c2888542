package org.heaplab.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.heaplab.results.manifest.Host;
import org.heaplab.results.manifest.Manifest;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.manifest.Shard;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Table;
import org.heaplab.results.table.Tables;

/// Joins the shards of a run, which several machines have done, into one folder.
///
/// Shards belong together if they are of one version of heaplab and ask the same of the same
/// allocators. A workload is of one shard, so no ratio has its two sides from two machines. Where
/// machines are of different kinds, no mean of times may be over all of them: they are refused.
public final class RunMerge {
  private final List<Part> parts;

  /// A shard.
  ///
  /// @param done what it has finished
  private record Part(Path folder, Manifest manifest, Done done) {
    int number() {
      return manifest.shard().number();
    }

    int of() {
      return manifest.shard().of();
    }
  }

  private RunMerge(List<Part> parts) {
    this.parts = parts;
  }

  /// @param out where the joined run goes
  /// @return what is missing, one sentence each
  /// @throws IllegalArgumentException when the folders do not belong together, or `out` holds a run
  /// @throws MalformedResult when a file breaks a rule
  public static List<String> merge(List<Path> folders, Path out) throws IOException {
    if (ManifestFile.isIn(out)) {
      throw new IllegalArgumentException(out + " holds a run already: choose another folder");
    }
    var parts = new ArrayList<Part>();
    for (Path folder : folders) parts.add(part(folder));
    parts.sort(Comparator.comparingInt(Part::number));
    var merge = new RunMerge(parts);
    merge.requireTogether();
    Files.createDirectories(out);
    merge.writeTables(out);
    ManifestFile.write(out, merge.manifest());
    return merge.missing();
  }

  private static Part part(Path folder) {
    Manifest manifest = ManifestFile.read(folder);
    if (manifest.formatVersion() != Manifest.FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "a shard must be of format %d: %s has %d"
              .formatted(Manifest.FORMAT_VERSION, folder, manifest.formatVersion()));
    }
    if (manifest.shard().equals(Shard.WHOLE)) {
      throw new IllegalArgumentException(
          "a folder must hold a run with --shard: %s has '%s'"
              .formatted(folder, String.join(" ", manifest.command())));
    }
    return new Part(folder, manifest, Done.read(folder, manifest.formatVersion(), note -> {}));
  }

  private void requireTogether() {
    requireSame("number of shards", Part::of);
    requireSame("version", part -> part.manifest().heaplab());
    requireSame("commit", part -> part.manifest().commit());
    requireSame("suite", part -> part.manifest().suite());
    requireSame("seed", part -> part.manifest().seed());
    requireSame("method", part -> part.manifest().method());
    requireSame("experiments", part -> part.manifest().experiments());
    requireSame("allocators", part -> part.manifest().allocators());
    requireSame("machine", part -> kind(part.manifest().host()));
    for (int i = 1; i < parts.size(); i++) {
      if (parts.get(i).number() != parts.get(i - 1).number()) continue;
      throw new IllegalArgumentException(
          "a shard must be given once: %s and %s are both %d of %d"
              .formatted(
                  parts.get(i - 1).folder(),
                  parts.get(i).folder(),
                  parts.get(i).number(),
                  parts.get(i).of()));
    }
  }

  /// What times depend on.
  private static List<Object> kind(Host host) {
    return List.of(
        host.architecture(), host.cpu(), host.cores(), host.kernel(), host.os(), host.jvm());
  }

  private void requireSame(String setting, Function<Part, Object> of) {
    Part first = parts.getFirst();
    for (Part part : parts) {
      if (Objects.equals(of.apply(first), of.apply(part))) continue;
      throw new IllegalArgumentException(
          "shards of one run must have the same %s: %s has %s, %s has %s"
              .formatted(setting, first.folder(), of.apply(first), part.folder(), of.apply(part)));
    }
  }

  private void writeTables(Path out) throws IOException {
    Map<Key, Path> owners = new HashMap<>();
    var tables = new ArrayList<>(Tables.ALL);
    tables.add(Tables.DONE);
    for (Table table : tables) {
      var merged = new TableFile(out, table);
      merged.open();
      for (Part part : parts) {
        List<Row> rows = rows(part, table);
        for (Row row : rows) requireOneOwner(row.key(), part, owners);
        merged.append(rows);
      }
    }
  }

  /// Those of finished measurements.
  private static List<Row> rows(Part part, Table table) {
    var file = new TableFile(part.folder(), table);
    var rows = new ArrayList<Row>();
    if (!file.exists()) return rows;
    Predicate<Row> finished = table.equals(Tables.DONE) ? row -> true : part.done()::has;
    file.forEach(
        Manifest.FORMAT_VERSION,
        note -> {},
        row -> {
          if (finished.test(row)) rows.add(row);
        });
    return rows;
  }

  private static void requireOneOwner(Key key, Part part, Map<Key, Path> owners) {
    Path owner = owners.putIfAbsent(key, part.folder());
    if (owner == null || owner.equals(part.folder())) return;
    throw new IllegalArgumentException(
        "%s and %s have both measured %s".formatted(owner, part.folder(), key));
  }

  private Manifest manifest() {
    Manifest first = parts.getFirst().manifest();
    List<Manifest> all = parts.stream().map(Part::manifest).toList();
    boolean ended = missing().isEmpty();
    return new Manifest(
        first.formatVersion(),
        first.command(),
        first.heaplab(),
        first.commit(),
        first.host(),
        first.suite(),
        first.seed(),
        Shard.WHOLE,
        first.method(),
        first.experiments(),
        workloads(),
        first.allocators(),
        distinct(all, Manifest::missing),
        all.stream().map(Manifest::start).min(Comparator.naturalOrder()).orElseThrow(),
        ended ? all.stream().map(Manifest::end).max(Comparator.naturalOrder()).orElseThrow() : null,
        distinct(all, Manifest::resumed),
        distinct(all, Manifest::skipped),
        ended ? validity(all) : null);
  }

  private static Manifest.Validity validity(List<Manifest> all) {
    return new Manifest.Validity(
        all.stream().mapToInt(one -> one.validity().cells()).sum(),
        distinct(all, one -> one.validity().invalid()));
  }

  private static <T> List<T> distinct(List<Manifest> all, Function<Manifest, List<T>> of) {
    var distinct = new LinkedHashSet<T>();
    for (Manifest one : all) distinct.addAll(of.apply(one));
    return List.copyOf(distinct);
  }

  /// In the order of a run in one part.
  private List<ReplayedWorkload> workloads() {
    var all = new LinkedHashSet<ReplayedWorkload>();
    int longest =
        parts.stream().mapToInt(part -> part.manifest().workloads().size()).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (Part part : parts) {
        List<ReplayedWorkload> own = part.manifest().workloads();
        if (i < own.size()) all.add(own.get(i));
      }
    }
    return List.copyOf(all);
  }

  private List<String> missing() {
    var missing = new ArrayList<String>();
    int of = parts.getFirst().of();
    for (int number = 1; number <= of; number++) {
      int wanted = number;
      if (parts.stream().noneMatch(part -> part.number() == wanted)) {
        missing.add("shard %d of %d is missing".formatted(number, of));
      }
    }
    for (Part part : parts) {
      if (part.manifest().end() == null) {
        missing.add(
            "shard %d of %d, in %s, has not ended: resume it"
                .formatted(part.number(), of, part.folder()));
      }
    }
    return missing;
  }
}

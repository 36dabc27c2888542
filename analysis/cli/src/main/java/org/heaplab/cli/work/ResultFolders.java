package org.heaplab.cli.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.heaplab.cli.argument.Failure;
import org.heaplab.cli.output.Console;
import org.heaplab.results.MalformedResult;
import org.heaplab.results.ManifestFile;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.Manifest;

/// Where results are that no option says the place of.
public record ResultFolders(Console console) {
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss");

  /// The runs that the paper cites.
  public Path reference() {
    return console.home().resolve("results/reference");
  }

  /// A folder of its own for a run that begins now.
  public Path fresh() {
    return runs().resolve(NAME.format(LocalDateTime.now(ZoneOffset.UTC)));
  }

  private Path runs() {
    return console.home().resolve("results/runs");
  }

  private record Found(Path folder, Manifest manifest) {
    List<String> experiments() {
      return manifest.experiments().stream().map(Experiment::name).toList();
    }
  }

  /// The run of some experiments that was begun last.
  ///
  /// @param experiments by name
  /// @throws Failure when there is none, with what there is instead
  public Path latest(List<String> experiments) throws IOException {
    List<Found> all = found();
    if (all.isEmpty()) throw new Failure("there is no run to resume in " + runs());
    return all.stream()
        .filter(one -> one.experiments().equals(experiments))
        .findFirst()
        .map(Found::folder)
        .orElseThrow(
            () ->
                new Failure(
                    "no run in %s is of %s; the latest, %s, is of %s: name its experiments"
                        .formatted(
                            runs(),
                            String.join(" ", experiments),
                            all.getFirst().folder().getFileName(),
                            String.join(" ", all.getFirst().experiments()))));
  }

  /// Those begun last first. Folders without a run are left out, and so are broken runs, with a
  /// line.
  private List<Found> found() throws IOException {
    if (!Files.isDirectory(runs())) return List.of();
    var found = new ArrayList<Found>();
    try (Stream<Path> folders = Files.list(runs())) {
      for (Path folder : folders.filter(ManifestFile::isIn).sorted().toList()) {
        try {
          found.add(new Found(folder, ManifestFile.read(folder)));
        } catch (MalformedResult broken) {
          console.say("left out: " + broken.getMessage());
        }
      }
    }
    found.sort(Comparator.comparing(ResultFolders::start).reversed());
    return found;
  }

  private static String start(Found one) {
    return one.manifest().start() == null ? "" : one.manifest().start();
  }
}

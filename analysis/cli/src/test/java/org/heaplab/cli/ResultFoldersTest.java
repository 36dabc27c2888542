package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heaplab.cli.argument.Failure;
import org.heaplab.cli.output.Console;
import org.heaplab.cli.work.ResultFolders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultFoldersTest {
  private final StringWriter said = new StringWriter();

  @TempDir Path home;

  private ResultFolders folders() {
    return new ResultFolders(
        new Console(new PrintWriter(said), new PrintWriter(said), home, false));
  }

  private void run(String name, String experiment, String start) throws IOException {
    write(
        name,
        """
        {"format_version": 4, "command": [], "host": {"cores": 2}, "seed": 1, "workloads": [],
         "shard": {"number": 1, "of": 1}, "allocators": [], "missing": [], "resumed": [],
         "skipped": [], "start": "%s",
         "experiments": [{"name": "%s", "rivals": [], "figures": [], "bars": []}]}
        """
            .formatted(start, experiment));
  }

  private void write(String name, String manifest) throws IOException {
    Path folder = home.resolve("results/runs").resolve(name);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("manifest.json"), manifest);
  }

  @Test
  void theLatestRunOfTheSameExperimentsIsFoundWhateverItsName() throws IOException {
    run("zulu", "frontier", "2026-01-01T00:00:00Z");
    run("mine", "frontier", "2026-01-03T00:00:00Z");
    run("other", "survey", "2026-01-04T00:00:00Z");
    Files.createDirectories(home.resolve("results/runs/slurm/1"));
    Path latest = folders().latest(List.of("frontier"));
    assertEquals("mine", latest.getFileName().toString());
  }

  @Test
  void whatThereIsInsteadIsNamed() throws IOException {
    run("other", "survey", "2026-01-04T00:00:00Z");
    var refused = assertThrows(Failure.class, () -> folders().latest(List.of("frontier")));
    assertTrue(
        refused
            .getMessage()
            .endsWith("is of frontier; the latest, other, is of survey: name its experiments"),
        refused.getMessage());
  }

  @Test
  void aBrokenRunIsLeftOutWithALine() throws IOException {
    write("broken", "[]");
    run("whole", "survey", "2026-01-04T00:00:00Z");
    assertEquals("whole", folders().latest(List.of("survey")).getFileName().toString());
    assertTrue(said.toString().contains("left out: manifest.json"), said.toString());
  }

  @Test
  void thereHasToBeARun() {
    var refused = assertThrows(Failure.class, () -> folders().latest(List.of("survey")));
    assertTrue(refused.getMessage().startsWith("there is no run to resume in"));
  }
}

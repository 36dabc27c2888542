package org.heaplab.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.heaplab.results.manifest.Manifest;
import org.heaplab.results.manifest.Shard;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunMergeTest {
  private static final String END = "2026-01-01T01:00:00Z";

  @TempDir Path folder;

  private static Manifest shard(int number) {
    return MadeUpRuns.manifest("cpu", new Shard(number, 2));
  }

  private static Manifest ended(Manifest manifest) {
    return manifest.endedAt(END, List.of(), new Manifest.Validity(1, List.of()));
  }

  /// A shard that has measured one trace.
  private Path write(String name, Manifest manifest, String trace) throws IOException {
    Path shard = folder.resolve(name);
    ManifestFile.write(shard, manifest);
    RunFiles files = RunFiles.open(shard);
    var key = new Key("survey", trace, "handle");
    files.add(
        Tables.SPACE.measurement(),
        key,
        List.of(MadeUpRuns.space(key, 100, 120), MadeUpRuns.point(key, 1)));
    return shard;
  }

  private List<String> merge(Path... shards) throws IOException {
    return RunMerge.merge(List.of(shards), folder.resolve("all"));
  }

  private void refuses(String reason, Path... shards) {
    var refused = assertThrows(IllegalArgumentException.class, () -> merge(shards));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }

  @Test
  void allShardsAreOneRun() throws IOException {
    Path second = write("b", ended(shard(2)), "perl");
    assertEquals(List.of(), merge(second, write("a", ended(shard(1)), "lua")));
    Run run = RunFolder.read(folder.resolve("all"));
    assertEquals(
        List.of("lua", "perl"),
        run.experiments().getFirst().traces().stream().map(TraceResults::trace).toList());
    assertEquals(END, run.manifest().end());
    assertEquals(Shard.WHOLE, run.manifest().shard());
    assertEquals(2, run.manifest().validity().cells());
  }

  @Test
  void whatIsMissingIsNamedAndTheRestJoined() throws IOException {
    assertEquals(List.of("shard 2 of 2 is missing"), merge(write("a", ended(shard(1)), "lua")));
    Run run = RunFolder.read(folder.resolve("all"));
    assertNull(run.manifest().end());
    assertEquals(1, run.experiments().getFirst().traces().size());
  }

  @Test
  void aShardThatHasNotEndedGivesWhatItFinished() throws IOException {
    List<String> missing = merge(write("a", ended(shard(1)), "lua"), write("b", shard(2), "perl"));
    assertEquals(1, missing.size());
    assertTrue(missing.getFirst().startsWith("shard 2 of 2"), missing.getFirst());
    assertNotNull(RunFolder.read(folder.resolve("all")).experiments().getFirst());
  }

  @Test
  void whatDoesNotBelongTogetherIsRefused() throws IOException {
    Path first = write("a", ended(shard(1)), "lua");
    refuses(
        "the same number of shards",
        first,
        write("b", MadeUpRuns.manifest("cpu", new Shard(2, 3)), "perl"));
    refuses(
        "the same machine",
        first,
        write("c", MadeUpRuns.manifest("another", new Shard(2, 2)), "perl"));
    refuses("must be given once", first, write("d", ended(shard(1)), "perl"));
    refuses("have both measured", first, write("e", ended(shard(2)), "lua"));
    refuses("with --shard", first, write("f", MadeUpRuns.manifest(), "perl"));
  }

  @Test
  void aFolderThatHoldsARunIsNotOverwritten() throws IOException {
    Path first = write("a", ended(shard(1)), "lua");
    merge(first);
    refuses("holds a run already", first);
  }
}

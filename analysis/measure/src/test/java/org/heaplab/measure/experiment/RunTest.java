package org.heaplab.measure.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.heaplab.allocators.backing.JvmOptions;
import org.heaplab.measure.MeasuredAllocators;
import org.heaplab.measure.Progress;
import org.heaplab.measure.TestChild;
import org.heaplab.measure.TestTraces;
import org.heaplab.measure.measurement.LockTimer;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.question.Experiments;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.ManifestFile;
import org.heaplab.results.RunMerge;
import org.heaplab.results.manifest.Manifest;
import org.heaplab.results.manifest.Manifest.Missing;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.manifest.Shard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
  private static final List<TraceSource> SOURCES =
      List.of(
          new TraceSource(
              new ReplayedWorkload("first", ReplayedWorkload.ORDINARY),
              true,
              () -> TestTraces.churn(1, 3_000)),
          new TraceSource(
              new ReplayedWorkload("second", ReplayedWorkload.SYNTHETIC),
              false,
              () -> TestTraces.churn(2, 3_000)));

  private static final Suite SUITE =
      new Suite(
          "test",
          Duration.ofMinutes(10),
          Long.MAX_VALUE,
          ReplayOptions.DEFAULT.withRounds(2).withWarmup(Duration.ZERO));

  private static final List<ExperimentPlan> SURVEY = Experiments.find(List.of());
  private static final List<String> ALLOCATORS = List.of("bump", "leaking", "exit");

  private static final LockTimer NO_LOCKS =
      allocator -> {
        throw new AssertionError("nobody asked for the locks of " + allocator);
      };

  @TempDir Path folder;

  private static Runner.Options options(Path folder, List<ExperimentPlan> plans, boolean resume) {
    return options(folder, plans, ALLOCATORS, resume);
  }

  private static Runner.Options options(
      Path folder, List<ExperimentPlan> plans, List<String> allocators, boolean resume) {
    return new Runner.Options(
        folder,
        SUITE,
        plans,
        SOURCES,
        allocators,
        Shard.WHOLE,
        1,
        Measurements.all(NO_LOCKS),
        resume,
        List.of("run"),
        "test",
        "");
  }

  private static Runner.Summary run(Path folder, boolean resume) throws IOException {
    var subjects =
        new MeasuredAllocators(
            ALLOCATORS.stream().map(TestChild::subject).toList(),
            List.of(new Missing("absent", "not installed")));
    return Runner.run(options(folder, SURVEY, resume), subjects, Progress.NONE);
  }

  /// A shard of the same run, into a folder of its own.
  private Path shard(int number) throws IOException {
    Path own = folder.resolve("shard-" + number);
    var subjects = new MeasuredAllocators(List.of(TestChild.subject("bump")), List.of());
    var options =
        new Runner.Options(
            own,
            SUITE,
            SURVEY,
            SOURCES,
            List.of("bump"),
            new Shard(number, 2),
            1,
            Measurements.all(NO_LOCKS),
            false,
            List.of("run", "--shard", number + "/2"),
            "test",
            "");
    Runner.run(options, subjects, Progress.NONE);
    return own;
  }

  @Test
  void shardsThatAreMergedAreTheWholeRun() throws IOException {
    List<Path> shards = List.of(shard(1), shard(2));
    assertEquals(List.of(), RunMerge.merge(shards, folder));
    assertEquals(
        List.of(List.of("first", "bump"), List.of("second", "bump")),
        keys("space.csv", "trace", "allocator"));
    Path whole = folder.resolve("whole");
    var subjects = new MeasuredAllocators(List.of(TestChild.subject("bump")), List.of());
    Runner.run(options(whole, SURVEY, List.of("bump"), false), subjects, Progress.NONE);
    assertEquals(
        Files.readString(whole.resolve("space.csv")),
        Files.readString(folder.resolve("space.csv")));
    assertEquals(ManifestFile.read(whole).workloads(), ManifestFile.read(folder).workloads());
  }

  /// Runs into the folder that is its argument.
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
      run(Path.of(arguments[0]), false);
    }
  }

  private List<List<String>> keys(String table, String... columns) throws IOException {
    try (var reader = Files.newBufferedReader(folder.resolve(table));
        CSVParser rows = CSVFormat.DEFAULT.builder().setHeader().get().parse(reader)) {
      var keys = new ArrayList<List<String>>();
      for (CSVRecord row : rows) keys.add(Stream.of(columns).map(row::get).toList());
      return keys;
    }
  }

  private void assertWhole() throws IOException {
    List<List<String>> cells = keys("space.csv", "trace", "allocator");
    assertEquals(6, cells.size());
    assertEquals(6, new HashSet<>(cells).size());
    List<List<String>> points = keys("curve.csv", "trace", "allocator", "op");
    assertEquals(new HashSet<>(points).size(), points.size());
    for (List<String> cell : List.of(List.of("first", "bump"), List.of("second", "bump"))) {
      assertTrue(points.stream().filter(point -> point.subList(0, 2).equals(cell)).count() >= 1000);
    }
    assertEquals(
        List.of(
            List.of("first", "bump", "0"),
            List.of("first", "bump", "1"),
            List.of("second", "bump", "0"),
            List.of("second", "bump", "1")),
        keys("time.csv", "trace", "allocator", "round"));
    assertEquals(List.of(List.of("first"), List.of("second")), keys("trace.csv", "trace"));
    List<List<String>> values = keys("latency.csv", "trace", "allocator", "nanos");
    assertEquals(new HashSet<>(values).size(), values.size());
    long counted =
        keys("latency.csv", "count").stream().mapToLong(row -> Long.parseLong(row.get(0))).sum();
    assertEquals(6_000, counted);
  }

  @Test
  void resultsHoldEveryCellAndSayWhichAreInvalid() throws IOException {
    Runner.Summary summary = run(folder, false);
    assertWhole();
    assertEquals(6, summary.cells());
    assertEquals(
        List.of(
            "survey, first, exit",
            "survey, first, leaking",
            "survey, second, exit",
            "survey, second, leaking"),
        summary.invalid());
    Manifest manifest = ManifestFile.read(folder);
    assertEquals("test", manifest.suite());
    assertEquals(List.of(new Missing("absent", "not installed")), manifest.missing());
    assertEquals(new Manifest.Validity(6, summary.invalid()), manifest.validity());
    assertFalse(manifest.host().cpu().isEmpty() || manifest.end() == null);
    assertEquals(
        List.of(List.of("true"), List.of("false")),
        keys("space.csv", "real").stream().distinct().toList());
  }

  @Test
  void smallestHeapsAreSearchedForOnceAndOnlyWhereAsked() throws IOException {
    List<ExperimentPlan> fitting =
        List.of(
            ExperimentPlan.of("survey", "", "")
                .measuring(Measurements.SMALLEST_HEAP, "bump", "exit")
                .build());
    var subjects =
        new MeasuredAllocators(ALLOCATORS.stream().map(TestChild::subject).toList(), List.of());
    for (boolean resume : List.of(false, true)) {
      Runner.run(options(folder, fitting, resume), subjects, Progress.NONE);
      assertEquals(
          List.of(List.of("first", "bump"), List.of("second", "bump")),
          keys("minheap.csv", "trace", "allocator"));
    }
    for (List<String> bytes : keys("minheap.csv", "min_heap_bytes")) {
      assertTrue(Long.parseLong(bytes.getFirst()) > 0, bytes.toString());
    }
  }

  @Test
  void causesThatCannotBeRightAreLeftOutAndTheReasonIsTold() throws IOException {
    List<String> allocators = List.of("bump", "tiring");
    List<ExperimentPlan> causes =
        List.of(
            ExperimentPlan.of("survey", "", "")
                .without(Measurements.TIME, Measurements.LATENCY)
                .measuring(Measurements.CAUSES, "bump", "tiring")
                .build());
    var subjects =
        new MeasuredAllocators(allocators.stream().map(TestChild::subject).toList(), List.of());
    Runner.Summary summary =
        Runner.run(options(folder, causes, allocators, false), subjects, Progress.NONE);
    assertEquals(
        List.of(List.of("first", "bump"), List.of("second", "bump")),
        keys("cause.csv", "trace", "allocator").stream().distinct().toList());
    assertEquals(2, summary.skipped().size(), summary.skipped().toString());
    for (String line : summary.skipped()) {
      assertTrue(line.contains("tiring: the causes must sum to the footprint"), line);
    }
  }

  @Test
  void pausesAreMeasuredOfTheHeapsThatCompactAndAgainWhereARunWasKilled() throws IOException {
    String compacting = "handle:headroom=0,ready=0";
    var subjects =
        new MeasuredAllocators(
            Stream.of("bump", compacting).map(TestChild::subject).toList(), List.of());
    var allocators = List.of("bump", compacting);
    var sources =
        List.of(
            new TraceSource(
                new ReplayedWorkload("scattered", ReplayedWorkload.SYNTHETIC),
                false,
                () -> TestTraces.scattered(4000)));
    for (boolean resume : List.of(false, true)) {
      var options =
          new Runner.Options(
              folder,
              SUITE,
              SURVEY,
              sources,
              allocators,
              Shard.WHOLE,
              1,
              Measurements.all(NO_LOCKS),
              resume,
              List.of(),
              "test",
              "");
      Runner.run(options, subjects, Progress.NONE);
      assertEquals(
          List.of(List.of(compacting, "0"), List.of(compacting, "1")),
          keys("pause.csv", "allocator", "round"));
      forget("pauses");
    }
  }

  /// As if the run had been killed before a measurement was finished.
  private void forget(String measurement) throws IOException {
    Path journal = folder.resolve("done.csv");
    List<String> lines = Files.readAllLines(journal);
    Files.write(journal, lines.stream().filter(line -> !line.endsWith("," + measurement)).toList());
  }

  @Test
  void finishedRunIsNotRepeated() throws IOException {
    run(folder, false);
    assertThrows(IllegalArgumentException.class, () -> run(folder, false));
    String before = Files.readString(folder.resolve("time.csv"));
    run(folder, true);
    assertEquals(before, Files.readString(folder.resolve("time.csv")));
    assertWhole();
  }

  @Test
  void runThatIsKilledAnywhereIsFinishedByResuming() throws Exception {
    for (String table : List.of("space.csv", "time.csv")) {
      Path temporary = Files.createTempDirectory(folder, "temporary");
      folder = Files.createTempDirectory(folder, "killed");
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(JvmOptions.NEEDED);
      command.addAll(
          List.of(
              "-Djava.io.tmpdir=" + temporary,
              "-cp",
              System.getProperty("java.class.path"),
              Main.class.getName(),
              folder.toString()));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      while (process.isAlive() && lines(table) < 2) Thread.sleep(10);
      process.destroyForcibly().waitFor();
      assertTrue(lines(table) >= 2, () -> "no row in " + table);
      Files.writeString(
          folder.resolve(table), "survey,fir", java.nio.file.StandardOpenOption.APPEND);
      run(folder, true);
      assertWhole();
      assertFalse(ManifestFile.read(folder).resumed().isEmpty());
    }
  }

  private long lines(String table) throws IOException {
    Path file = folder.resolve(table);
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  @Test
  void runIsResumedWithTheSameSettingsOnly() throws IOException {
    run(folder, false);
    var other =
        new Runner.Options(
            folder,
            Suite.FULL,
            SURVEY,
            SOURCES,
            List.of(),
            Shard.WHOLE,
            1,
            Measurements.all(NO_LOCKS),
            true,
            List.of(),
            "",
            "");
    var subjects = new MeasuredAllocators(List.of(TestChild.subject("bump")), List.of());
    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> Runner.run(other, subjects, Progress.NONE));
    assertTrue(refusal.getMessage().contains("suite"), refusal.getMessage());
  }
}

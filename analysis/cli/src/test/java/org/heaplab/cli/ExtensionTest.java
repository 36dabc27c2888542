package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.heaplab.allocators.backing.JvmOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What README.md promises under "Adding something": each kind of thing is added to a copy of the
/// sources as it says there, and found.
///
/// ```text
///    toys, *.java               ─┐
///    Catalogue.java, + a line  ├─▶ compiled in front of heaplab's own classes ─▶ heaplab list, run, …
///    …                        ─┘
/// ```
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExtensionTest {
  private static final Path HOME = Path.of(System.getProperty("heaplab.home"));
  private static final String SOURCES = "src/main/java/org/heaplab";

  /// A line that is added to a list.
  ///
  /// @param file from the project's folder
  /// @param before the text in whose front it stands, which occurs once
  private record Line(String file, String before, String added) {}

  private static final List<Line> LINES =
      List.of(
          new Line(
              "allocators/" + SOURCES + "/allocators/catalogue/Catalogue.java",
              "usual(Bump.ENTRY),",
              "usual(org.heaplab.allocators.baseline.ToyAllocator.ENTRY),"),
          new Line(
              "workloads/" + SOURCES + "/workloads/synthetic/WorkloadCatalogue.java",
              "Stationary.WORKLOAD,",
              "ToyWorkload.WORKLOAD,"),
          new Line(
              "workloads/" + SOURCES + "/workloads/logs/format/LogFormats.java",
              "new OperaLog(),",
              "new ToyLog(),"),
          new Line(
              "analysis/measure/" + SOURCES + "/measure/measurement/Measurements.java",
              "new Verification(),",
              "new ToyMeasurement(),"),
          new Line(
              "analysis/results/" + SOURCES + "/results/table/Tables.java",
              "  /// In the order in which a reader meets them.",
              """
              public static final Table TOY =
                  Table.ofOne("toy", "toy", Scope.CELL, "toy", whole("toys", "how many"));
              """),
          new Line("analysis/results/" + SOURCES + "/results/table/Tables.java", "CURVE,", "TOY,"),
          new Line(
              "analysis/results/" + SOURCES + "/results/metric/Metrics.java",
              "          P99_PAUSE_NS,",
              """
              Metric.column(
                  Tables.TOY, "toys", "toy pages", Unit.COUNT, Basis.SPACE, "Pages, as a toy."),
              """),
          new Line(
              "analysis/measure/" + SOURCES + "/measure/question/Experiments.java",
              "HandleBars.BARS,",
              """
              org.heaplab.measure.experiment.ExperimentPlan.of("toy-experiment", "Is it found?", "a toy")
                  .with(names -> java.util.List.of("toy", "handle", "best-fit", "rpmalloc"))
                  .without("time", "latency", "pauses")
                  .about("toy")
                  .showing(
                      org.heaplab.results.manifest.FigureRequest.of(
                          "toy-kind",
                          "toy-figure",
                          "A figure of toys",
                          "Toys.",
                          org.heaplab.results.metric.Metrics.find("toys").orElseThrow()))
                  .build(),
              """),
          new Line(
              "analysis/report/" + SOURCES + "/report/plot/FigureCatalogue.java",
              "\"dots\", DotPlot::draw,",
              "\"toy-kind\", ToyFigure::draw,"),
          new Line(
              "analysis/cli/" + SOURCES + "/cli/Heaplab.java",
              "new RunCommand(console),",
              "new org.heaplab.cli.command.ToyCommand(console),"));

  private static final List<String> TOYS =
      List.of("ToyAllocator", "ToyWorkload", "ToyLog", "ToyMeasurement", "ToyFigure", "ToyCommand");

  @TempDir static Path folder;
  private static Path classes;

  @BeforeAll
  static void compile() throws IOException {
    classes = Files.createDirectory(folder.resolve("classes"));
    Path sources = Files.createDirectory(folder.resolve("sources"));
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("-proc:none", "-nowarn", "-d", classes.toString()));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    for (String file : LINES.stream().map(Line::file).distinct().toList()) {
      String text = Files.readString(HOME.resolve(file));
      for (Line line : LINES) if (line.file().equals(file)) text = added(text, line);
      Path source = sources.resolve(Path.of(file).getFileName());
      arguments.add(Files.writeString(source, text).toString());
    }
    for (String toy : TOYS) {
      Path source = sources.resolve(toy + ".java");
      try (InputStream text =
          ExtensionTest.class.getResourceAsStream("extension/" + toy + ".java")) {
        Files.copy(text, source);
      }
      arguments.add(source.toString());
    }
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertEquals(0, failed, "the sources with toys must compile");
    Path traces = Files.createDirectories(folder.resolve("home/workloads/traces"));
    heaplab("generate", "toy-workload:pairs=500", "-o", traces.resolve("toys.trace").toString());
  }

  private static String added(String text, Line line) {
    int at = text.indexOf(line.before());
    assertTrue(at >= 0 && text.indexOf(line.before(), at + 1) < 0, line.toString());
    return text.substring(0, at) + line.added() + "\n" + text.substring(at);
  }

  /// Runs heaplab with its toys.
  ///
  /// @return what it printed
  private static String heaplab(String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmOptions.NEEDED);
    command.add("-Dheaplab.home=" + folder.resolve("home"));
    command.add("-Djava.awt.headless=true");
    command.addAll(List.of("-cp", classes + ":" + System.getProperty("java.class.path")));
    command.add("org.heaplab.cli.Main");
    command.addAll(Arrays.asList(arguments));
    Path errors = folder.resolve("errors");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertEquals(0, process.waitFor(), () -> out + read(errors));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return out;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void listsHaveEachOfThem() throws IOException {
    assertTrue(heaplab("list", "allocators", "--format", "csv").contains("\ntoy,sequential,java,"));
    String workloads = heaplab("list", "workloads");
    assertTrue(workloads.contains("toy-workload"), workloads);
    assertTrue(workloads.contains("toys "), workloads);
    assertTrue(workloads.contains("pairs=100"), workloads);
    assertTrue(heaplab("list", "experiments").contains("Is it found?"));
    assertTrue(heaplab("list", "metrics").contains("Pages, as a toy."));
  }

  @Test
  void theCommandLineHasTheCommand() throws IOException {
    assertEquals("a toy", heaplab("toy").strip());
    assertTrue(heaplab("--help").contains("toy"));
  }

  @Test
  void aLogOfTheFormatIsATrace() throws IOException {
    Path log = Files.writeString(folder.resolve("some.log"), "toy + 0x10 24\ntoy + 0x40 8\n");
    assertTrue(heaplab("stat", log.toString(), "--format", "csv").contains("some,2,2,0,0,"));
  }

  @Test
  void aReplayHasTheAllocatorTheMeasurementAndItsMetric() throws IOException {
    String json = heaplab("replay", "toys", "-a", "toy", "--space-only", "--format", "json");
    assertTrue(json.contains("\"allocator\" : \"toy\""), json);
    assertTrue(json.matches("(?s).*\"toys\" : [1-9].*"), json);
  }

  @Test
  void aRunOfTheExperimentLeavesTablesFiguresAndAPageWithEachOfThem() throws IOException {
    Path run = folder.resolve("run");
    heaplab("run", "toy-experiment", "--workloads", "toys", "--out", run.toString());
    assertTrue(Files.readString(run.resolve("toy.csv")).contains("toy-experiment,toys,toy,"));
    assertTrue(Files.readString(run.resolve("done.csv")).contains("toy-experiment,toys,toy,toy"));
    try (Stream<Path> figures = Files.list(run.resolve("figures"))) {
      assertTrue(figures.anyMatch(file -> file.toString().matches(".*/toy-figure.*\\.svg")));
    }
    String page = Files.readString(run.resolve("report.html"));
    for (String found :
        List.of(
            "A figure of toys", "toy pages", "Pages, as a toy.", "toy-experiment", "best-fit")) {
      assertTrue(page.contains(found), found);
    }
    boolean isHere = heaplab("list", "allocators").contains("rpmalloc");
    assertEquals(isHere, !page.contains("rpmalloc is missing: "), "what this machine lacks");
    assertFalse(page.contains("toy-figure is left out"), "a note on the page");
  }
}

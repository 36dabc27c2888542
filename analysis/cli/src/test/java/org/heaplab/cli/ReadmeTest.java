package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heaplab.cli.output.Console;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.measure.question.Experiments;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What README.md tells a reader to type and to open is there.
final class ReadmeTest {
  private static final Path HOME = Path.of(System.getProperty("heaplab.home"));
  private static final Pattern SHELL_BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^]]+\\]\\(([^):#]+)\\)");
  private static final String PROMPT = "./heaplab ";

  @TestFactory
  Stream<DynamicTest> everyCommandCanBeParsed() throws IOException {
    List<String> commands = shellLines().filter(line -> line.startsWith(PROMPT)).toList();
    assertFalse(commands.isEmpty());
    return commands.stream()
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line, () -> assertDoesNotThrow(() -> parse(line.substring(PROMPT.length())))));
  }

  @Test
  void theTestCommandIsTheOneThatTheHostedBuildRuns() throws IOException {
    assertTrue(shellLines().anyMatch("mvn verify"::equals));
    assertTrue(Files.readAllLines(HOME.resolve(".ci/run")).contains("mvn verify"));
  }

  @Test
  void everyExperimentStandsInTheTableWithItsQuestion() throws IOException {
    String text = readme();
    for (ExperimentPlan experiment : Experiments.all()) {
      String row = "| `" + experiment.name() + "` | " + experiment.experiment().question() + " |";
      assertTrue(text.contains(row), row);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyLinkLeadsSomewhere() throws IOException {
    return LINK.matcher(readme())
        .results()
        .map(link -> link.group(1))
        .distinct()
        .map(
            link ->
                DynamicTest.dynamicTest(
                    link, () -> assertTrue(Files.exists(HOME.resolve(link)), link)));
  }

  private static Stream<String> shellLines() throws IOException {
    return SHELL_BLOCK.matcher(readme()).results().flatMap(block -> block.group(1).lines());
  }

  private static String readme() throws IOException {
    return Files.readString(HOME.resolve("README.md"));
  }

  private static void parse(String line) {
    var writer = new PrintWriter(new StringWriter());
    Heaplab.commandLine(new Console(writer, writer, HOME, false))
        .parseArgs(ShellWords.of(line).toArray(String[]::new));
  }
}

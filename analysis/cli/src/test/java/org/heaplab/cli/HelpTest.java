package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.heaplab.cli.output.Console;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

final class HelpTest {
  private static final String PROGRAM = "heaplab ";

  private static CommandLine commandLine() {
    var writer = new PrintWriter(new StringWriter());
    Path home = Path.of(System.getProperty("heaplab.home"));
    return Heaplab.commandLine(new Console(writer, writer, home, false));
  }

  private static Stream<CommandLine> commands() {
    return commandLine().getSubcommands().values().stream()
        .filter(command -> !(command.getCommand() instanceof HelpCommand));
  }

  @TestFactory
  Stream<DynamicTest> everyCommandHasExamplesThatCanBeParsed() {
    return commands()
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.getCommandName(),
                    () -> {
                      List<String> examples =
                          List.of(command.getCommandSpec().usageMessage().footer());
                      assertTrue(!examples.isEmpty(), "no examples");
                      for (String example : examples) parse(example.strip());
                    }));
  }

  private static void parse(String example) {
    int start = example.indexOf(PROGRAM);
    String arguments =
        example.substring(start + PROGRAM.length()).replaceFirst("[>)].*", "").strip();
    assertDoesNotThrow(
        () -> commandLine().parseArgs(ShellWords.of(arguments).toArray(String[]::new)), example);
  }

  @Test
  void theCompletionScriptKnowsEveryCommand() {
    Heard heard = Heard.of("completion");
    assertEquals(0, heard.status(), heard.err());
    commands().forEach(one -> assertTrue(heard.out().contains(one.getCommandName())));
  }
}

package org.heaplab.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.heaplab.cli.output.Console;
import org.heaplab.cli.output.Field;
import org.heaplab.cli.output.Format;
import org.heaplab.cli.output.Listing;
import org.heaplab.cli.work.Checkup;
import org.heaplab.cli.work.Checkup.Finding;
import org.heaplab.results.metric.Unit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `heaplab doctor`: what this machine has and lacks.
@Command(
    name = "doctor",
    description = "Shows what this machine has and lacks, and what to do about it.",
    mixinStandardHelpOptions = true,
    footerHeading = Examples.HEADING,
    footer = {"  heaplab doctor"})
public final class DoctorCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private Format.Choice choice;

  public DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    new Listing<>(
            List.of(
                new Field<>("part", "part", Unit.NONE, Finding::part),
                new Field<>("ok", "ok", Unit.NONE, Finding::ok),
                new Field<>("found", "found", Unit.NONE, Finding::found),
                new Field<>("remedy", "what to do", Unit.NONE, Finding::remedy)),
            new Checkup().findings())
        .write(choice.format, console.out());
    return 0;
  }
}

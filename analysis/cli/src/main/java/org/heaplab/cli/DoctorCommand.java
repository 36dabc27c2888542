package org.heaplab.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.heaplab.cli.Checkup.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `heaplab doctor`: what this machine has and lacks.
@Command(
    name = "doctor",
    description = "Shows what this machine has and lacks, and how each lack is mended.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private Format.Choice choice;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    new Listing<>(
            List.of(
                new Field<>("part", "part", Unit.TEXT, Finding::part),
                new Field<>("fit", "fit", Unit.FLAG, Finding::fit),
                new Field<>("found", "found", Unit.TEXT, Finding::found),
                new Field<>("mend", "to mend it", Unit.TEXT, Finding::mend)),
            new Checkup().findings())
        .write(choice.format, console.out());
    return 0;
  }
}

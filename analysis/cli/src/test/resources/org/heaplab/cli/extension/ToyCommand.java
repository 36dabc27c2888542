package org.heaplab.cli.command;

import java.util.concurrent.Callable;
import org.heaplab.cli.output.Console;
import picocli.CommandLine.Command;

/// `heaplab toy`.
@Command(name = "toy", description = "A toy.")
public final class ToyCommand implements Callable<Integer> {
  private final Console console;

  public ToyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.out().println("a toy");
    console.out().flush();
    return 0;
  }
}

package org.heaplab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `heaplab toy`.
@Command(name = "toy", description = "A toy.")
final class ToyCommand implements Callable<Integer> {
  private final Console console;

  ToyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.out().println("a toy");
    console.out().flush();
    return 0;
  }
}

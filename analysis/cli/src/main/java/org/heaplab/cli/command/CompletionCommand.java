package org.heaplab.cli.command;

import java.util.concurrent.Callable;
import org.heaplab.cli.output.Console;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `heaplab completion`: lets a shell complete commands and options.
@Command(
    name = "completion",
    description = "Prints a script with which bash or zsh complete commands and options.",
    mixinStandardHelpOptions = true,
    footerHeading = Examples.HEADING,
    footer = {
      "  source <(./heaplab completion)",
      "  ./heaplab completion > ~/.local/share/bash-completion/completions/heaplab"
    })
public final class CompletionCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  public CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.out().print(AutoComplete.bash("heaplab", spec.root().commandLine()));
    console.out().flush();
    return 0;
  }
}

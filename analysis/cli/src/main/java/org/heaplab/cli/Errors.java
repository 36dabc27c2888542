package org.heaplab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Collectors;
import org.heaplab.cli.argument.Failure;
import org.heaplab.cli.argument.WrongArgument;
import org.heaplab.cli.output.Console;
import org.heaplab.results.MalformedResult;
import org.heaplab.workloads.TraceException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns an error into one line on stderr and an exit status.
public final class Errors {
  private final Console console;

  public Errors(Console console) {
    this.console = console;
  }

  /// The arguments are wrong.
  public int wrongArguments(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    console.err().println(command.getCommandSpec().qualifiedName() + ": " + oneLine(rule(e)));
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /// The arguments are right, the work failed; or it turned out only now that they are wrong.
  public int failedWork(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof WrongArgument wrong) {
      return wrongArguments(
          new ParameterException(command, wrong.getMessage(), wrong), new String[0]);
    }
    console.err().println("heaplab: " + oneLine(reason(e)));
    if (command.getCommandSpec().root().userObject() instanceof Heaplab heaplab && heaplab.debug) {
      e.printStackTrace(console.err());
    }
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static String rule(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) return e.getMessage();
    String argument = unmatched.getUnmatched().getFirst();
    CommandLine command = e.getCommandLine();
    if (argument.startsWith("-")) {
      return "no option %s; the options are %s"
          .formatted(
              argument,
              command.getCommandSpec().options().stream()
                  .filter(option -> !option.hidden())
                  .map(CommandLine.Model.OptionSpec::longestName)
                  .collect(Collectors.joining(", ")));
    }
    return command.getSubcommands().isEmpty()
        ? "one argument too many: " + argument
        : "no command %s; the commands are %s"
            .formatted(argument, String.join(", ", command.getSubcommands().keySet()));
  }

  private static String reason(Throwable e) {
    return switch (e) {
      case Failure failure -> failure.getMessage();
      case MalformedResult result -> result.getMessage();
      case TraceException trace -> trace.getMessage();
      case UncheckedIOException unchecked -> reason(unchecked.getCause());
      case NoSuchFileException missing -> missing.getFile() + ": no such file or folder";
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case FileSystemException file when file.getReason() == null -> file.getFile() + ": failed";
      case FileSystemException file -> file.getFile() + ": " + file.getReason();
      case IOException io when io.getMessage() != null -> io.getMessage();
      default -> "an error in heaplab itself; --debug shows where: " + e;
    };
  }

  private static String oneLine(String message) {
    return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " ");
  }
}

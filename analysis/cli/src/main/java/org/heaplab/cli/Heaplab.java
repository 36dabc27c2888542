package org.heaplab.cli;

import java.util.List;
import java.util.function.Function;
import org.heaplab.cli.argument.AllocatorChoice;
import org.heaplab.cli.argument.TouchChoice;
import org.heaplab.cli.command.BenchCommand;
import org.heaplab.cli.command.CompletionCommand;
import org.heaplab.cli.command.DoctorCommand;
import org.heaplab.cli.command.ExportCommand;
import org.heaplab.cli.command.FitCommand;
import org.heaplab.cli.command.GenerateCommand;
import org.heaplab.cli.command.ImportCommand;
import org.heaplab.cli.command.ListCommand;
import org.heaplab.cli.command.MergeCommand;
import org.heaplab.cli.command.MinHeapCommand;
import org.heaplab.cli.command.PaperCommand;
import org.heaplab.cli.command.RecordCommand;
import org.heaplab.cli.command.ReplayCommand;
import org.heaplab.cli.command.ReportCommand;
import org.heaplab.cli.command.ReproduceCommand;
import org.heaplab.cli.command.RunCommand;
import org.heaplab.cli.command.StatCommand;
import org.heaplab.cli.output.Console;
import org.heaplab.cli.output.Format;
import org.heaplab.cli.work.Version;
import org.heaplab.measure.experiment.Suite;
import org.heaplab.measure.replay.LockMode;
import org.heaplab.results.manifest.Shard;
import org.heaplab.workloads.Touch;
import org.heaplab.workloads.logs.format.ExportFormat;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// The `heaplab` command, which only holds the others together.
@Command(
    name = "heaplab",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "A laboratory for heap fragmentation and handle-based compaction.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:done", "1:the work failed", "2:the arguments are wrong"})
public final class Heaplab implements Runnable {
  @Option(
      names = "--debug",
      hidden = true,
      scope = ScopeType.INHERIT,
      description = "show where an error came from")
  boolean debug;

  @Spec private CommandSpec spec;

  private Heaplab() {}

  /// The whole command line, one subcommand a file.
  public static CommandLine commandLine(Console console) {
    var errors = new Errors(console);
    var root = new CommandLine(new Heaplab());
    for (Object command : commands(console)) root.addSubcommand(command);
    // What follows the first word of a command to run is that command's own.
    root.getSubcommands().get("bench").setStopAtPositional(true);
    root.getSubcommands().get("record").setStopAtPositional(true);
    return root.addSubcommand(new HelpCommand())
        .registerConverter(AllocatorChoice.Named.class, refusing(AllocatorChoice.Named::parse))
        .registerConverter(ExportFormat.class, refusing(ExportFormat::find))
        .registerConverter(Format.class, refusing(Format::of))
        .registerConverter(LockMode.class, refusing(LockMode::parse))
        .registerConverter(Shard.class, refusing(Shard::parse))
        .registerConverter(Suite.class, refusing(Suite::of))
        .registerConverter(Touch.class, refusing(TouchChoice::parse))
        .setOut(console.out())
        .setErr(console.err())
        .setUsageHelpAutoWidth(true)
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(errors::wrongArguments)
        .setExecutionExceptionHandler(errors::failedWork);
  }

  /// Passes on in its own words why a value is refused.
  private static <T> ITypeConverter<T> refusing(Function<String, T> reader) {
    return text -> {
      try {
        return reader.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }

  private static List<Object> commands(Console console) {
    return List.of(
        new RunCommand(console),
        new MergeCommand(console),
        new ReplayCommand(console),
        new MinHeapCommand(console),
        new RecordCommand(console),
        new ImportCommand(console),
        new ExportCommand(console),
        new GenerateCommand(),
        new FitCommand(console),
        new StatCommand(console),
        new BenchCommand(),
        new ReportCommand(console),
        new PaperCommand(console),
        new ReproduceCommand(console),
        new ListCommand(console),
        new DoctorCommand(console),
        new CompletionCommand(console));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is needed, one of " + String.join(", ", spec.subcommands().keySet()));
  }
}

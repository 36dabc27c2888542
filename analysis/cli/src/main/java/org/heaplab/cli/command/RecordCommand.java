package org.heaplab.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.heaplab.cli.argument.WrongArgument;
import org.heaplab.cli.output.Console;
import org.heaplab.cli.work.LastWord;
import org.heaplab.workloads.access.AccessRecorder;
import org.heaplab.workloads.record.RecordOptions;
import org.heaplab.workloads.record.Recorder;
import org.heaplab.workloads.record.Recording;
import org.heaplab.workloads.record.Recording.Recorded;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `heaplab record`: a real program's heap.
@Command(
    name = "record",
    description = "Runs a program and records its heap operations.",
    mixinStandardHelpOptions = true,
    footerHeading = Examples.HEADING,
    footer = {
      "  heaplab record -o py.trace -- python3 -c 'print(sum(range(300000)))'",
      "  heaplab record --stacks 8 -o app.trace -- ./app",
      "  heaplab record --children -o make.trace -- make -j2",
      "  heaplab record --accesses -o sort.trace -- sort words.txt"
    })
public final class RecordCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "-- COMMAND",
      description = "the program and its arguments")
  private List<String> command = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "the .trace file to write (default: the program's name, in this folder)")
  private Path output;

  @Option(
      names = "--children",
      description = "record the processes it starts too, each into a file of its own")
  private boolean children;

  @Option(
      names = "--stacks",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "take down N frames of the stack of each request, up to 64, not only the place that makes"
              + " it (default: ${DEFAULT-VALUE}); walking the stack costs time")
  private int frames;

  @Option(
      names = "--accesses",
      description =
          "record every load and store of its blocks too, under Valgrind: some hundred times slower;"
              + " if heaplab is killed, nothing can be recovered")
  private boolean accesses;

  @Option(
      names = "--recover",
      paramLabel = "FOLDER",
      description =
          "write the traces of a recording that was cut off; its message names the folder")
  private Path folder;

  public RecordCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if ((folder == null) == command.isEmpty()) {
      throw new WrongArgument("record must have either a COMMAND or --recover FOLDER");
    }
    if (frames < 1 || frames > RecordOptions.MOST_FRAMES) {
      throw new WrongArgument(
          "--stacks must be from 1 to " + RecordOptions.MOST_FRAMES + ": " + frames);
    }
    if (accesses && (folder != null || frames > 1)) {
      throw new WrongArgument("--accesses must stand without --recover and --stacks");
    }
    try (var _ = new LastWord()) {
      return recordAndTell();
    }
  }

  /// Says here what went wrong too: what ends this command by a signal does not wait for more.
  private int recordAndTell() throws Exception {
    Recording recording;
    try {
      recording = record();
    } catch (IOException e) {
      CommandLine line = spec.commandLine();
      return line.getExecutionExceptionHandler()
          .handleExecutionException(e, line, line.getParseResult());
    }
    for (Recorded process : recording.processes()) {
      tell(process);
    }
    recording.remarks().forEach(remark -> console.say("  " + remark));
    int status = recording.exitStatus().orElse(0);
    if (status != 0) {
      String program = folder != null ? "the program" : command.getFirst();
      console.say("%s ended with status %d".formatted(program, status));
    }
    return 0;
  }

  private Recording record() throws IOException, InterruptedException {
    var recorder = new Recorder(console::say);
    if (folder != null) return recorder.recover(folder, output);
    var options = new RecordOptions(command, outputFile(), children, frames);
    return accesses ? new AccessRecorder(console::say).record(options) : recorder.record(options);
  }

  private Path outputFile() {
    if (output != null) return output;
    return Path.of(Path.of(command.getFirst()).getFileName() + ".trace");
  }

  private void tell(Recorded process) {
    console.say("%s: %,d records".formatted(process.file(), process.count()));
    process
        .dropped()
        .forEach((kind, count) -> console.say("  %,d %s".formatted(count, kind.what())));
    if (process.lost() > 0) {
      console.say("  %,d calls could not be written down".formatted(process.lost()));
    }
    if (process.stopped() != 0) {
      console.say("  the recording ended early: " + process.whyStopped());
    }
  }
}

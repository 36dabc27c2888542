package org.heaplab.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.heaplab.cli.argument.WrongArgument;
import org.heaplab.cli.output.Console;
import org.heaplab.workloads.access.AccessRecorder;
import org.heaplab.workloads.record.RecordOptions;
import org.heaplab.workloads.record.Recorder;
import org.heaplab.workloads.record.Recording;
import org.heaplab.workloads.record.Recording.Recorded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `heaplab record`: a real program's heap.
@Command(
    name = "record",
    description = "Runs a program and records its heap operations.",
    mixinStandardHelpOptions = true,
    footerHeading = Examples.HEADING,
    footer = {
      "  heaplab record -o py.trace -- python3 -c 'print(sum(range(300000)))'",
      "  heaplab record --children -o make.trace -- make -j2",
      "  heaplab record --accesses -o sort.trace -- sort words.txt"
    })
public final class RecordCommand implements Callable<Integer> {
  private final Console console;

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
      names = "--accesses",
      description =
          "record every load and store of its blocks too, under Valgrind: some hundred times slower")
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
  public Integer call() throws IOException, InterruptedException {
    if ((folder == null) == command.isEmpty()) {
      throw new WrongArgument("record must have either a COMMAND or --recover FOLDER");
    }
    if (accesses && folder != null) {
      throw new WrongArgument("--recover must stand without --accesses");
    }
    Recording recording = record();
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
    var options = new RecordOptions(command, outputFile(), children);
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

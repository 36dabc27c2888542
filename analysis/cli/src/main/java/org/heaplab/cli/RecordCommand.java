package org.heaplab.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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
    mixinStandardHelpOptions = true)
final class RecordCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "-- COMMAND",
      description = "the program and its arguments")
  private List<String> command;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "the .trace file to write (default: the program's name, in this folder)")
  private Path output;

  @Option(
      names = "--children",
      description = "record the processes it starts too, each into a file of its own")
  private boolean children;

  RecordCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path file =
        output != null ? output : Path.of(Path.of(command.getFirst()).getFileName() + ".trace");
    Recording recording = new Recorder().record(new RecordOptions(command, file, children));
    for (Recorded process : recording.processes()) {
      console.say("%s: %,d records".formatted(process.file(), process.count()));
      process
          .dropped()
          .forEach((kind, count) -> console.say("  %,d %s".formatted(count, kind.what())));
      if (process.lost() > 0) {
        console.say("  %,d calls could not be written down".formatted(process.lost()));
      }
      if (process.stopped() != 0) {
        console.say("  the recording ended early, with error " + process.stopped());
      }
    }
    if (recording.exitStatus() != 0) {
      console.say("%s ended with status %d".formatted(command.getFirst(), recording.exitStatus()));
    }
    return 0;
  }
}

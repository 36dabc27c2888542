package org.heaplab.workloads.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.OtherDisk;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.format.TraceWriter;
import org.heaplab.workloads.record.Processes.Meant;
import org.heaplab.workloads.record.Processes.RecordedProcess;
import org.heaplab.workloads.record.Recorder.NothingRecorded;
import org.heaplab.workloads.record.Recording.Recorded;
import org.heaplab.workloads.symbols.CodeFiles;

/// Writes the traces of a recording.
final class TraceFiles {
  private static final String RECORDER = "heaplab record";
  private static final String NO_LINES =
      "the places in the program are named by functions, not by lines: no addr2line (install the"
          + " package binutils)";

  /// The value of `stopped` for programs that still ran when the recording ended.
  private static final int DONE = -1;

  private final Spool spool;
  private final RecordOptions options;
  private final Processes processes;
  private final String machine = Machine.describe();
  private final Map<String, String> versions = new HashMap<>();
  private final CodeFiles code = new CodeFiles();
  private final List<String> notes = new ArrayList<>();
  private final Map<Image, Recorded> written = new LinkedHashMap<>();

  TraceFiles(Spool spool, RecordOptions options) {
    this.spool = spool;
    this.options = options;
    processes = new Processes(spool);
  }

  /// Writes the trace of the program that the user wants and, with `--children`, those of all other
  /// processes.
  ///
  /// @throws NothingRecorded when none of them was recorded
  Recording write() throws IOException {
    if (spool.images().isEmpty()) {
      String why = spool.closed() == 0 ? "" : ": " + Posix.describe(spool.closed());
      throw new NothingRecorded("nothing was recorded" + why);
    }
    Meant meant =
        processes.meant(
            options.command(), image -> spool.records(image).bytes(), !options.children());
    List<RecordedProcess> children = options.children() ? children(meant) : List.of();
    if (meant.program().isRecorded()) {
      write(meant.program().last(), options.output(), options.command());
    } else if (children.isEmpty()) {
      throw new NothingRecorded(whyNothing(meant));
    }
    int number = 0;
    for (RecordedProcess process : children) {
      Path output = options.outputOfChild(++number, process.last().name());
      write(process.last(), output, process.last().command());
    }
    Map<Image, Long> counts = new LinkedHashMap<>();
    written.forEach((image, recorded) -> counts.put(image, recorded.count()));
    var remarks = new ArrayList<>(notes);
    remarks.addAll(new Remarks(spool, processes, meant, options, counts).lines());
    return new Recording(spool.exitStatus(), List.copyOf(written.values()), remarks);
  }

  private List<RecordedProcess> children(Meant meant) {
    return processes.all().stream()
        .filter(process -> !process.equals(meant.program()) && hasTrace(process))
        .toList();
  }

  /// A copy of a process that did nothing itself has no trace.
  private boolean hasTrace(RecordedProcess process) {
    boolean idle = process.last().forked() && spool.records(process.last()).bytes() == 0;
    return process.isRecorded() && !idle;
  }

  private String whyNothing(Meant meant) {
    Image last = meant.program().last();
    String program = last.unrecordedProgram();
    String asked = options.command().getFirst();
    String ran = last.serial() == 1 ? asked : asked + " ran " + program + ", which";
    if (last.recorded()) ran = asked + " went on as " + program + ", which";
    String why =
        Remarks.whyUnrecorded(last)
            .orElseGet(
                () ->
                    spool.exitStatus().orElse(0) != 0
                        ? "it ended before it began (status " + spool.exitStatus().getAsInt() + ")"
                        : "the recorder was not loaded into it");
    return ran + " recorded nothing: " + why;
  }

  private void write(Image image, Path output, List<String> command) throws IOException {
    var provenance =
        new Provenance(
            image.name(),
            versions.computeIfAbsent(image.program(), Machine::versionOf),
            Provenance.commandLine(command),
            image.started().toString(),
            machine,
            RECORDER);
    History.Told told = History.of(spool, image, Trace.nameOf(output), provenance, code);
    if (told.lacksLines()) noteOnce(NO_LINES);
    try (Trace trace = told.trace()) {
      Path file = OtherDisk.write(output, path -> TraceWriter.write(trace, path), notes::add);
      Map<Dropped, Long> dropped =
          Arrays.stream(Dropped.values())
              .filter(kind -> trace.dropped(kind) > 0)
              .collect(Collectors.toMap(Function.identity(), trace::dropped));
      int stopped = image.stopped() == DONE ? 0 : image.stopped();
      written.put(
          image,
          new Recorded(
              file,
              provenance,
              trace.count() - trace.touchedMarks(),
              dropped,
              told.lost(),
              stopped));
    }
  }

  private void noteOnce(String note) {
    if (!notes.contains(note)) notes.add(note);
  }
}

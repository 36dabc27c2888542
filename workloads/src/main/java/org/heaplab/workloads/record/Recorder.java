package org.heaplab.workloads.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.format.TraceWriter;
import org.heaplab.workloads.record.Recording.Recorded;

/// Runs a program with a library preloaded that writes down its heap operations, and makes traces
/// of what was written. The program keeps standard input, output and error.
///
/// A process has one trace: that of its last program, so `env X=1 program` and `sh -c 'exec
/// program'` give the program's.
///
/// Not seen are programs that load no libraries (statically linked) or may not be preloaded
/// (set-user-ID), memory that a program takes by other means than malloc and its kin, and, for a
/// program that brings a malloc of its own in its executable, that one.
public final class Recorder {
  private static final String PRELOAD = "LD_PRELOAD";
  private static final String NOTHING =
      " recorded nothing: it is statically linked, set-user-ID or made for another processor";
  private static final String LINK = "library";
  private static final String NAME = "heaplab record";

  private final CSource library;

  public Recorder() {
    this(
        new CSource(
            Recorder.class, "recorder.c", "record-log.h", "record-file.h", "record-stamp.h"));
  }

  Recorder(CSource library) {
    this.library = library;
  }

  /// Records one run.
  ///
  /// @throws IOException in one line: the program cannot be started, nothing of it can be recorded,
  ///   there is no C compiler, or a file cannot be written
  /// @throws InterruptedException while waiting for the program, which is then told to end
  public Recording record(RecordOptions options) throws IOException, InterruptedException {
    Path shared = library.compile(CSource.Product.SHARED_OBJECT);
    try (var foreground = new Foreground()) {
      Path raw = makeFolder(options);
      try {
        Process program = start(foreground, options, shared, raw);
        int status = Foreground.await(program);
        return new Recording(status, write(options, raw, program.pid()));
      } finally {
        delete(raw);
      }
    }
  }

  /// Beside the output: there is room for it there, or there is none for the output either.
  private static Path makeFolder(RecordOptions options) throws IOException {
    try {
      return Files.createTempDirectory(
          options.folder(), "." + options.output().getFileName() + "-recording-");
    } catch (IOException e) {
      throw new IOException("cannot write into the folder " + options.folder(), e);
    }
  }

  private static Process start(Foreground foreground, RecordOptions options, Path shared, Path raw)
      throws IOException {
    var builder = new ProcessBuilder(options.command()).inheritIO();
    Map<String, String> environment = builder.environment();
    Path preload = preloadable(shared, raw);
    environment.merge(PRELOAD, preload.toString(), (others, ours) -> ours + ":" + others);
    environment.put("HEAPLAB_RECORD_FOLDER", raw.toString());
    if (!options.children()) {
      environment.put("HEAPLAB_RECORD_PARENT", Long.toString(ProcessHandle.current().pid()));
    }
    try {
      return foreground.start(builder);
    } catch (IOException e) {
      throw new IOException("cannot run " + options.command().getFirst() + ": " + reason(e), e);
    }
  }

  /// LD_PRELOAD ends a name at a space or colon and knows no quotes, so the library may need
  /// another name.
  private static Path preloadable(Path shared, Path raw) throws IOException {
    Path link = raw.resolve(LINK);
    if (isPreloadable(shared)) return shared;
    if (isPreloadable(link)) return Files.createSymbolicLink(link, shared);
    throw new IOException(
        "a library to preload must have no space and no colon in its path: "
            + shared
            + " (set XDG_CACHE_HOME)");
  }

  private static boolean isPreloadable(Path library) {
    return library.toString().chars().noneMatch(c -> c == ' ' || c == ':');
  }

  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.substring(message.lastIndexOf(", ") + 2).strip();
  }

  private static List<Recorded> write(RecordOptions options, Path raw, long rootPid)
      throws IOException {
    List<RawFile> files = lastImages(raw);
    RawFile root =
        files.stream()
            .filter(file -> file.pid() == rootPid)
            .findFirst()
            .orElseThrow(() -> new IOException(options.command().getFirst() + NOTHING));
    String machine = Machine.describe();
    var recorded = new ArrayList<Recorded>();
    recorded.add(write(root, options.output(), options.command(), machine));
    for (RawFile file : files) {
      if (file.pid() == rootPid) continue;
      Path output = options.outputOfChild(recorded.size(), nameOf(file));
      recorded.add(write(file, output, file.command(), machine));
    }
    return recorded;
  }

  private static List<RawFile> lastImages(Path raw) throws IOException {
    var files = new ArrayList<RawFile>();
    try (Stream<Path> paths = Files.list(raw)) {
      for (Path path : paths.filter(path -> !path.endsWith(LINK)).toList()) {
        files.add(RawFile.open(path));
      }
    }
    Map<Long, RawFile> byProcess =
        files.stream()
            .collect(
                Collectors.toMap(
                    RawFile::pid,
                    Function.identity(),
                    BinaryOperator.maxBy(Comparator.comparingInt(RawFile::image)),
                    TreeMap::new));
    return byProcess.values().stream()
        .sorted(Comparator.comparingLong(RawFile::startedNanos))
        .toList();
  }

  private static Recorded write(RawFile file, Path output, List<String> command, String machine)
      throws IOException {
    var provenance =
        new Provenance(
            nameOf(file),
            Machine.versionOf(file.program()),
            command.stream().map(Recorder::quoted).collect(Collectors.joining(" ")),
            file.started().toString(),
            machine,
            NAME);
    History.Told told = History.of(file, Trace.nameOf(output), provenance);
    try (Trace trace = told.trace()) {
      TraceWriter.write(trace, output);
      Map<Dropped, Long> dropped =
          Arrays.stream(Dropped.values())
              .filter(kind -> trace.dropped(kind) > 0)
              .collect(Collectors.toMap(Function.identity(), trace::dropped));
      return new Recorded(output, provenance, trace.count(), dropped, told.lost(), file.stopped());
    }
  }

  private static String nameOf(RawFile file) {
    String called = file.command().getFirst();
    String name = called.substring(called.lastIndexOf('/') + 1);
    return name.isEmpty() ? "program" : name;
  }

  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) Files.delete(file);
    }
    Files.delete(folder);
  }
}

package org.heaplab.workloads.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.logs.LogReader;

/// Opens any file that holds a trace: our own `.trace`, or what another tool wrote, plain or
/// compressed, in a tar or a zip. The format is known by the contents; the name of the file names
/// the trace only ([Trace#nameOf]).
public final class Traces {
  private Traces() {}

  /// Opens a file. In a tar or zip of several logs, these are the parts of one, chained by their
  /// names: `start-to-page.log`, `page-to-exit.log`.
  ///
  /// @throws TraceException when the file cannot be read or is broken: one line with file, position
  ///   and rule
  public static Trace open(Path file) {
    return open(List.of(file));
  }

  /// The traces in a file that has several of them, each a trace of its own: an archive of files
  /// that do not claim to be the parts of one log. Empty for every other file, for one that is
  /// broken, and for what can be read only once.
  public static List<String> members(Path file) {
    if (!Files.isRegularFile(file)) return List.of();
    try (InputStream plain = Unpacked.of(Files.newInputStream(file))) {
      byte[] beginning = LogReader.peek(plain);
      if (!Archive.recognises(beginning)) return List.of();
      List<String> names = Archive.read(plain, beginning, name -> false).names();
      return names.size() > 1 && !PartChain.isClaimed(names) ? names : List.of();
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }

  /// Opens one trace of an archive. It is called by both their names: `traces/t1`.
  ///
  /// @param member as [#members] names it
  /// @throws TraceException when the file cannot be read or is broken: one line with file, position
  ///   and rule
  public static Trace open(Path archive, String member) {
    try (var opening = new Opening(Trace.nameOf(archive) + "/" + bare(member))) {
      opening.add(archive, member);
      return opening.finish();
    }
  }

  private static String bare(String member) {
    int name = member.lastIndexOf('/') + 1;
    return member.substring(0, name) + Trace.nameOf(Path.of(member.substring(name)));
  }

  /// Opens several logs of one format, in the order given, as one trace: blocks live at the end of
  /// one are known in the next. The trace is called by all their names, joined by `+`.
  ///
  /// @throws TraceException when a file cannot be read or is broken: one line with file, position
  ///   and rule
  public static Trace open(List<Path> files) {
    if (files.isEmpty()) throw new TraceException("a trace must have at least one file");
    String name = files.stream().map(Trace::nameOf).collect(Collectors.joining("+"));
    try (var opening = new Opening(name)) {
      files.forEach(opening::add);
      return opening.finish();
    }
  }
}

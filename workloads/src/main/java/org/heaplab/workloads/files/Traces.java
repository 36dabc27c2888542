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

/// Opens any file with a trace: a `.trace` file or what another tool wrote, plain or compressed,
/// also in a tar or a zip. The contents decide the format; the file's name only gives the trace its
/// name ([Trace#nameOf]).
public final class Traces {
  private Traces() {}

  /// Opens a file. Several logs in a tar or zip are parts of one log. Their names give the order:
  /// `start-to-page.log`, `page-to-exit.log`.
  ///
  /// @throws TraceException when the file cannot be read or is broken: one line with file, position
  ///   and rule
  public static Trace open(Path file) {
    return open(List.of(file));
  }

  /// The traces in an archive whose files do not have the names of parts of one log. Each file is
  /// then a trace of its own. Empty for every other file, for a broken one, and for an input that
  /// can be read only once.
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

  /// Opens one trace of an archive. Its name consists of both names: `traces/t1`.
  ///
  /// @param member a name from [#members]
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

  /// Opens several logs of one format as one trace, in the given order. Blocks that are live at the
  /// end of one log are known in the next. The name of the trace consists of all their names,
  /// joined by `+`.
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

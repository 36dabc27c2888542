package org.heaplab.workloads.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.format.TraceReader;
import org.heaplab.workloads.logs.Encoding;
import org.heaplab.workloads.logs.LogReader;
import org.heaplab.workloads.logs.text.LogFormat;

/// Opens one trace that lies in one or several files.
final class Opening implements AutoCloseable {
  private static final int SHOWN = 5;

  private final String name;
  private Trace whole;
  private LogFormat format;
  private LogReader logs;

  Opening(String name) {
    this.name = name;
  }

  void add(Path file) {
    add(file, Optional.empty());
  }

  /// @param member the name of one file in the archive
  void add(Path file, String member) {
    add(file, Optional.of(member));
  }

  private void add(Path file, Optional<String> member) {
    if (Files.isDirectory(file)) throw new TraceException(file + ": must be a file, not a folder");
    try (var in = new CountedInputStream(Files.newInputStream(file))) {
      add(file, member, in);
    } catch (NoSuchFileException e) {
      throw new TraceException(file + ": there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new TraceException(file + ": may not be read", e);
    } catch (IOException e) {
      throw new TraceException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private void add(Path file, Optional<String> member, CountedInputStream in) throws IOException {
    try {
      InputStream plain = Unpacked.of(in);
      byte[] beginning = LogReader.peek(plain);
      if (Archive.recognises(beginning)) {
        Predicate<String> wanted = name -> member.map(name::equals).orElse(true);
        addParts(file, member, Archive.read(plain, beginning, wanted));
      } else if (member.isPresent()) {
        throw new TraceException("must be an archive to have a file " + member.get());
      } else {
        addText(plain, file.toString());
      }
    } catch (TraceException e) {
      throw e.at(file + ", byte 0");
    } catch (EOFException e) {
      throw new TraceException("the archive or its compression is cut off", e)
          .at(file + ", byte " + in.count());
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // Decompressors also throw unchecked exceptions when their input is broken.
      throw new TraceException("the archive or its compression is broken: " + e.getMessage(), e)
          .at(file + ", byte " + in.count());
    }
  }

  private void addParts(Path file, Optional<String> member, Archive archive) throws IOException {
    List<Part> parts = archive.parts();
    List<String> names = parts.stream().map(Part::name).toList();
    if (parts.isEmpty()) {
      throw new TraceException(
          member.map(name -> "has no file " + name).orElse("an archive must have a file in it"));
    }
    if (parts.size() > 1 && !PartChain.isClaimed(names)) {
      throw new TraceException(
              "has %d traces (%s): name one of them, as in %s/%s"
                  .formatted(
                      names.size(),
                      String.join(", ", names.subList(0, Math.min(names.size(), SHOWN))),
                      file,
                      names.getFirst()))
          .at(file.toString());
    }
    for (Part part : PartChain.order(parts)) addText(part.open(), file + " (" + part.name() + ")");
    if (logs != null && member.isEmpty()) {
      logs.drop(Dropped.OTHER_FILE, archive.others());
      logs.drop(Dropped.CUT_END, archive.isCut() ? 1 : 0);
    }
  }

  private void addText(InputStream contents, String place) throws IOException {
    boolean ours = TraceReader.recognises(LogReader.peek(contents));
    InputStream text = ours ? contents : Encoding.decoded(contents);
    byte[] beginning = LogReader.peek(text);
    boolean first = whole == null && logs == null;
    if (ours && first) {
      whole = TraceReader.read(text, place, name);
      return;
    }
    if (whole != null || ours) {
      throw new TraceException("a .trace file must be opened alone, only logs can be joined")
          .at(place + ", byte 0");
    }
    LogFormat found = LogReader.recognise(beginning, place);
    if (first) {
      format = found;
      logs = new LogReader(found);
    } else if (!found.name().equals(format.name())) {
      throw new TraceException(
              "all files must be of one format, " + format.name() + ": this is " + found.name())
          .at(place + ", byte 0");
    }
    logs.read(text, place);
  }

  /// Returns the trace; this object cannot be used after this.
  Trace finish() {
    Trace finished = whole != null ? whole : logs.build(name);
    whole = null;
    logs = null;
    return finished;
  }

  /// Frees the memory of an unfinished trace.
  @Override
  public void close() {
    if (whole != null) whole.close();
    if (logs != null) logs.abandon();
  }
}

package org.heaplab.workloads.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.format.TraceReader;
import org.heaplab.workloads.logs.LogFormat;
import org.heaplab.workloads.logs.LogReader;

/// One trace on its way out of one or several files.
final class Opening implements AutoCloseable {
  private final String name;
  private Trace whole;
  private LogFormat format;
  private LogReader logs;

  Opening(String name) {
    this.name = name;
  }

  void add(Path file) {
    if (Files.isDirectory(file)) throw new TraceException(file + ": must be a file, not a folder");
    try (var in = new CountedInputStream(Files.newInputStream(file))) {
      add(file, in);
    } catch (NoSuchFileException e) {
      throw new TraceException(file + ": there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new TraceException(file + ": may not be read", e);
    } catch (IOException e) {
      throw new TraceException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private void add(Path file, CountedInputStream in) throws IOException {
    try {
      InputStream plain = Unpacked.of(in);
      byte[] beginning = LogReader.peek(plain);
      if (!Archive.recognises(beginning)) {
        addText(plain, file.toString());
        return;
      }
      for (Part part : PartChain.order(Archive.parts(plain, beginning))) {
        addText(part.open(), file + " (" + part.name() + ")");
      }
    } catch (TraceException e) {
      throw e.at(file + ", byte 0");
    } catch (EOFException e) {
      throw new TraceException("the archive or its compression is cut off", e)
          .at(file + ", byte " + in.count());
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // Decompressors throw unchecked exceptions too when their input is broken.
      throw new TraceException("the archive or its compression is broken: " + e.getMessage(), e)
          .at(file + ", byte " + in.count());
    }
  }

  private void addText(InputStream text, String place) throws IOException {
    byte[] beginning = LogReader.peek(text);
    boolean first = whole == null && logs == null;
    if (TraceReader.recognises(beginning) && first) {
      whole = TraceReader.read(text, place, name);
      return;
    }
    if (whole != null || TraceReader.recognises(beginning)) {
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

  /// The trace; the opening is used up.
  Trace finish() {
    Trace finished = whole != null ? whole : logs.build(name);
    whole = null;
    logs = null;
    return finished;
  }

  /// Gives the memory of an unfinished trace back.
  @Override
  public void close() {
    if (whole != null) whole.close();
    if (logs != null) logs.abandon();
  }
}

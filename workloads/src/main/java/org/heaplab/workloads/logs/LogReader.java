package org.heaplab.workloads.logs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.TraceException;

/// Reads the texts of one format, one after the other, into one trace: addresses carry over from
/// text to text.
public final class LogReader {
  /// How much of a text its format may want to see.
  public static final int BEGINNING = 1 << 16;

  private static final int SHOWN = 40;

  private final LogFormat format;
  private final TraceBuilder trace = new TraceBuilder();
  private final AddressSpace addresses = new AddressSpace(trace);

  public LogReader(LogFormat format) {
    this.format = format;
  }

  /// The format of a text that begins so.
  ///
  /// @param place what errors call the text
  /// @throws TraceException when it is of none; the message shows the beginning
  public static LogFormat recognise(byte[] beginning, String place) {
    List<String> lines = text(beginning).lines().toList();
    return LogFormat.all().stream()
        .filter(format -> format.recognises(lines))
        .findFirst()
        .orElseThrow(() -> new TraceException(unknown(beginning)).at(place + ", byte 0"));
  }

  /// Reads a text to its end.
  ///
  /// @param place what errors call the text
  public void read(InputStream in, String place) {
    var lines = new Lines(in, place);
    try {
      format.read(lines, addresses);
    } catch (TraceException e) {
      throw e.at(lines.place());
    } catch (OutOfMemoryError e) {
      throw new TraceException("a log's live blocks must fit this machine's memory", e)
          .at(lines.place());
    }
  }

  /// Ends the trace; the reader is used up.
  public Trace build(String name) {
    return trace.build(name, new Provenance("", "", "", "", "", "imported from " + format.name()));
  }

  /// Gives the memory of an unfinished trace back.
  public void abandon() {
    trace.abandon();
  }

  private static String unknown(byte[] beginning) {
    String formats = String.join(", ", LogFormat.all().stream().map(LogFormat::name).toList());
    String rule = "must be a .trace file or one of " + formats;
    if (beginning.length == 0) return rule + ": it is empty";
    String shown = text(Arrays.copyOf(beginning, Math.min(beginning.length, SHOWN)));
    return rule + ": it begins with '" + shown.replaceAll("\\p{Cntrl}", "·") + "'";
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// Reads as much of a stream as [#recognise] may want and sets it back.
  ///
  /// @param in a stream that supports marks of [#BEGINNING] bytes
  public static byte[] peek(InputStream in) throws IOException {
    in.mark(BEGINNING);
    byte[] beginning = in.readNBytes(BEGINNING);
    in.reset();
    return beginning;
  }
}

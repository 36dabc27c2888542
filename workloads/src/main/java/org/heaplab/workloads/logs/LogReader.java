package org.heaplab.workloads.logs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.logs.format.LogFormats;
import org.heaplab.workloads.logs.text.AddressSpace;
import org.heaplab.workloads.logs.text.LineReader;
import org.heaplab.workloads.logs.text.Lines;
import org.heaplab.workloads.logs.text.LogFormat;
import org.heaplab.workloads.logs.text.TornLine;

/// Reads several texts of one format, one after the other, into one trace. A block that is live at
/// the end of one text is known in the next. These rules hold for every text:
///
/// 1. A last line without a line end may be incomplete. It is left out and the log counts as cut,
///    unless the format can prove that the line is complete. A log also counts as cut when its
///    compressed file or archive ends too early.
/// 2. A torn line is left out and counted. A text with more torn lines than whole ones is refused.
public final class LogReader {
  /// The most bytes that a format may need to recognise a text.
  public static final int BEGINNING = 1 << 16;

  private static final int SHOWN = 40;

  private final LogFormat format;
  private final TraceBuilder trace = new TraceBuilder();
  private final AddressSpace addresses;

  public LogReader(LogFormat format) {
    this.format = format;
    addresses = new AddressSpace(trace, format.writesFreesLate());
  }

  /// The format of a text with this beginning; empty when there is none.
  public static Optional<LogFormat> find(byte[] beginning) {
    List<String> lines = text(beginning).replaceFirst("^" + Lines.MARK, "").lines().toList();
    return LogFormats.ALL.stream().filter(format -> format.recognises(lines)).findFirst();
  }

  /// The format of a text with this beginning.
  ///
  /// @param place the name of the text in errors
  /// @throws TraceException when no format matches; the message says what the text is or how it
  ///   begins
  public static LogFormat recognise(byte[] beginning, String place) {
    return find(beginning)
        .orElseThrow(() -> new TraceException(unknown(beginning)).at(place + ", byte 0"));
  }

  /// Reads a text to its end.
  ///
  /// @param place the name of the text in errors
  public void read(InputStream in, String place) {
    var lines = new Lines(in, place);
    try {
      read(lines, format.reader(addresses));
    } catch (TraceException e) {
      throw e.at(lines.place());
    } catch (OutOfMemoryError e) {
      throw new TraceException("a log's live blocks must fit this machine's memory", e)
          .at(lines.place());
    }
  }

  private void read(Lines lines, LineReader reader) {
    boolean cut = false;
    while (lines.next()) {
      if (lines.isBlank()) continue;
      lines.restart();
      if (lines.isUnfinished() && !isWhole(lines, reader)) {
        cut = true;
        continue;
      }
      try {
        if (reader.read(lines)) lines.torn().addWhole();
      } catch (TornLine e) {
        lines.tear(e);
      }
    }
    cut |= lines.isCutOff();
    if (reader.end(lines, cut)) trace.drop(Dropped.CUT_END, 1);
    trace.dropTornLines(lines.torn().count(), lines.firstTorn());
    lines.torn().check();
  }

  private static boolean isWhole(Lines lines, LineReader reader) {
    try {
      return reader.isWhole(lines);
    } catch (TornLine e) {
      return false;
    } finally {
      lines.restart();
    }
  }

  /// Counts what was left out before the logs were read.
  public void drop(Dropped kind, long times) {
    trace.drop(kind, times);
  }

  /// Ends the trace; the reader cannot be used after this.
  public Trace build(String name) {
    addresses.finish();
    return trace.build(name, new Provenance("", "", "", "", "", "imported from " + format.name()));
  }

  /// Frees the memory of an unfinished trace.
  public void abandon() {
    trace.abandon();
  }

  private static String unknown(byte[] beginning) {
    Optional<String> known = OtherTools.describe(beginning);
    if (known.isPresent()) return known.get();
    String formats = String.join(", ", LogFormats.ALL.stream().map(LogFormat::name).toList());
    String rule = "must be a .trace file or one of " + formats;
    if (beginning.length == 0) return rule + ": it is empty";
    String shown = text(Arrays.copyOf(beginning, Math.min(beginning.length, SHOWN)));
    return rule + ": it begins with '" + shown.replaceAll("\\p{Cntrl}", "·") + "'";
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// Reads as much of a stream as [#recognise] may need, and resets the stream. If the stream is
  /// cut off, the result is shorter.
  ///
  /// @param in a stream that supports marks of [#BEGINNING] bytes
  public static byte[] peek(InputStream in) throws IOException {
    in.mark(BEGINNING);
    byte[] beginning = new byte[BEGINNING];
    int filled = 0;
    try {
      for (int read; filled < BEGINNING; filled += read) {
        read = in.read(beginning, filled, BEGINNING - filled);
        if (read < 0) break;
      }
    } catch (EOFException e) {
      if (filled == 0) throw e;
    }
    in.reset();
    return Arrays.copyOf(beginning, filled);
  }
}

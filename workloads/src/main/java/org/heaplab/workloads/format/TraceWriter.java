package org.heaplab.workloads.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.heaplab.workloads.AtomicFile;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.format.Layout.Frame;

/// Writes `.trace` files; the package page has the format.
public final class TraceWriter {
  private final OutputStream out;
  private final CRC32C whole = new CRC32C();

  private TraceWriter(OutputStream out) {
    this.out = out;
  }

  /// Writes a whole trace to a file, or nothing; does not close the trace.
  ///
  /// @throws IOException when the file cannot be written
  public static void write(Trace trace, Path file) throws IOException {
    AtomicFile.write(file, out -> write(trace, out));
  }

  /// Writes a trace; does not close the stream.
  public static void write(Trace trace, OutputStream out) throws IOException {
    TraceWriter writer = begin(Header.of(trace), out);
    for (Bytes names : SiteNames.encode(trace)) writer.put(Frame.SITES, names);
    try (var blocks = new BlockWriter(Layout.versionOf(trace), Packed.LEVEL, trace::siteOf)) {
      for (long from = 0, to; from < trace.count(); from = to) {
        to = Math.min(trace.count(), from + Layout.MAX_OPERATIONS);
        if (Operation.kind(trace.operations(), to - 1) == Operation.TOUCHED) to--;
        writer.put(Frame.BLOCK, blocks.encode(trace.operations(), from, to));
      }
    }
    writer.end();
  }

  /// Writes a trace whose blocks are on the disk already, each in its frame.
  static void write(Header header, PendingFrames blocks, OutputStream out) throws IOException {
    TraceWriter writer = begin(header, out);
    blocks.forEach(writer::put);
    writer.end();
  }

  private static TraceWriter begin(Header header, OutputStream out) throws IOException {
    var writer = new TraceWriter(out);
    writer.put(Layout.MAGIC, Layout.MAGIC.length);
    writer.put(Frame.HEADER, header.encode());
    return writer;
  }

  private void end() throws IOException {
    var end = new Bytes();
    end.putInt((int) whole.getValue());
    put(Frame.END, end);
  }

  private void put(Frame type, Bytes payload) throws IOException {
    Bytes frame = frame(type, payload);
    put(frame.array(), frame.length());
  }

  /// A payload in its frame.
  static Bytes frame(Frame type, Bytes payload) {
    if (payload.length() > Layout.MAX_PAYLOAD) {
      throw new TraceException(
          "a frame must have at most "
              + Layout.MAX_PAYLOAD
              + " bytes: "
              + type
              + ", "
              + payload.length());
    }
    var frame = new Bytes();
    frame.put(type.letter);
    frame.putInt(payload.length());
    frame.put(payload.array(), payload.length());
    frame.putInt(Layout.checksum(frame.array(), 0, frame.length()));
    return frame;
  }

  private void put(byte[] bytes, int length) throws IOException {
    whole.update(bytes, 0, length);
    out.write(bytes, 0, length);
  }
}

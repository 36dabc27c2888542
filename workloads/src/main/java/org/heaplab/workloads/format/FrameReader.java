package org.heaplab.workloads.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.format.Layout.Frame;

/// Splits a file into frames, checks their checksums, and knows the current byte.
final class FrameReader {
  private final InputStream in;
  private final CRC32C whole = new CRC32C();
  private long position;
  private long frameStart;
  private int wholeBefore;

  FrameReader(InputStream in) {
    this.in = in;
  }

  /// Where the frame that was read last begins.
  long frameStart() {
    return frameStart;
  }

  /// The checksum of all bytes before the frame that was read last.
  int wholeBefore() {
    return wholeBefore;
  }

  void magic() throws IOException {
    byte[] magic = read(Layout.MAGIC.length);
    if (!Arrays.equals(magic, Layout.MAGIC)) {
      throw new TraceException("a .trace file must begin with the bytes 89 68 6c 74 0d 0a 1a 0a");
    }
  }

  /// Reads the next frame: returns its type and puts its payload into `payload`.
  Frame next(Bytes payload) throws IOException {
    frameStart = position;
    wholeBefore = (int) whole.getValue();
    var start = new Bytes(read(Layout.FRAME_START));
    Frame type = type((byte) start.take());
    int length = start.takeInt();
    if (length < 0 || length > Layout.MAX_PAYLOAD) {
      throw new TraceException(
          "a frame must have at most "
              + Layout.MAX_PAYLOAD
              + " bytes: "
              + Integer.toUnsignedString(length));
    }
    byte[] rest = read(length + Layout.FRAME_END);
    var crc = new CRC32C();
    crc.update(start.array());
    crc.update(rest, 0, length);
    payload.clear();
    payload.put(rest, rest.length - Layout.FRAME_END);
    int stored = new Bytes(Arrays.copyOfRange(rest, length, rest.length)).takeInt();
    requireSame("a frame", (int) crc.getValue(), stored);
    return type;
  }

  void requireEnd() throws IOException {
    frameStart = position;
    if (in.read() >= 0) throw new TraceException("a .trace file must end after its end frame");
  }

  static void requireSame(String what, int computed, int stored) {
    if (computed == stored) return;
    throw new TraceException(
        String.format(
            "%s must match its checksum: %08x, but stored is %08x", what, computed, stored));
  }

  private static Frame type(byte letter) {
    for (Frame type : Frame.values()) if (type.letter == letter) return type;
    throw new TraceException(
        String.format("a frame must be of type H, S, B or E: byte %02x", letter));
  }

  private byte[] read(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    position += bytes.length;
    whole.update(bytes);
    if (bytes.length == length) return bytes;
    throw new TraceException(
        "a .trace file must go on to its end frame, but it is cut off after "
            + position
            + " bytes");
  }
}

package org.heaplab.workloads.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.format.Layout.Frame;

/// Reads `.trace` files; the package page has the format. For any input the memory is bounded. The
/// result is a well-formed trace, or one [TraceException] with the file, the byte and the rule.
public final class TraceReader {
  private TraceReader() {}

  /// Reads a `.trace` file into a trace with the file's name.
  ///
  /// @throws TraceException when the file is broken or cannot be read
  public static Trace read(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return read(in, file.toString(), Trace.nameOf(file));
    } catch (IOException e) {
      throw new TraceException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// Reads a whole stream.
  ///
  /// @param place the name of the input in errors
  public static Trace read(InputStream in, String place, String name) {
    var frames = new FrameReader(in);
    var builder = new TraceBuilder();
    try {
      return read(frames, builder, name);
    } catch (TraceException e) {
      builder.abandon();
      throw e.at(place + ", byte " + frames.frameStart());
    } catch (IOException | OutOfMemoryError e) {
      builder.abandon();
      throw new TraceException("the file must be readable to its end: " + e.getMessage(), e)
          .at(place + ", byte " + frames.frameStart());
    }
  }

  /// Whether a file with this beginning is a `.trace` file, whole or broken.
  public static boolean recognises(byte[] beginning) {
    return beginning.length >= Layout.MAGIC.length
        && Arrays.equals(beginning, 0, Layout.MAGIC.length, Layout.MAGIC, 0, Layout.MAGIC.length);
  }

  private static Trace read(FrameReader frames, TraceBuilder builder, String name)
      throws IOException {
    frames.magic();
    var payload = new Bytes();
    if (frames.next(payload) != Frame.HEADER)
      throw new TraceException("the first frame must be a header");
    Header header = Header.decode(payload, TraceBuilder.largestTrace());
    header.tellDropped(builder);
    Frame type = frames.next(payload);
    int named = 0;
    for (; type == Frame.SITES; type = frames.next(payload)) {
      named = SiteNames.decode(payload, builder, named, header.sites());
    }
    if (named != header.sites()) {
      throw new TraceException(
          "the header's " + header.sites() + " call sites must have names: " + named);
    }
    try (var blocks = new BlockReader(builder, header)) {
      for (; type == Frame.BLOCK; type = frames.next(payload)) {
        blocks.decode(payload, header.operations() - builder.count());
      }
    }
    if (type != Frame.END) throw new TraceException("a file must have one header");
    FrameReader.requireSame("the file", frames.wholeBefore(), payload.takeInt());
    payload.requireUsedUp("the end frame");
    if (builder.count() != header.operations()) {
      throw new TraceException(
          "the blocks must have the header's "
              + header.operations()
              + " operations: "
              + builder.count());
    }
    frames.requireEnd();
    return builder.build(name, header.provenance());
  }
}

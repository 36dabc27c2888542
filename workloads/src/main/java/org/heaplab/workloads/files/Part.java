package org.heaplab.workloads.files;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.heaplab.workloads.TraceException;

/// A file from an archive, compressed and in memory. The parts of a log may have to be read in
/// another order than the archive has them.
final class Part {
  /// Enough for logs of many gigabytes; no archive can make us hold more.
  private static final int MAX_COMPRESSED = 1 << 28;

  private static final int FASTEST = 1;

  private final String name;
  private final byte[] compressed;
  private final boolean cut;

  private Part(String name, byte[] compressed, boolean cut) {
    this.name = name;
    this.compressed = compressed;
    this.cut = cut;
  }

  /// Reads a file to its end, or to where it is cut.
  ///
  /// @param name in the archive
  /// @param in throws EOFException where the archive is cut
  /// @param held how many bytes the other parts of the archive take
  static Part of(String name, InputStream in, long held) throws IOException {
    var compressed = new ByteArrayOutputStream();
    boolean cut = false;
    try (var zstd = new ZstdOutputStream(compressed, FASTEST)) {
      var buffer = new byte[1 << 16];
      for (int read; (read = in.read(buffer)) >= 0; zstd.write(buffer, 0, read)) {
        if (held + compressed.size() > MAX_COMPRESSED) {
          throw new TraceException(
              "the parts of an archive must compress to at most "
                  + MAX_COMPRESSED
                  + " bytes: "
                  + name);
        }
      }
    } catch (EOFException e) {
      cut = true;
    }
    return new Part(name, compressed.toByteArray(), cut);
  }

  String name() {
    return name;
  }

  long heldBytes() {
    return compressed.length;
  }

  boolean isCut() {
    return cut;
  }

  InputStream open() throws IOException {
    InputStream whole = new ZstdInputStream(new ByteArrayInputStream(compressed));
    return Unpacked.of(cut ? new Cut(whole) : whole);
  }

  /// A stream that throws EOFException at its end, since the part was cut.
  private static final class Cut extends FilterInputStream {
    Cut(InputStream in) {
      super(in);
    }

    /// 0, so that no buffer reads ahead: it would lose what it has read already.
    @Override
    public int available() {
      return 0;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      if (read < 0) throw new EOFException();
      return read;
    }
  }
}

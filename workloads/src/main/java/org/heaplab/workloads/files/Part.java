package org.heaplab.workloads.files;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.heaplab.workloads.TraceException;

/// A file out of an archive, held in memory, compressed, because the parts of a log may have to be
/// read in another order than they are archived in.
final class Part {
  /// Room for logs of many gigabytes, and the bound on what an archive can make us hold.
  private static final int MAX_COMPRESSED = 1 << 28;

  private static final int FASTEST = 1;

  private final String name;
  private final byte[] compressed;

  private Part(String name, byte[] compressed) {
    this.name = name;
    this.compressed = compressed;
  }

  /// Reads a stream to its end.
  ///
  /// @param name without folder
  static Part of(String name, InputStream in) throws IOException {
    var compressed = new ByteArrayOutputStream();
    try (var zstd = new ZstdOutputStream(compressed, FASTEST)) {
      var buffer = new byte[1 << 16];
      for (int read; (read = in.read(buffer)) >= 0; zstd.write(buffer, 0, read)) {
        if (compressed.size() > MAX_COMPRESSED) {
          throw new TraceException(
              "a part of an archive must compress to at most "
                  + MAX_COMPRESSED
                  + " bytes: "
                  + name);
        }
      }
    }
    return new Part(name, compressed.toByteArray());
  }

  String name() {
    return name;
  }

  InputStream open() throws IOException {
    return Unpacked.of(new ByteArrayInputStream(compressed));
  }
}

package org.heaplab.workloads.files;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.logs.LogReader;
import org.tukaani.xz.XZInputStream;

/// A stream whose compression is removed: gzip, bzip2, xz or zstd, also several layers. The first
/// bytes show which one it is. When the packed stream is cut, this stream returns everything that
/// can be unpacked and then throws EOFException.
final class Unpacked extends FilterInputStream {
  /// More than the default dictionary of any tool; a file that needs more is refused.
  private static final int MAX_XZ_KIB = 1 << 17;

  private static final int MAX_LAYERS = 4;
  private static final int LONGEST_MAGIC = 6;
  private static final int LARGEST_PIECE = 1 << 13;

  private final ReadAhead packed;
  private IOException ended;

  private Unpacked(InputStream in, ReadAhead packed) {
    super(in);
    this.packed = packed;
  }

  /// The unpacked stream; it supports marks of [LogReader#BEGINNING] bytes.
  static InputStream of(InputStream in) throws IOException {
    InputStream plain = buffered(in);
    for (int layers = 0; layers <= MAX_LAYERS; layers++) {
      Optional<Compression> compression = Compression.of(LogReader.peek(plain));
      if (compression.isEmpty()) return plain;
      plain = buffered(open(compression.get(), plain));
    }
    throw new TraceException("a file must be compressed at most " + MAX_LAYERS + " times");
  }

  private static Unpacked open(Compression compression, InputStream packed) throws IOException {
    var ahead = new ReadAhead(packed);
    try {
      return new Unpacked(compression.opener().open(ahead), ahead);
    } catch (IOException | RuntimeException e) {
      throw ahead.explain(e);
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  /// Reads the last bytes one at a time. A decompressor that misses the end loses what it has
  /// unpacked in the same call.
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (ended != null) throw ended;
    int count = 0;
    try {
      int read = 0;
      if (!packed.isNearEnd()) return in.read(bytes, offset, Math.min(length, LARGEST_PIECE));
      while (count < length && (read = in.read(bytes, offset + count, 1)) >= 0) count += read;
      return count == 0 && read < 0 ? -1 : count;
    } catch (IOException | RuntimeException e) {
      ended = packed.explain(e);
      if (count == 0) throw ended;
      return count;
    }
  }

  /// 0, so that no buffer reads ahead: it would lose what it has read already.
  @Override
  public int available() {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private static InputStream buffered(InputStream in) {
    return new BufferedInputStream(in, LogReader.BEGINNING);
  }

  /// @param magic the first bytes, in hexadecimal
  private record Compression(String magic, Opener opener) {
    static final List<Compression> ALL =
        List.of(
            new Compression(
                "1f8b",
                in ->
                    GzipCompressorInputStream.builder()
                        .setInputStream(in)
                        .setDecompressConcatenated(true)
                        .get()),
            new Compression("425a68", in -> new BZip2CompressorInputStream(in, true)),
            new Compression("fd377a585a00", in -> new XZInputStream(in, MAX_XZ_KIB)),
            new Compression("28b52ffd", ZstdInputStream::new));

    static Optional<Compression> of(byte[] beginning) {
      String hex =
          HexFormat.of().formatHex(beginning, 0, Math.min(beginning.length, LONGEST_MAGIC));
      return ALL.stream().filter(compression -> hex.startsWith(compression.magic)).findFirst();
    }
  }

  @FunctionalInterface
  private interface Opener {
    InputStream open(InputStream in) throws IOException;
  }
}

package org.heaplab.workloads.files;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.format.TraceReader;
import org.heaplab.workloads.logs.Encoding;
import org.heaplab.workloads.logs.LogReader;

/// The files with traces in a tar or a zip. Left out are folders, files without traces, and hidden
/// files such as the `._` files of macOS.
final class Archive {
  private static final int TAR_HEADER = 512;
  private static final int TAR_CHECKSUM = 148;
  private static final int TAR_CHECKSUM_BYTES = 8;
  private static final int MAX_FILES = 1000;

  private final List<String> names = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private Part stranger;
  private int others;
  private boolean cut;

  private Archive() {}

  static boolean recognises(byte[] beginning) {
    return isZip(beginning) || isTar(beginning);
  }

  /// Reads an archive to its end, or to where it is cut.
  ///
  /// @param wanted the names of the files to read
  static Archive read(InputStream in, byte[] beginning, Predicate<String> wanted)
      throws IOException {
    var packed = new ReadAhead(in);
    var read = new Archive();
    try (ArchiveInputStream<?> archive =
        isZip(beginning) ? new ZipArchiveInputStream(packed) : new TarArchiveInputStream(packed)) {
      ArchiveEntry entry;
      while ((entry = archive.getNextEntry()) != null) read.add(entry, archive, packed, wanted);
    } catch (IOException | RuntimeException e) {
      if (!packed.isExhausted() || read.names.isEmpty()) throw e;
      read.cut = true;
    }
    return read;
  }

  /// The names of all files with traces, in order.
  List<String> names() {
    return names;
  }

  /// The files that were read. If none of them has a trace, this is the first file, because it
  /// shows what the archive contains instead.
  List<Part> parts() {
    return parts.isEmpty() && stranger != null ? List.of(stranger) : parts;
  }

  /// How many files have no trace.
  int others() {
    return others;
  }

  /// Whether the archive ends too early and its last part does not show it.
  boolean isCut() {
    return cut && (parts.isEmpty() || !parts.getLast().isCut());
  }

  private void add(
      ArchiveEntry entry, InputStream archive, ReadAhead packed, Predicate<String> wanted)
      throws IOException {
    String name = entry.getName().replace('\0', '?').replaceFirst("^(\\./|/)+", "");
    if (entry.isDirectory() || name.substring(name.lastIndexOf('/') + 1).startsWith(".")) return;
    if (names.size() + others == MAX_FILES) {
      throw new TraceException("an archive must have at most " + MAX_FILES + " files");
    }
    var file = new BufferedInputStream(new Contents(archive, packed), LogReader.BEGINNING);
    boolean holdsTrace = holdsTrace(LogReader.peek(file));
    if (holdsTrace) names.add(name);
    else others++;
    if (!wanted.test(name) || (!holdsTrace && stranger != null)) return;
    long held = parts.stream().mapToLong(Part::heldBytes).sum();
    Part part = Part.of(name, file, held);
    if (holdsTrace) parts.add(part);
    else stranger = part;
  }

  private static boolean holdsTrace(byte[] beginning) {
    try {
      InputStream plain = Unpacked.of(new ByteArrayInputStream(beginning));
      if (TraceReader.recognises(LogReader.peek(plain))) return true;
      return LogReader.find(LogReader.peek(Encoding.decoded(plain))).isPresent();
    } catch (IOException | RuntimeException e) {
      // A broken file holds no trace.
      return false;
    }
  }

  private static boolean isZip(byte[] beginning) {
    return ZipArchiveInputStream.matches(beginning, beginning.length);
  }

  /// Whether the first block has the checksum of a tar header: the sum of its bytes, with blanks
  /// instead of the checksum itself.
  private static boolean isTar(byte[] beginning) {
    if (beginning.length < TAR_HEADER || beginning[0] == 0) return false;
    long sum = 0;
    for (int i = 0; i < TAR_HEADER; i++) {
      boolean own = i >= TAR_CHECKSUM && i < TAR_CHECKSUM + TAR_CHECKSUM_BYTES;
      sum += own ? ' ' : Byte.toUnsignedInt(beginning[i]);
    }
    var field =
        new String(beginning, TAR_CHECKSUM, TAR_CHECKSUM_BYTES, StandardCharsets.ISO_8859_1);
    String octal = field.replace('\0', ' ').strip();
    return octal.matches("[0-7]+") && Long.parseLong(octal, 8) == sum;
  }

  /// A file in the archive; throws EOFException where the archive is cut.
  private static final class Contents extends FilterInputStream {
    private final ReadAhead packed;

    Contents(InputStream archive, ReadAhead packed) {
      super(archive);
      this.packed = packed;
    }

    /// 0, so that no buffer reads ahead: it would lose what it has read already.
    @Override
    public int available() {
      return 0;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return in.read(bytes, offset, length);
      } catch (IOException | RuntimeException e) {
        throw packed.explain(e);
      }
    }
  }
}

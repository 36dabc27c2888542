package org.heaplab.workloads.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.heaplab.workloads.TraceException;

/// The files in a tar or a zip. Folders and hidden files, such as the `._` files of macOS, are left
/// out.
final class Archive {
  private static final int TAR_HEADER = 512;
  private static final int TAR_CHECKSUM = 148;
  private static final int TAR_CHECKSUM_BYTES = 8;
  private static final int MAX_PARTS = 1000;

  private Archive() {}

  static boolean recognises(byte[] beginning) {
    return isZip(beginning) || isTar(beginning);
  }

  static List<Part> parts(InputStream in, byte[] beginning) throws IOException {
    try (ArchiveInputStream<?> archive =
        isZip(beginning) ? new ZipArchiveInputStream(in) : new TarArchiveInputStream(in)) {
      var parts = new ArrayList<Part>();
      for (ArchiveEntry entry; (entry = archive.getNextEntry()) != null; ) {
        String name = String.valueOf(Path.of(entry.getName().replace('\0', '?')).getFileName());
        if (entry.isDirectory() || name.startsWith(".")) continue;
        if (parts.size() == MAX_PARTS) {
          throw new TraceException("an archive must have at most " + MAX_PARTS + " files");
        }
        parts.add(Part.of(name, archive));
      }
      if (parts.isEmpty()) throw new TraceException("an archive must have a file in it");
      return parts;
    }
  }

  private static boolean isZip(byte[] beginning) {
    return ZipArchiveInputStream.matches(beginning, beginning.length);
  }

  /// Whether the first block's checksum is that of a tar header: the sum of its bytes, its own
  /// field taken as blanks.
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
}

package org.heaplab.workloads.format;

import java.util.List;
import java.util.zip.CRC32C;
import org.heaplab.workloads.Trace;

/// The numbers of the format; the package page draws them.
final class Layout {
  static final byte[] MAGIC = {(byte) 0x89, 'h', 'l', 't', '\r', '\n', 0x1A, '\n'};

  /// The version of a trace without call sites.
  static final int VERSION = 2;

  /// The version of a trace that has them; this one and all earlier ones are read.
  static final int VERSION_WITH_SITES = 3;

  static final int FRAME_START = 1 + Integer.BYTES;
  static final int FRAME_END = Integer.BYTES;
  static final int MAX_PAYLOAD = 1 << 22;

  static final int MAX_OPERATIONS = 1 << 16;
  static final int MAX_VARINT = 10;
  static final int MAX_COLUMN = MAX_OPERATIONS * MAX_VARINT;

  static final int KIND_MASK = 0x07;
  static final int ALIGNED = 0x08;
  static final int OTHER_THREAD = 0x10;
  static final int TOUCHED = 0x20;

  private Layout() {}

  /// The types of frames, each with its letter.
  enum Frame {
    HEADER('H'),
    SITES('S'),
    BLOCK('B'),
    END('E');

    final byte letter;

    Frame(char letter) {
      this.letter = (byte) letter;
    }
  }

  /// The columns of a block, in order.
  enum Column {
    KINDS,
    THREADS,
    ALIGNMENTS,
    SIZES,
    BLOCKS,
    OFFSETS,
    WIDTHS,
    MARKS,
    TOUCHED,
    SITES;

    private static final List<Column> ALL = List.of(values());

    /// The columns of a file of this version.
    static List<Column> of(int version) {
      return switch (version) {
        case 1 -> ALL.subList(0, ALL.indexOf(TOUCHED));
        case VERSION -> ALL.subList(0, ALL.indexOf(SITES));
        default -> ALL;
      };
    }
  }

  /// The version in which a trace is written: the first that has all of it.
  static int versionOf(Trace trace) {
    return trace.sites() == 0 ? VERSION : VERSION_WITH_SITES;
  }

  /// The flags that a kind byte of this version may have.
  static int kindBits(int version) {
    return KIND_MASK | ALIGNED | OTHER_THREAD | (version == 1 ? 0 : TOUCHED);
  }

  static int checksum(byte[] bytes, int from, int length) {
    var crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  static long unzigzag(long value) {
    return value >>> 1 ^ -(value & 1);
  }
}

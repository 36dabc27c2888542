package org.heaplab.workloads.symbols;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The code of a process, as Linux lists it in `/proc/self/maps`:
///
/// ```text
/// 55d0c0a01000-55d0c0a02000 r-xp 00001000 fe:01 1234    /usr/bin/program
/// from         to           may  offset   disk  inode   file
/// ```
///
/// A later line takes the place of an earlier one for the same addresses.
public final class MemoryMap implements CodeMap {
  private static final String DELETED = " (deleted)";
  private static final int FIELDS = 6;

  private final TreeMap<Long, Piece> pieces = new TreeMap<>();
  private final CodeFiles files;

  /// @param offset in the file of the piece's first byte
  private record Piece(long end, long offset, String file) {}

  /// @param text lines; those that are none are left out
  public MemoryMap(String text, CodeFiles files) {
    this.files = files;
    text.lines().forEach(this::add);
  }

  private void add(String line) {
    String[] fields = line.strip().split("\\s+", FIELDS);
    if (fields.length < FIELDS - 1) return;
    String[] range = fields[0].split("-", 2);
    String file = fields.length < FIELDS ? "" : fields[FIELDS - 1].replace(DELETED, "");
    try {
      pieces.put(
          Long.parseUnsignedLong(range[0], 16),
          new Piece(
              Long.parseUnsignedLong(range[1], 16), Long.parseUnsignedLong(fields[2], 16), file));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      // The line was cut off with the recording.
    }
  }

  @Override
  public Optional<Place> find(long address) {
    Map.Entry<Long, Piece> entry = pieces.floorEntry(address);
    if (entry == null || address >= entry.getValue().end()) return Optional.empty();
    Piece piece = entry.getValue();
    if (!piece.file().startsWith("/")) return Optional.of(new Place(piece.file(), address));
    long offset = address - entry.getKey() + piece.offset();
    return Optional.of(
        new Place(
            piece.file(),
            files.of(piece.file()).map(code -> code.addressOf(offset)).orElse(offset)));
  }
}

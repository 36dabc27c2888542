package org.heaplab.allocators.handle.table;

import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.handle.pages.HeapAreas;

/// The entries of sparse pages, side by side. A page is packed as a whole. A bit for each of its
/// entries says whether it is in the pack, and the n-th bit that is set stands for the n-th entry
/// there. So an entry keeps its index, although it moves.
///
/// Packs are a log: new ones are appended. Their entries only become fewer. When much of the log is
/// dead, its oldest pack is dropped, or appended again with the entries that it has left (Rosenblum
/// & Ousterhout, *The design and implementation of a log-structured file system*, 1992).
///
/// ```text
///   oldest                                                 end
///     ├───────────┬──────┬─────────────────┬── ─ ─ ┬────────┤
///     │ pack      │ dead │ pack            │       │ pack   │
///     └───────────┴──────┴─────────────────┴── ─ ─ ┴────────┘
///
///   pack
///     0      4       8               8 + 8w
///     ├──────┼───────┼─────────────────┼──────────────┤
///     │ page │ count │ w words of bits │ count entries│
///     └──────┴───────┴─────────────────┴──────────────┘
/// ```
///
/// An entry is found in constant time: by counting the bits of w words, 11 at most.
public final class PackedEntries {
  private static final int COUNT = 4;
  private static final int HEAD_BYTES = 8;

  /// Places of packs are counted in so many bytes.
  private static final int LOG_PLACE_BYTES = 3;

  /// In place of a page's number: from here on, nothing fits before the end of the area.
  private static final int NOTHING_FITS = -1;

  /// The log is worn if one byte of so many is dead.
  private static final int BYTES_PER_DEAD = 4;

  private final Backing backing;
  private final long area;
  private final long areaBytes;
  private final int entryBytes;
  private final int words;

  /// Both only grow. The rest of a division by the area's length is an offset in the area.
  private long oldest;

  private long end;
  private long packs;
  private long entries;

  /// @param area absolute address of the log
  /// @param areaBytes of addresses that it has, more than all packs can take at a time
  PackedEntries(Backing backing, long area, long areaBytes, int entryBytes) {
    this.backing = backing;
    this.area = area;
    this.areaBytes = areaBytes;
    this.entryBytes = entryBytes;
    this.words = (int) ((Backing.PAGE_BYTES / entryBytes + Long.SIZE - 1) / Long.SIZE);
  }

  /// Packs that a page's descriptor names.
  public long packs() {
    return packs;
  }

  /// Entries with a block in those packs.
  public long entries() {
    return entries;
  }

  public long bytes() {
    return end - oldest;
  }

  private long deadBytes() {
    return bytes() - packs * (HEAD_BYTES + ((long) words << 3)) - entries * entryBytes;
  }

  boolean isWorn() {
    return deadBytes() * BYTES_PER_DEAD > bytes() + Backing.PAGE_BYTES;
  }

  /// Appends a pack for a page. It has no entries yet; it is not counted before [#entered].
  ///
  /// @return its absolute address, or 0 when the heap's limit leaves no room
  long append(long page, int count) {
    long bytes = bytesFor(count);
    if (end % areaBytes + bytes > areaBytes && !leaveRest()) return 0;
    long pack = addressOf(end);
    if (!backing.commit(pack, bytes)) return 0;
    end += bytes;
    Memory.putInt(pack, (int) page);
    Memory.putInt(pack + COUNT, count);
    Memory.fill(pack + HEAD_BYTES, (long) words << 3, (byte) 0);
    return pack;
  }

  private boolean leaveRest() {
    if (!backing.commit(addressOf(end), HEAD_BYTES)) return false;
    Memory.putInt(addressOf(end), NOTHING_FITS);
    end = nextTurn(end);
    return true;
  }

  private long nextTurn(long offset) {
    return (offset / areaBytes + 1) * areaBytes;
  }

  /// Copies an entry of a page into its new pack. They come in the order of their ordinals.
  ///
  /// @param ordinal of the entry in its page
  /// @param at its absolute address
  void put(long pack, int ordinal, long at) {
    long word = wordOf(pack, ordinal);
    Memory.putLong(word, Memory.getLong(word) | 1L << ordinal);
    long target = at(pack, ordinal);
    Memory.putInt(target, Memory.getInt(at));
    Memory.putChar(target + EntryLayout.TAG, Memory.getChar(at + EntryLayout.TAG));
  }

  /// Counts a pack that a page's descriptor now names.
  void entered(int count) {
    packs++;
    entries += count;
  }

  /// Counts that a packed entry has no block any more.
  void entryLeft() {
    entries--;
  }

  /// Counts that no descriptor names a pack any more. It is dropped when it is the oldest, and all
  /// are when no other is named.
  void packLeft() {
    if (--packs > 0) return;
    while (bytes() > 0) dropOldest();
    long page = addressOf(end) & -Backing.PAGE_BYTES;
    backing.release(page, Backing.PAGE_BYTES);
    end = HeapAreas.roundUp(end, Backing.PAGE_BYTES);
    oldest = end;
  }

  /// The oldest pack, which may be dead; there must be one.
  long oldest() {
    if (pageOf(addressOf(oldest)) == NOTHING_FITS) advance(nextTurn(oldest));
    return addressOf(oldest);
  }

  void dropOldest() {
    long pack = oldest();
    advance(oldest + bytesFor(countOf(pack)));
  }

  /// Gives back the pages that no pack is on any more.
  private void advance(long newOldest) {
    long first = oldest & -Backing.PAGE_BYTES;
    long last = newOldest & -Backing.PAGE_BYTES;
    oldest = newOldest;
    backing.release(addressOf(first), last - first);
  }

  /// The pack after this one, or 0.
  public long next(long pack) {
    long offset = oldest + Math.floorMod(pack - area - oldest, areaBytes);
    return first(offset + bytesFor(countOf(pack)));
  }

  /// The oldest pack, or 0.
  public long first() {
    return first(oldest);
  }

  private long first(long offset) {
    if (offset < end && pageOf(addressOf(offset)) == NOTHING_FITS) offset = nextTurn(offset);
    return offset < end ? addressOf(offset) : 0;
  }

  private long bytesFor(int count) {
    long bytes = HEAD_BYTES + ((long) words << 3) + (long) count * entryBytes;
    return HeapAreas.roundUp(bytes, 1L << LOG_PLACE_BYTES);
  }

  private long addressOf(long offset) {
    return area + offset % areaBytes;
  }

  /// The page whose entries a pack has, or had.
  public static int pageOf(long pack) {
    return Memory.getInt(pack);
  }

  /// Entries that a pack was made with.
  public static int countOf(long pack) {
    return Memory.getInt(pack + COUNT);
  }

  /// The number by which a descriptor names a pack.
  public int placeOf(long pack) {
    return (int) ((pack - area) >>> LOG_PLACE_BYTES);
  }

  /// The pack of a page that is packed, given its descriptor.
  public long packOf(long descriptor) {
    return area + (Integer.toUnsignedLong(EntryPageLayout.pack(descriptor)) << LOG_PLACE_BYTES);
  }

  /// The absolute address of the first entry of a pack.
  public long entriesOf(long pack) {
    return pack + HEAD_BYTES + ((long) words << 3);
  }

  private static long wordOf(long pack, int ordinal) {
    return pack + HEAD_BYTES + ((long) (ordinal >>> 6) << 3);
  }

  /// The absolute address of an entry of a packed page, or 0 if it is not in the pack.
  ///
  /// @param descriptor of its page
  long entryAt(long index, long descriptor) {
    return at(packOf(descriptor), offsetOf(index) / entryBytes);
  }

  /// The absolute address of a handle's entry, or 0 unless its page is packed, and it in the pack.
  ///
  /// @param descriptor of its page
  long find(long handle, long descriptor) {
    if (!EntryPageLayout.isPacked(descriptor, EntryLayout.epochOf(handle))) return 0;
    long index = handle & EntryLayout.INDEX_MASK;
    int offset = offsetOf(index);
    boolean isEntry = offset % entryBytes == 0 && offset + entryBytes <= Backing.PAGE_BYTES;
    return isEntry ? entryAt(index, descriptor) : 0;
  }

  /// Of an entry in its page, in bytes.
  private static int offsetOf(long index) {
    return (int) (index << EntryLayout.LOG_INDEX_BYTES) & (int) (Backing.PAGE_BYTES - 1);
  }

  /// The absolute address of the entry that has an ordinal in its page, or 0 if it is not here.
  long at(long pack, int ordinal) {
    long last = wordOf(pack, ordinal);
    long bits = Memory.getLong(last);
    if ((bits & 1L << ordinal) == 0) return 0;
    int before = Long.bitCount(bits & (1L << ordinal) - 1);
    for (long word = pack + HEAD_BYTES; word < last; word += Long.BYTES) {
      before += Long.bitCount(Memory.getLong(word));
    }
    return entriesOf(pack) + (long) before * entryBytes;
  }

  /// The least ordinal of an entry here that is at least this one. There must be one.
  int nextOrdinal(long pack, int ordinal) {
    long word = wordOf(pack, ordinal);
    long bits = Memory.getLong(word) & -1L << ordinal;
    while (bits == 0) {
      word += Long.BYTES;
      bits = Memory.getLong(word);
    }
    return (int) (word - pack - HEAD_BYTES) * Byte.SIZE + Long.numberOfTrailingZeros(bits);
  }

  /// How many bits of a pack are set.
  public int bits(long pack) {
    int sum = 0;
    for (int word = 0; word < words; word++) {
      sum += Long.bitCount(Memory.getLong(pack + HEAD_BYTES + ((long) word << 3)));
    }
    return sum;
  }
}

package org.heaplab.allocators.handle.table;

import org.heaplab.allocators.backing.Backing;

/// Makes the pages of a [HandleTable] that hold few entries into packs, and keeps the log of packs
/// short. Each step copies the entries of one page.
public final class EntryPacking {
  /// A page is packed if that gains one byte of so many.
  private static final int BYTES_PER_GAINED = 2;

  private final HandleTable table;
  private final UsedEntries entries;
  private final PackedEntries packed;

  public EntryPacking(HandleTable table) {
    this.table = table;
    this.entries = new UsedEntries(table);
    this.packed = table.packed();
  }

  /// Packs a page if it holds few entries.
  ///
  /// @return whether it does, and the limit left room for the pack
  public boolean pack(long page) {
    long descriptor = table.descriptorOf(page);
    if (!isSparse(page, descriptor) || !append(page, descriptor)) return false;
    packed.entered(EntryPageLayout.used(descriptor));
    if (table.partial().contains(page)) table.partial().remove(page);
    EntryPageLayout.setFree(descriptor, 0);
    EntryPageLayout.setPacked(descriptor);
    table.close(page);
    return true;
  }

  private boolean isSparse(long page, long descriptor) {
    long bytes = (long) EntryPageLayout.used(descriptor) * table.entryBytes();
    return bytes > 0
        && bytes * BYTES_PER_GAINED <= Backing.PAGE_BYTES
        && page != table.current()
        && !EntryPageLayout.isPacked(descriptor);
  }

  /// Shortens a log that is worn: its oldest pack is dropped, and appended again if a page needs
  /// it.
  ///
  /// @return whether there was one to drop, and the limit left room
  public boolean renewOldest() {
    if (!packed.isWorn()) return false;
    long pack = packed.oldest();
    long page = PackedEntries.pageOf(pack);
    long descriptor = table.descriptorOf(page);
    boolean needed = EntryPageLayout.isPacked(descriptor) && packed.packOf(descriptor) == pack;
    if (needed && !append(page, descriptor)) return false;
    packed.dropOldest();
    return true;
  }

  /// Appends a pack of those entries of a page that hold the address of a block.
  private boolean append(long page, long descriptor) {
    long pack = packed.append(page, EntryPageLayout.used(descriptor));
    if (pack == 0) return false;
    long first = HandleTable.firstOf(page);
    entries.eachBlock(
        page, (index, at) -> packed.put(pack, (int) (index - first) / table.step(), at));
    EntryPageLayout.setPack(descriptor, packed.placeOf(pack));
    return true;
  }
}

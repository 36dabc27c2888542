package org.heaplab.allocators.handle.table;

/// The entries of a [HandleTable] page by page: those that were used since the page was committed,
/// or those in its pack. They lie side by side.
public final class UsedEntries {
  private final HandleTable table;
  private final PackedEntries packed;

  /// What is done with an entry that holds the address of a block.
  public interface Action {
    /// @param at the absolute address of the entry
    void at(long index, long at);
  }

  public UsedEntries(HandleTable table) {
    this.table = table;
    this.packed = table.packed();
  }

  /// Entries of a page, 0 if none is in use.
  public int countOf(long page) {
    long descriptor = table.descriptorOf(page);
    if (EntryPageLayout.used(descriptor) == 0) return 0;
    if (EntryPageLayout.isPacked(descriptor)) {
      return PackedEntries.countOf(packed.packOf(descriptor));
    }
    return EntryPageLayout.fresh(descriptor) / table.step();
  }

  /// The absolute address of the first of them. The next ones follow by [HandleTable#entryBytes].
  public long firstOf(long page) {
    long descriptor = table.descriptorOf(page);
    return EntryPageLayout.isPacked(descriptor)
        ? packed.entriesOf(packed.packOf(descriptor))
        : table.pageAddress(page);
  }

  /// Does something with each entry that holds the address of a block, in the order of their
  /// indexes.
  public void eachBlock(Action action) {
    for (long page = 0; page < table.pages(); page++) eachBlock(page, action);
  }

  /// The same on one page.
  void eachBlock(long page, Action action) {
    long descriptor = table.descriptorOf(page);
    long pack = EntryPageLayout.isPacked(descriptor) ? packed.packOf(descriptor) : 0;
    long first = HandleTable.firstOf(page);
    long at = firstOf(page);
    int ordinal = -1;
    for (int i = countOf(page); i > 0; i--, at += table.entryBytes()) {
      ordinal++;
      if (pack != 0) ordinal = packed.nextOrdinal(pack, ordinal);
      if (EntryLayout.isBlock(EntryLayout.granuleAt(at))) {
        action.at(first + (long) ordinal * table.step(), at);
      }
    }
  }
}

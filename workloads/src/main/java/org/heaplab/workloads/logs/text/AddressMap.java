package org.heaplab.workloads.logs.text;

/// A map from addresses to slots: open addressing with linear probing over two flat arrays, at most
/// half full. When an entry is removed, later entries that probed past it move back. So there are
/// no tombstones, and the size depends only on the live blocks, not on the length of the log.
/// Address 0 marks an empty entry, since NULL is never a block.
public final class AddressMap {
  public static final int NONE = -1;

  private static final int LOG_FIRST_CAPACITY = 10;

  /// 2⁶⁴ divided by the golden ratio. Multiplying by it spreads neighbouring addresses (Knuth,
  /// TAOCP 3, §6.4).
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private int logCapacity = LOG_FIRST_CAPACITY;
  private long[] addresses = new long[1 << LOG_FIRST_CAPACITY];
  private int[] slots = new int[1 << LOG_FIRST_CAPACITY];
  private int size;

  /// The slot of the block at this address, or [#NONE].
  public int get(long address) {
    int at = find(address);
    return addresses[at] == address && address != 0 ? slots[at] : NONE;
  }

  /// Adds an address that is not in the map yet.
  public void put(long address, int slot) {
    if (size >= addresses.length >>> 1) grow();
    int at = find(address);
    addresses[at] = address;
    slots[at] = slot;
    size++;
  }

  /// Removes an address and returns its slot, or [#NONE].
  public int remove(long address) {
    int hole = find(address);
    if (addresses[hole] != address || address == 0) return NONE;
    int slot = slots[hole];
    int mask = addresses.length - 1;
    for (int next = (hole + 1) & mask; addresses[next] != 0; next = (next + 1) & mask) {
      int displaced = (next - home(addresses[next])) & mask;
      if (displaced < ((next - hole) & mask)) continue;
      addresses[hole] = addresses[next];
      slots[hole] = slots[next];
      hole = next;
    }
    addresses[hole] = 0;
    size--;
    return slot;
  }

  private int find(long address) {
    int mask = addresses.length - 1;
    int at = home(address);
    while (addresses[at] != address && addresses[at] != 0) at = (at + 1) & mask;
    return at;
  }

  private int home(long address) {
    return (int) ((address * GOLDEN) >>> (Long.SIZE - logCapacity));
  }

  private void grow() {
    long[] oldAddresses = addresses;
    int[] oldSlots = slots;
    logCapacity++;
    addresses = new long[1 << logCapacity];
    slots = new int[1 << logCapacity];
    for (int i = 0; i < oldAddresses.length; i++) {
      if (oldAddresses[i] == 0) continue;
      int at = find(oldAddresses[i]);
      addresses[at] = oldAddresses[i];
      slots[at] = oldSlots[i];
    }
  }
}

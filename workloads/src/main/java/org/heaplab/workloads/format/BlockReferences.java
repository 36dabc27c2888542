package org.heaplab.workloads.format;

import java.util.Arrays;
import org.heaplab.workloads.TraceException;

/// How the format names a live block: by its birth, counted from the newest block or from the block
/// that was named last. The nearer one is used. The writer and the reader each have one of these,
/// and both change in the same way.
final class BlockReferences {
  private static final int DEAD = -1;

  private int births;
  private int last;

  /// For each slot (in the writer) the birth, for each birth (in the reader) the slot.
  private int[] other = new int[1 << 10];

  /// A malloc, in the writer.
  void bornIn(int slot) {
    if (slot >= other.length) other = Arrays.copyOf(other, Math.max(slot + 1, other.length * 2));
    other[slot] = births++;
  }

  /// A malloc, in the reader.
  void bornAs(int slot) {
    if (births == other.length) other = Arrays.copyOf(other, other.length * 2);
    other[births++] = slot;
  }

  /// The reference to the live block in a slot.
  long encode(int slot) {
    int birth = other[slot];
    long back = (long) births - 1 - birth;
    long aside = Layout.zigzag((long) birth - last);
    last = birth;
    return back <= aside ? back << 1 : aside << 1 | 1;
  }

  /// The slot of the live block with this reference.
  int decode(long reference) {
    long birth =
        (reference & 1) == 0
            ? births - 1 - (reference >>> 1)
            : last + Layout.unzigzag(reference >>> 1);
    if (birth < 0 || birth >= births) {
      throw new TraceException(
          "an operation must name a block born before it, 0 to " + (births - 1) + ": " + birth);
    }
    last = (int) birth;
    int slot = other[last];
    if (slot == DEAD)
      throw new TraceException("an operation must name a live block: " + birth + " is freed");
    return slot;
  }

  /// A free, in the reader, after [#decode].
  void diedLast() {
    other[last] = DEAD;
  }
}

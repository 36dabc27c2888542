package org.heaplab.allocators.buddy;

import org.heaplab.allocators.Alignment;
import org.heaplab.allocators.Heap;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.MisuseException;
import org.heaplab.allocators.MisuseException.Kind;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.mechanism.BlockLists;

/// The blocks of one [BuddySystem]: a tree whose leaves tile the addresses from the origin. An
/// allocation splits a free leaf until a part has the order it needs; a free joins buddies for as
/// long as both are free. The tree grows at its root: it becomes the first part of a larger block.
///
/// ```text
///    root        ┌───────────────────────────────┐
///                ├───────────────┬───────────────┤
///                ├───────┬───────┼ ─ ─ ─ ─ ─ ─ ─ ┤
///    leaves      │ used  │ free  │ used          │
///                └───────┴───────┴───────────────┘
///
///    lists       order 0:   1: ─▶ free   2:   3:           the 2^k list
/// ```
///
/// Invariants:
///
/// 1. blocks tile the tree, and each is a part that splitting the root can give;
/// 2. no two buddies are both free;
/// 3. used blocks are wholly committed; free blocks larger than a page have only their first bytes;
/// 4. a free block is in the list of its order, the one freed last at its start.
///
/// An allocation writes a tag for each split, and a free reads one for each join and one more: at
/// most one for each order, which is O(log heap size), and one or two most of the time.
final class BuddyTree {
  static final long NONE = -1;
  private static final int NO_ROOT = -1;
  private static final long PAGE_BYTES = Backing.PAGE_BYTES;

  private final Backing backing;
  private final BuddySystem system;
  private final BuddyBlocks blocks;
  private final BuddyTags tags;
  private final BlockLists free;

  /// The order of a tree of a page, with which it begins.
  private final int pageOrder;

  private int root = NO_ROOT;

  private long inspections;

  BuddyTree(BuddyBlocks blocks) {
    this.backing = blocks.backing();
    this.system = blocks.system();
    this.blocks = blocks;
    this.tags = blocks.tags();
    this.free = blocks.freeLists();
    this.pageOrder = blocks.orderOf(PAGE_BYTES);
  }

  BuddyBlocks blocks() {
    return blocks;
  }

  /// How many blocks have been split, or looked at as buddies.
  long inspections() {
    return inspections;
  }

  /// Whether an address belongs to a block of the tree.
  boolean holds(long address) {
    return root != NO_ROOT && address >= blocks.address(0) && address < endAddress();
  }

  private long endAddress() {
    return blocks.address(system.size(root));
  }

  /// @return a used block, or [#NONE]
  long allocate(int order) {
    int from = free.occupiedFrom(order);
    if (from < 0) return allocateSlow(order);
    long block = blocks.blockOf(free.first(from));
    if (!blocks.isWithinPage(block, from) && !prepare(block, from, order)) return NONE;
    return split(block, from, order);
  }

  private long allocateSlow(int order) {
    int before = root;
    while (free.occupiedFrom(order) < 0) {
      if (!grow(order)) {
        shrink(before);
        return NONE;
      }
    }
    long block = allocate(order);
    if (block == NONE) shrink(before);
    return block;
  }

  /// Of the two parts of a block, an allocation goes on with the smaller one that is large enough.
  private boolean takesSecond(int from, int order) {
    int second = system.second(from);
    return second < from - 1 && second >= order;
  }

  /// Commits what splitting a free block will write to; changes nothing when it is refused.
  private boolean prepare(long block, int from, int order) {
    long part = block;
    boolean ready = true;
    for (int at = from; ready && at > order; ) {
      long second = part + system.size(at - 1);
      ready = commitStart(second);
      if (takesSecond(at, order)) {
        part = second;
        at = system.second(at);
      } else {
        at--;
      }
    }
    ready = ready && backing.commit(blocks.address(part), blocks.bytes(order));
    if (!ready) releaseInside(block, from);
    return ready;
  }

  private boolean commitStart(long block) {
    boolean known = tags.isCommitted(block);
    if (!tags.commit(block)) return false;
    if (backing.commit(blocks.address(block), blocks.startBytes())) return true;
    if (!known) tags.release(block & -PAGE_BYTES, Alignment.up(block + 1, PAGE_BYTES));
    return false;
  }

  /// Splits a free block until a part has an order, which becomes used.
  private long split(long block, int from, int order) {
    removeFree(block, from);
    long part = block;
    for (int at = from; at > order; inspections++) {
      long second = part + system.size(at - 1);
      if (takesSecond(at, order)) {
        addFree(part, at - 1);
        part = second;
        at = system.second(at);
      } else {
        addFree(second, system.second(at));
        at--;
      }
    }
    tags.setUsed(part, order);
    return part;
  }

  private void addFree(long block, int order) {
    tags.setFree(block, order);
    free.addFirst(order, blocks.numberOf(block));
  }

  private void removeFree(long block, int order) {
    free.remove(order, blocks.numberOf(block));
  }

  /// Makes the first tree, or grows it by a free second part.
  private boolean grow(int order) {
    if (root == NO_ROOT) return begin(Math.max(order, pageOrder));
    if (root == system.orders() - 1) return false;
    long second = system.size(root);
    if (!commitStart(second)) return false;
    tags.setUsed(second, system.second(root + 1));
    root++;
    free(second);
    return true;
  }

  private boolean begin(int order) {
    if (!commitStart(0)) return false;
    root = order;
    addFree(0, order);
    return true;
  }

  /// Takes back growth that did not help.
  private void shrink(int before) {
    while (root > Math.max(before, pageOrder)) {
      long end = pageEnd(system.size(root));
      long second = system.size(root - 1);
      int order = system.second(root);
      if (tags.isFree(0, root)) {
        removeFree(0, root);
        addFree(0, root - 1);
      } else if (tags.isFree(second, order)) {
        removeFree(second, order);
        tags.clear(second);
      } else {
        return;
      }
      tags.release(second, Alignment.up(system.size(root), PAGE_BYTES));
      backing.release(blocks.address(second), end - blocks.address(second));
      root--;
    }
  }

  /// Frees a block and joins it with its buddy as long as that is free.
  void free(long block) {
    int order = tags.order(block);
    while (order < root) {
      inspections++;
      long start = system.parent(block, order, root);
      int parentOrder = system.parentOrder(block, order, start);
      boolean isFirst = start == block;
      long buddy = isFirst ? block + system.size(order) : start;
      int buddyOrder = isFirst ? system.second(parentOrder) : parentOrder - 1;
      if (!tags.isFree(buddy, buddyOrder)) break;
      removeFree(buddy, buddyOrder);
      tags.clear(Math.max(block, buddy));
      block = start;
      order = parentOrder;
    }
    addFree(block, order);
    releaseInside(block, order);
  }

  /// Gives back what a free block of more than a page needs no longer.
  private void releaseInside(long block, int order) {
    if (blocks.bytes(order) <= PAGE_BYTES) return;
    releaseTagsInside(block, order);
    long start = blocks.address(block) + blocks.startBytes();
    backing.releaseBlocks(start, pageEnd(block + system.size(order)) - start);
  }

  private void releaseTagsInside(long block, int order) {
    long end = block + system.size(order);
    tags.release(block + 1, end == system.size(root) ? Alignment.up(end, PAGE_BYTES) : end);
  }

  /// Address of a block's end. Behind the last block lies nothing up to the end of the page.
  private long pageEnd(long end) {
    long address = blocks.address(end);
    return end == system.size(root) ? Alignment.up(address, PAGE_BYTES) : address;
  }

  /// Makes a used block one of another order where it is.
  ///
  /// @return false when it cannot grow that far
  boolean resize(long block, int order) {
    int old = tags.order(block);
    if (order > old) return growInPlace(block, old, order);
    if (order < old) cut(block, old, order);
    return true;
  }

  /// Frees the second parts of a used block, unless there is no memory to note it.
  private void cut(long block, int old, int order) {
    for (int first = order; first < old; first++) {
      if (tags.commit(block + system.size(first))) continue;
      releaseTagsInside(block, old);
      return;
    }
    tags.setUsed(block, order);
    for (int first = old - 1; first >= order; first--) {
      addFree(block + system.size(first), system.second(first + 1));
    }
    for (int first = order; first < old; first++) {
      releaseInside(block + system.size(first), system.second(first + 1));
    }
  }

  /// Absorbs the buddies behind a used block, if they are all free and it is the first part each
  /// time.
  private boolean growInPlace(long block, int old, int order) {
    if (order > root) return false;
    for (int first = old; first < order; first++) {
      if (system.parent(block, first, root) != block) return false;
      if (!tags.isFree(block + system.size(first), system.second(first + 1))) return false;
    }
    if (!backing.commit(blocks.address(block), blocks.bytes(order))) return false;
    for (int first = old; first < order; first++) {
      long buddy = block + system.size(first);
      removeFree(buddy, system.second(first + 1));
      tags.clear(buddy);
    }
    tags.setUsed(block, order);
    releaseTagsInside(block, order);
    return true;
  }

  /// The used block with a payload.
  ///
  /// @throws MisuseException when there is none
  long require(long payload) {
    return blocks.isUsualPayload(payload) ? blocks.unitAt(payload) : requireSlow(payload);
  }

  private long requireSlow(long payload) {
    if (!Alignment.holds(payload, Heap.MIN_ALIGNMENT)) {
      throw new MisuseException(Kind.FOREIGN_ADDRESS, payload);
    }
    long block = blockAt(blocks.unitAt(payload));
    if (!blocks.isUsed(block)) throw new MisuseException(Kind.DOUBLE_FREE, payload);
    if (blocks.isShifted(block) && blocks.payload(block) == payload) return block;
    throw new MisuseException(Kind.INTERIOR_ADDRESS, payload);
  }

  /// The block that holds a unit: leads down from the root.
  private long blockAt(long unit) {
    long block = 0;
    for (int order = root; tags.order(block) < order; ) {
      long second = block + system.size(order - 1);
      order = unit < second ? order - 1 : system.second(order);
      if (unit >= second) block = second;
    }
    return block;
  }

  /// Shows the blocks, each free one by itself, and the tags.
  void walk(HeapVisitor visitor) {
    if (root == NO_ROOT) return;
    long origin = blocks.address(0);
    long before = origin & PAGE_BYTES - 1;
    long behind = Alignment.gap(endAddress(), PAGE_BYTES);
    visitor.area("blocks", origin - before, before + endAddress() - origin + behind);
    if (before > 0) visitor.metadata(origin - before, before, before);
    for (long block = 0; block < system.size(root); block += system.size(tags.order(block))) {
      blocks.show(block, visitor);
    }
    if (behind > 0) {
      visitor.free(endAddress(), behind, backing.committedBytes(endAddress(), behind));
    }
    tags.walk(system.size(root), visitor);
  }
}

package org.heaplab.allocators.general.dlmalloc;

import static org.heaplab.allocators.general.dlmalloc.ChunkTags.LEFT;
import static org.heaplab.allocators.general.dlmalloc.ChunkTags.NEXT;
import static org.heaplab.allocators.general.dlmalloc.ChunkTags.PARENT;
import static org.heaplab.allocators.general.dlmalloc.ChunkTags.PREVIOUS;
import static org.heaplab.allocators.general.dlmalloc.ChunkTags.RIGHT;

import org.heaplab.allocators.mechanism.Log2;

/// Free chunks of 256 bytes and more, in 32 bins: two for each power of two, and the last for all
/// that are larger. A bin is a trie of the bits of sizes, from the highest that its sizes do not
/// share: left for 0, right for 1. Every node of it is a chunk, whose own size only has to begin as
/// its path says. Chunks of one size form a ring, and one of them is the node.
///
/// ```text
///    bin 0: 256…383             272 ⇄ 272 ⇄ 272
///                              ╱0              ╲1
///                           264                 344        bit 6: 256…319, 320…383
///                             ╲1               ╱0
///                              296           320           bit 5
/// ```
///
/// Invariants:
///
/// 1. the sizes in a left subtree are smaller than those in the right one beside it, and the node
///    above may have any size of both;
/// 2. a node is its own parent at the root; a chunk that is not a node has parent 0;
/// 3. the bit of a bin is set exactly when its trie is not empty.
///
/// Every operation takes a step for each bit of a size at most, however many chunks there are.
final class TreeBins {
  private static final int BINS = 32;
  private static final int LOG_FIRST_BYTES = Log2.floor(SmallBins.LIMIT_BYTES);

  private final long[] roots = new long[BINS];
  private int occupied;
  private long inspections;

  /// Chunks looked at since the heap was made.
  long inspections() {
    return inspections;
  }

  private static int bin(long size) {
    int log = Log2.floor(size);
    int half = (int) (size >>> (log - 1)) & 1;
    return Math.min(2 * (log - LOG_FIRST_BYTES) + half, BINS - 1);
  }

  /// A size with the first bit that the sizes of its bin do not share in front.
  private static long path(long size, int bin) {
    return bin == BINS - 1 ? size : size << (Long.SIZE + 1 - LOG_FIRST_BYTES - bin / 2);
  }

  /// The smallest chunk of at least this size, or 0.
  long bestFit(long size) {
    int bin = bin(size);
    long best = 0;
    long bestSize = Long.MAX_VALUE;
    long larger = 0;
    long node = roots[bin];
    for (long path = path(size, bin); node != 0; path <<= 1) {
      inspections++;
      long nodeSize = ChunkTags.size(node);
      if (nodeSize == size) return node;
      if (nodeSize > size && nodeSize < bestSize) {
        best = node;
        bestSize = nodeSize;
      }
      long right = ChunkTags.link(node, RIGHT);
      if (path < 0) {
        node = right;
      } else {
        if (right != 0) larger = right;
        node = ChunkTags.link(node, LEFT);
      }
    }
    if (larger == 0 && best == 0) larger = rootFrom(bin + 1);
    long smallest = smallestIn(larger);
    return smallest != 0 && ChunkTags.size(smallest) < bestSize ? smallest : best;
  }

  /// The smallest chunk of all, or 0.
  long smallest() {
    return smallestIn(rootFrom(0));
  }

  /// The root of the first bin from this one on that has a chunk, or 0.
  private long rootFrom(int bin) {
    int bits = bin == BINS ? 0 : occupied & -1 << bin;
    return bits == 0 ? 0 : roots[Integer.numberOfTrailingZeros(bits)];
  }

  /// The smallest chunk of a subtree lies on the path that goes left wherever it can.
  private long smallestIn(long subtree) {
    long smallest = subtree;
    for (long node = subtree; node != 0; ) {
      inspections++;
      if (ChunkTags.size(node) < ChunkTags.size(smallest)) smallest = node;
      long left = ChunkTags.link(node, LEFT);
      node = left != 0 ? left : ChunkTags.link(node, RIGHT);
    }
    return smallest;
  }

  void insert(long chunk, long size) {
    int bin = bin(size);
    ChunkTags.setLink(chunk, NEXT, chunk);
    ChunkTags.setLink(chunk, PREVIOUS, chunk);
    ChunkTags.setLink(chunk, LEFT, 0);
    ChunkTags.setLink(chunk, RIGHT, 0);
    long node = roots[bin];
    if (node == 0) {
      roots[bin] = chunk;
      occupied |= 1 << bin;
      ChunkTags.setLink(chunk, PARENT, chunk);
      return;
    }
    for (long path = path(size, bin); ChunkTags.size(node) != size; path <<= 1) {
      inspections++;
      long side = path < 0 ? RIGHT : LEFT;
      long child = ChunkTags.link(node, side);
      if (child == 0) {
        ChunkTags.setLink(node, side, chunk);
        ChunkTags.setLink(chunk, PARENT, node);
        return;
      }
      node = child;
    }
    joinRing(node, chunk);
  }

  private static void joinRing(long node, long chunk) {
    long next = ChunkTags.link(node, NEXT);
    ChunkTags.setLink(node, NEXT, chunk);
    ChunkTags.setLink(chunk, PREVIOUS, node);
    ChunkTags.setLink(chunk, NEXT, next);
    ChunkTags.setLink(next, PREVIOUS, chunk);
    ChunkTags.setLink(chunk, PARENT, 0);
  }

  /// Removes a chunk. Another of its ring becomes the node, or else a leaf below it: it begins with
  /// the same bits.
  void remove(long chunk, long size) {
    long heir = ChunkTags.link(chunk, PREVIOUS);
    if (heir != chunk) {
      long next = ChunkTags.link(chunk, NEXT);
      ChunkTags.setLink(heir, NEXT, next);
      ChunkTags.setLink(next, PREVIOUS, heir);
    } else {
      heir = cutLeaf(chunk);
    }
    if (ChunkTags.link(chunk, PARENT) != 0) replace(chunk, heir, bin(size));
  }

  /// Cuts off a leaf of the subtree of a node.
  ///
  /// @return 0 when the node is the leaf
  private long cutLeaf(long node) {
    long leaf = node;
    for (long child = anyChild(leaf); child != 0; child = anyChild(leaf)) {
      inspections++;
      leaf = child;
    }
    if (leaf == node) return 0;
    long parent = ChunkTags.link(leaf, PARENT);
    ChunkTags.setLink(parent, side(parent, leaf), 0);
    return leaf;
  }

  private static long anyChild(long node) {
    long right = ChunkTags.link(node, RIGHT);
    return right != 0 ? right : ChunkTags.link(node, LEFT);
  }

  private static long side(long parent, long child) {
    return ChunkTags.link(parent, LEFT) == child ? LEFT : RIGHT;
  }

  /// Puts another chunk, or none, where a node is in its trie.
  private void replace(long node, long heir, int bin) {
    long parent = ChunkTags.link(node, PARENT);
    if (parent == node) {
      roots[bin] = heir;
      if (heir == 0) occupied &= ~(1 << bin);
    } else {
      ChunkTags.setLink(parent, side(parent, node), heir);
    }
    if (heir == 0) return;
    ChunkTags.setLink(heir, PARENT, parent == node ? heir : parent);
    adopt(heir, LEFT, ChunkTags.link(node, LEFT));
    adopt(heir, RIGHT, ChunkTags.link(node, RIGHT));
  }

  private static void adopt(long parent, long side, long child) {
    ChunkTags.setLink(parent, side, child);
    if (child != 0) ChunkTags.setLink(child, PARENT, parent);
  }
}

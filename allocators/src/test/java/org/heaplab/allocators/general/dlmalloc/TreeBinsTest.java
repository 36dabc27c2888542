package org.heaplab.allocators.general.dlmalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.heaplab.allocators.backing.Backing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// [TreeBins] beside a sorted map. Its chunks have the sizes that their heads say and no bytes
/// behind their links.
final class TreeBinsTest {
  private static final long STRIDE = 64;
  private static final int CHUNKS = 4_096;

  private final Backing backing = new Backing(STRIDE * CHUNKS, Long.MAX_VALUE);
  private final TreeBins bins = new TreeBins();
  private int created;

  TreeBinsTest() {
    backing.commit(backing.base(), STRIDE * CHUNKS);
  }

  @AfterEach
  void close() {
    backing.close();
  }

  private long insert(long size) {
    long chunk = backing.base() + STRIDE * created++;
    insert(chunk, size);
    return chunk;
  }

  private void insert(long chunk, long size) {
    ChunkTags.setTop(chunk, size);
    bins.insert(chunk, size);
  }

  private void remove(long chunk) {
    bins.remove(chunk, ChunkTags.size(chunk));
  }

  @Test
  void findsTheSmallestThatFitsInAnyBin() {
    long middle = insert(3_000);
    long huge = insert(1L << 30);
    long small = insert(256);
    long large = insert(3_064);
    assertEquals(small, bins.bestFit(256));
    assertEquals(small, bins.smallest());
    assertEquals(middle, bins.bestFit(264));
    assertEquals(middle, bins.bestFit(3_000));
    assertEquals(large, bins.bestFit(3_008));
    assertEquals(huge, bins.bestFit(3_072));
    assertEquals(0, bins.bestFit((1L << 30) + 8));
  }

  @Test
  void amongEqualsTheOneThatCameFirstIsFound() {
    var chunks = new ArrayDeque<Long>();
    for (int i = 0; i < 5; i++) chunks.add(insert(1_000));
    while (!chunks.isEmpty()) {
      assertEquals(chunks.remove(), bins.bestFit(904));
      remove(bins.bestFit(904));
    }
    assertEquals(0, bins.bestFit(904));
  }

  @Test
  void aChunkInTheMiddleOfEqualsCanBeRemoved() {
    long first = insert(1_000);
    long second = insert(1_000);
    long third = insert(1_000);
    remove(second);
    assertEquals(first, bins.bestFit(1_000));
    remove(first);
    assertEquals(third, bins.bestFit(1_000));
    remove(third);
    assertEquals(0, bins.smallest());
  }

  @Test
  void agreesWithASortedMap() {
    for (int largest : new int[] {10, 14, 20, 33}) {
      long seed = largest;
      var random = new SplittableRandom(seed);
      var model = new Model();
      for (int chunk = 0; chunk < CHUNKS; chunk++) model.spare.add(chunk);
      for (int step = 0; step < 20_000; step++) {
        long size = size(random, largest);
        boolean growing = step % 4_000 < 2_500;
        if (random.nextInt(100) < (growing ? 65 : 35)) model.add(size);
        else model.removeAny(random);
        model.check(size(random, largest), "seed " + seed + ", step " + step);
      }
      while (!model.chunks.isEmpty()) model.removeAny(random);
      assertEquals(0, bins.smallest());
    }
  }

  private static long size(SplittableRandom random, int largest) {
    return 256 + (random.nextLong(1L << random.nextInt(4, largest + 1)) & -8);
  }

  /// The chunks that the bins hold.
  private final class Model {
    final List<Integer> spare = new ArrayList<>();
    final List<Long> chunks = new ArrayList<>();
    final TreeMap<Long, Integer> counts = new TreeMap<>();

    void add(long size) {
      if (spare.isEmpty()) return;
      long chunk = backing.base() + STRIDE * spare.removeLast();
      insert(chunk, size);
      chunks.add(chunk);
      counts.merge(size, 1, Integer::sum);
    }

    void removeAny(SplittableRandom random) {
      if (chunks.isEmpty()) return;
      int at = random.nextInt(chunks.size());
      long chunk = chunks.get(at);
      chunks.set(at, chunks.getLast());
      chunks.removeLast();
      spare.add((int) ((chunk - backing.base()) / STRIDE));
      counts.merge(ChunkTags.size(chunk), -1, (old, one) -> old + one == 0 ? null : old + one);
      remove(chunk);
    }

    void check(long size, String where) {
      assertEquals(sizeOf(counts.ceilingEntry(size)), sizeOf(bins.bestFit(size)), where);
      assertEquals(sizeOf(counts.firstEntry()), sizeOf(bins.smallest()), where);
    }

    private static long sizeOf(Map.Entry<Long, Integer> entry) {
      return entry == null ? 0 : entry.getKey();
    }

    private static long sizeOf(long chunk) {
      return chunk == 0 ? 0 : ChunkTags.size(chunk);
    }
  }
}

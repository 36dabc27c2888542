package org.heaplab.measure.adversary;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.heaplab.allocators.ConfiguredAllocator;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.measure.session.AllocatorMeasurement;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.WorkloadTables;
import org.heaplab.workloads.synthetic.adversary.RobsonAdversary;

/// What an allocator needs when an adversary that sees its addresses asks for the worst, beside
/// what theory says. Such an adversary is no trace: what it does next depends on what the allocator
/// did.
///
/// | adversary | what is measured | bound |
/// |---|---|---|
/// | `robson` | the most that is held, over what may be live | that of heaps which move no block |
/// | `robson, locked` | the same of a heap that could move blocks, all of them locked | the same |
/// | `pinned pages` | what is held after compaction, over what is live: in each page one locked block | all pages are held |
public final class AdversaryMeasurement implements AllocatorMeasurement {
  private static final long LIVE_BYTES = 2 << 20;
  private static final int SMALLEST_BYTES = 64;

  /// The largest size is that of a page, so that no hole has a whole page that could be given back:
  /// the bound is about addresses, and the footprint about pages.
  private static final int DOUBLINGS = 6;

  @Override
  public String name() {
    return WorkloadTables.ADVERSARY.measurement();
  }

  @Override
  public double weight() {
    return 2;
  }

  @Override
  public boolean isTimed() {
    return false;
  }

  @Override
  public boolean isUsual() {
    return false;
  }

  @Override
  public List<Row> measure(Key key, int round) throws IOException {
    ConfiguredAllocator allocator = Catalogue.find(key.allocator());
    if (allocator.entry().isNative()) {
      throw new IOException("the addresses of a native allocator are not seen");
    }
    var rows = new ArrayList<Row>();
    if (!allocator.entry().handles()) {
      rows.add(robson(key, allocator, "robson", false, true));
      return rows;
    }
    rows.add(robson(key, allocator, "robson", false, false));
    rows.add(robson(key, allocator, "robson, locked", true, true));
    rows.add(pinnedPages(key, allocator));
    return rows;
  }

  /// @param bounded whether the bound holds for the allocator
  private static Row robson(
      Key key, ConfiguredAllocator allocator, String name, boolean locks, boolean bounded) {
    try (HandleAllocator heap = allocator.create(Long.MAX_VALUE)) {
      var seen = new SeenAllocator(heap, locks);
      new RobsonAdversary(seen, LIVE_BYTES).run(SMALLEST_BYTES, DOUBLINGS, size -> {});
      double bound = RobsonAdversary.bound(LIVE_BYTES, SMALLEST_BYTES, DOUBLINGS) / LIVE_BYTES;
      return row(key, name, LIVE_BYTES, seen.peakFootprintBytes(), bounded ? bound : null);
    }
  }

  private static Row pinnedPages(Key key, ConfiguredAllocator allocator) {
    try (HandleAllocator heap = allocator.create(Long.MAX_VALUE)) {
      var seen = new SeenAllocator(heap, false);
      int blocks = (int) (LIVE_BYTES / SMALLEST_BYTES);
      for (int i = 0; i < blocks; i++) seen.malloc(SMALLEST_BYTES);
      var pages = new HashSet<Long>();
      var others = new ArrayList<Integer>();
      for (int block = 0; block < blocks; block++) {
        if (pages.add(seen.address(block) / Backing.PAGE_BYTES)) seen.pin(block);
        else others.add(block);
      }
      others.forEach(seen::free);
      heap.compact(Long.MAX_VALUE);
      long live = (long) pages.size() * SMALLEST_BYTES;
      double bound = (double) Backing.PAGE_BYTES / SMALLEST_BYTES;
      return row(key, "pinned pages", live, heap.footprintBytes(), bound);
    }
  }

  /// @param bound over live bytes; null for none
  private static Row row(Key key, String name, long live, long footprint, Double bound) {
    var measured = new HashMap<String, Object>();
    measured.put("adversary", name);
    measured.put("live_bytes", live);
    measured.put("footprint_bytes", footprint);
    measured.put("ratio", (double) footprint / live);
    measured.put("bound", bound);
    return Row.of(WorkloadTables.ADVERSARY, key, measured);
  }
}

package org.heaplab.allocators.handle;

import static org.heaplab.allocators.handle.HandleFixture.checked;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.verify.CheckedHandleAllocator;
import org.junit.jupiter.api.Test;

/// When [HandleHeap] gives free pages back.
final class HandleReleaseTest {
  private static final long PAGE = Backing.PAGE_BYTES;

  @Test
  void anEmptiedHeapKeepsAtMostAPageForEachStructure() {
    try (CheckedHandleAllocator busy = checked("handle")) {
      var handles = new ArrayList<Long>();
      for (int i = 0; i < 20_000; i++) handles.add(busy.malloc(1 + i * 31L % 3000));
      for (long handle : handles) busy.free(handle);
      assertTrue(busy.footprintBytes() <= 16 * PAGE, () -> busy.footprintBytes() / PAGE + " pages");
      busy.verify();
    }
  }

  /// Footprints of a heap whose blocks are freed a page's worth at a time, first to last.
  private static long[] footprintsAsItDrains(String specification, long size) {
    try (CheckedHandleAllocator draining = checked(specification)) {
      int perPage = (int) (PAGE / size);
      long[] footprints = new long[64];
      var handles = new ArrayList<Long>();
      for (int i = 0; i <= footprints.length * perPage; i++) handles.add(draining.malloc(size));
      for (int page = 0; page < footprints.length; page++) {
        for (int i = 0; i < perPage; i++) draining.free(handles.get(page * perPage + i));
        footprints[page] = draining.footprintBytes();
      }
      return footprints;
    }
  }

  @Test
  void anEagerHeapGivesBackEachPageAsItIsFreed() {
    for (long size : new long[] {128, 4088}) {
      long[] footprints = footprintsAsItDrains("handle:release=eager,compact=asked,ready=0", size);
      int setsOfPagesGivenBack = 2;
      for (int page = 1; page < footprints.length; page++) {
        long most = footprints[0] - (page - setsOfPagesGivenBack) * PAGE;
        assertTrue(footprints[page] <= most, "page " + page);
      }
    }
  }

  @Test
  void aHeapThatNeverReleasesHoldsItsPagesUntilAskedOrEmpty() {
    for (long size : new long[] {128, 4088}) {
      long[] footprints = footprintsAsItDrains("handle:release=never,compact=asked,ready=0", size);
      long ofEntries = 2 * Long.BYTES * (PAGE / size) * footprints.length;
      assertTrue(footprints[footprints.length - 1] >= footprints[0] - ofEntries);
    }
    try (CheckedHandleAllocator busy = checked("handle:release=never,compact=asked")) {
      var handles = new ArrayList<Long>();
      for (int i = 0; i < 1000; i++) handles.add(busy.malloc(100));
      for (long handle : handles.subList(1, handles.size())) busy.free(handle);
      long held = busy.footprintBytes();
      busy.compact(0);
      assertTrue(busy.footprintBytes() < held);
      busy.free(handles.getFirst());
      assertTrue(busy.footprintBytes() <= 16 * PAGE);
    }
  }
}

package org.heaplab.allocators.handle;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.verify.CheckedHandleAllocator;

/// What the tests of the handle heap share.
final class HandleFixture {
  private HandleFixture() {}

  static HandleAllocator make(String specification, long limitBytes) {
    return Catalogue.find(specification).create(limitBytes);
  }

  static CheckedHandleAllocator checked(String specification) {
    return checked(specification, Long.MAX_VALUE);
  }

  static CheckedHandleAllocator checked(String specification, long limitBytes) {
    var subject = Catalogue.find(specification);
    return new CheckedHandleAllocator(
        subject.create(limitBytes), subject.entry().capabilities(), subject.alignmentRule());
  }

  /// Allocates blocks of one size.
  static List<Long> fill(HandleAllocator heap, int blocks, long size) {
    var handles = new ArrayList<Long>();
    for (int i = 0; i < blocks; i++) handles.add(heap.malloc(size));
    return handles;
  }

  static long address(HandleAllocator heap, long handle) {
    long address = heap.lock(handle);
    heap.unlock(handle);
    return address;
  }

  /// The bytes of a heap, by what they are. Free bytes and metadata count if they are committed.
  static final class Sums implements HeapVisitor {
    long used;
    long untouched;
    long free;
    long metadata;

    static Sums of(HandleAllocator heap) {
      var sums = new Sums();
      heap.walk(sums);
      return sums;
    }

    @Override
    public void area(String name, long address, long bytes) {}

    @Override
    public void used(long handle, long address, long bytes, int locks) {
      used += bytes;
    }

    @Override
    public void untouched(long bytes) {
      untouched += bytes;
    }

    @Override
    public void free(long address, long bytes, long committedBytes) {
      free += committedBytes;
    }

    @Override
    public void metadata(long address, long bytes, long committedBytes) {
      metadata += committedBytes;
    }
  }
}

package org.heaplab.measure.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heaplab.allocators.Heap;
import org.heaplab.allocators.HeapVisitor;

/// Where the bytes of a heap are, from one walk over it.
///
/// @param usedBytes payload and padding of used blocks
/// @param untouchedBytes those of them that are not held, because no client touches them
/// @param metadataBytes metadata in committed pages
/// @param freeBytes free bytes in committed pages
/// @param largestFreeBytes the largest single free span
/// @param residentBytes what the system says it holds of the areas walked, shared pages once
/// @param untiled how the spans fail to tile their areas; null when they tile
public record Census(
    long usedBytes,
    long untouchedBytes,
    long metadataBytes,
    long freeBytes,
    long largestFreeBytes,
    long residentBytes,
    String untiled) {

  public static Census of(Heap heap) {
    var counter = new Counter();
    heap.walk(counter);
    return counter.finish();
  }

  /// How the heap's own footprint differs from what its walk and the system say of it; empty when
  /// all three agree.
  public Optional<String> disagreement(Heap heap) {
    if (untiled != null) return Optional.of(untiled);
    long footprint = heap.footprintBytes();
    long walked = usedBytes - untouchedBytes + metadataBytes + freeBytes;
    if (walked != footprint) {
      return Optional.of("footprint must equal the bytes walked: " + footprint + ", " + walked);
    }
    if (residentBytes != footprint) {
      return Optional.of(
          "footprint must equal what the system holds: " + footprint + ", " + residentBytes);
    }
    return Optional.empty();
  }

  private static final class Counter implements HeapVisitor {
    private final List<Residency.Range> areas = new ArrayList<>();
    private long used;
    private long untouched;
    private long metadata;
    private long free;
    private long largestFree;
    private long shared;
    private String area = "no area";
    private long next;
    private long end;
    private String untiled;

    @Override
    public void area(String name, long address, long bytes) {
      requireEnd();
      area = name;
      next = address;
      end = address + bytes;
      areas.add(new Residency.Range(address, end));
    }

    @Override
    public void shared(long bytes) {
      shared += bytes;
    }

    @Override
    public void used(long handle, long address, long bytes, int locks) {
      span(address, bytes);
      used += bytes;
    }

    @Override
    public void untouched(long bytes) {
      untouched += bytes;
    }

    @Override
    public void free(long address, long bytes, long committedBytes) {
      span(address, bytes);
      free += committedBytes;
      largestFree = Math.max(largestFree, bytes);
    }

    @Override
    public void metadata(long address, long bytes, long committedBytes) {
      span(address, bytes);
      metadata += committedBytes;
    }

    private void span(long address, long bytes) {
      if (address != next) fail(address);
      next = address + bytes;
    }

    private void requireEnd() {
      if (next != end) fail(end);
    }

    private void fail(long address) {
      if (untiled != null) return;
      untiled = "spans must tile " + area + ": after " + next + " comes " + address;
    }

    Census finish() {
      requireEnd();
      long resident = Residency.residentBytes(areas) - shared;
      return new Census(used, untouched, metadata, free, largestFree, resident, untiled);
    }
  }
}

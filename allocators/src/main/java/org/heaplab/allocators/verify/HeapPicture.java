package org.heaplab.allocators.verify;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.verify.Span.Use;

/// What a walk showed, area by area.
final class HeapPicture implements HeapVisitor {
  /// An area and its spans in the order in which they were shown.
  record Area(String name, long address, long bytes, List<Span> spans) {
    long end() {
      return address + bytes;
    }

    @Override
    public String toString() {
      return "area '" + name + "' of " + bytes + " bytes at 0x" + Long.toHexString(address);
    }
  }

  private final List<Area> areas = new ArrayList<>();

  /// Committed bytes of the last span that are in no part of it.
  private long left;

  List<Area> areas() {
    return areas;
  }

  @Override
  public void area(String name, long address, long bytes) {
    areas.add(new Area(name, address, bytes, new ArrayList<>()));
  }

  @Override
  public void used(long handle, long address, long bytes, int locks) {
    show(new Span(Use.USED, handle, address, bytes, bytes, locks));
  }

  @Override
  public void untouched(long bytes) {
    List<Span> spans = areas.getLast().spans();
    Span span = spans.removeLast();
    spans.add(
        new Span(
            span.use(),
            span.handle(),
            span.address(),
            span.bytes(),
            span.committedBytes() - bytes,
            span.locks()));
  }

  @Override
  public void free(long address, long bytes, long committedBytes) {
    show(new Span(Use.FREE, 0, address, bytes, committedBytes, 0));
  }

  @Override
  public void metadata(long address, long bytes, long committedBytes) {
    show(new Span(Use.METADATA, 0, address, bytes, committedBytes, 0));
  }

  @Override
  public void part(Part part, long committedBytes) {
    left -= committedBytes;
    if (committedBytes >= 0 && left >= 0) return;
    throw new BrokenHeapException(
        "the parts of a span must sum to no more than its committed bytes: %s, %d of %s"
            .formatted(areas.getLast().spans().getLast(), committedBytes, part));
  }

  private void show(Span span) {
    left = span.use() == Span.Use.USED ? 0 : span.committedBytes();
    if (areas.isEmpty()) throw new BrokenHeapException("a span must lie in an area: " + span);
    areas.getLast().spans().add(span);
  }
}

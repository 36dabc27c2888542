package org.heaplab.workloads.synthetic;

import java.util.ArrayDeque;
import java.util.Deque;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;

/// Images of a browser. Each is read into a buffer that grows, decoded into a block of its final
/// size, and kept in a cache. When the cache is full, the oldest image is freed.
final class ImageCache {
  private static final double SMALLEST = 10 << 10;
  private static final double LARGEST = 1 << 20;

  /// The decoded size divided by the encoded size.
  private static final int COMPRESSION = 8;

  private static final long FIRST_BUFFER = 1 << 10;

  private final long limit;
  private final Sampler random;
  private final TraceBuilder trace;
  private final Deque<Image> images = new ArrayDeque<>();
  private long bytes;

  ImageCache(long limit, Sampler random, TraceBuilder trace) {
    this.limit = limit;
    this.random = random;
    this.trace = trace;
  }

  void load() {
    long decoded = (long) random.logUniform(SMALLEST, LARGEST);
    long buffer = FIRST_BUFFER;
    int encoded = trace.malloc(buffer);
    while (buffer < decoded / COMPRESSION) trace.realloc(encoded, buffer *= 2);
    while (!images.isEmpty() && bytes + decoded > limit) drop();
    images.add(new Image(trace.malloc(decoded), decoded));
    bytes += decoded;
    trace.free(encoded);
  }

  void clear() {
    while (!images.isEmpty()) drop();
  }

  private void drop() {
    Image oldest = images.remove();
    trace.free(oldest.slot());
    bytes -= oldest.bytes();
  }

  private record Image(int slot, long bytes) {}
}

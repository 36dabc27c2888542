package org.heaplab.workloads.synthetic.server;

import java.util.ArrayDeque;
import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.law.SizeLaw;
import org.heaplab.workloads.synthetic.workload.SlotList;
import org.heaplab.workloads.synthetic.workload.Workload;

/// The cache of a web proxy. A document arrives in a buffer that grows, is copied to its final
/// size, and kept with a few small blocks of headers until the cache is full. Sizes have a heavy
/// tail. Nine allocators needed at least 30 % more than what was live on the trace of such a cache
/// (Bohra & Gabber, *Are Mallocs Free of Fragmentation?*, FREENIX 2001).
public final class WebCache {
  private static final Option DOCUMENTS = Option.count("documents", "how many arrive", 20_000, 1);
  private static final Option BUDGET =
      Option.bytes("budget", "bytes of documents that are kept", "32M", 1 << 20, Long.MAX_VALUE);
  private static final Option MEDIAN =
      Option.bytes("median", "median size of a document", "4K", 1, 1 << 30);
  private static final Option SIGMA =
      Option.fraction("sigma", "standard deviation of their natural logarithm", 1.6, 0, 5);

  private static final long LARGEST = 8 << 20;
  private static final long FIRST_BUFFER = 4 << 10;
  private static final SizeLaw HEADERS = SizeLaw.logNormal(40, 0.7, 1 << 10);
  private static final int HEADER_COUNT = 8;
  private static final int PARTS = 4;

  public static final Workload WORKLOAD =
      new Workload(
          "web-cache",
          "a proxy that keeps documents of very different sizes, the latest ones",
          "after Bohra & Gabber, Are Mallocs Free of Fragmentation?, FREENIX 2001",
          List.of(DOCUMENTS, BUDGET, MEDIAN, SIGMA),
          WebCache::generate);

  private record Document(int body, SlotList headers, long bytes) {}

  private WebCache() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    SizeLaw sizes = SizeLaw.logNormal(options.bytes(MEDIAN), options.fraction(SIGMA), LARGEST);
    var cache = new ArrayDeque<Document>();
    int documents = options.count(DOCUMENTS);
    long kept = 0;
    for (int i = 0; i < documents; i++) {
      if (i % Math.max(1, documents / PARTS) == 0) trace.phase("documents from " + i);
      long size = sizes.next(random);
      var headers = new SlotList();
      for (int h = 0; h < HEADER_COUNT; h++) headers.add(trace.malloc(HEADERS.next(random)));
      long capacity = FIRST_BUFFER;
      int buffer = trace.malloc(capacity);
      while (capacity < size) trace.realloc(buffer, capacity *= 2);
      while (kept + size > options.bytes(BUDGET) && !cache.isEmpty()) {
        Document oldest = cache.remove();
        trace.free(oldest.body());
        while (oldest.headers().size() > 0) trace.free(oldest.headers().removeLast());
        kept -= oldest.bytes();
      }
      cache.add(new Document(trace.malloc(size), headers, size));
      kept += size;
      trace.free(buffer);
    }
  }
}

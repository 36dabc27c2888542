package org.heaplab.workloads.synthetic.server;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Options;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.law.SizeLaw;
import org.heaplab.workloads.synthetic.workload.DeathQueue;
import org.heaplab.workloads.synthetic.workload.SlotList;
import org.heaplab.workloads.synthetic.workload.Workload;

/// A server that handles several requests at a time. A request allocates blocks of many sizes and
/// frees them when it ends; a few of its blocks stay with the session for many more requests.
public final class RequestLoop {
  private static final Option REQUESTS = Option.count("requests", "how many", 2_000, 1);
  private static final Option THREADS = Option.whole("threads", "requests at a time", 8, 1, 1024);
  private static final Option BLOCKS = Option.count("blocks", "of a request, on average", 100, 1);
  private static final Option KEPT =
      Option.fraction("kept", "share of the blocks that stay with a session", 0.02, 0, 1);
  private static final Option SESSION =
      Option.fraction("session", "requests that a session lasts, on average", 400, 0, 1e9);

  private static final SizeLaw SIZES = SizeLaw.logNormal(64, 1.4, 256 << 10);

  /// The phase changes after so many requests.
  private static final int PART = 500;

  public static final Workload WORKLOAD =
      new Workload(
          "requests",
          "a server's requests, each with blocks of its own, some of which stay with a session",
          "heaplab",
          List.of(REQUESTS, THREADS, BLOCKS, KEPT, SESSION),
          RequestLoop::generate);

  private RequestLoop() {}

  private static void generate(Options options, Sampler random, TraceBuilder trace) {
    int threads = options.count(THREADS);
    var requests = new SlotList[threads];
    var lengths = new int[threads];
    var sessions = new DeathQueue();
    int part = -1;
    for (int done = 0; done < options.count(REQUESTS); ) {
      int thread = random.index(threads);
      trace.thread(thread);
      if (requests[thread] == null) {
        if (done / PART > part) {
          part = done / PART;
          trace.phase("requests from " + part * PART);
        }
        requests[thread] = new SlotList();
        lengths[thread] = 1 + (int) random.exponential(options.count(BLOCKS));
      }
      SlotList request = requests[thread];
      if (lengths[thread]-- > 0) {
        int slot = trace.malloc(SIZES.next(random));
        if (random.chance(options.fraction(KEPT))) {
          sessions.add(done + random.exponential(options.fraction(SESSION)), slot);
        } else {
          request.add(slot);
        }
        continue;
      }
      while (request.size() > 0) trace.free(request.removeLast());
      requests[thread] = null;
      done++;
      while (!sessions.isEmpty() && sessions.time() <= done) trace.free(sessions.remove());
    }
  }
}

package org.heaplab.workloads.synthetic.classic;

import java.util.List;
import org.heaplab.workloads.synthetic.workload.Workload;

/// The workloads of well-known allocator benchmarks, made again from their published descriptions.
public final class Classics {
  private static final List<Workload> ALL =
      List.of(
          Larson.WORKLOAD,
          MStress.WORKLOAD,
          RpTest.WORKLOAD,
          XMallocTest.WORKLOAD,
          GlibcSimple.WORKLOAD,
          GlibcThread.WORKLOAD,
          AllocTest.WORKLOAD,
          CacheScratch.WORKLOAD);

  private Classics() {}

  public static List<Workload> all() {
    return ALL;
  }
}

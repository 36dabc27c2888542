/// Workloads of well-known allocator benchmarks, made again from their published descriptions. The
/// benchmarks themselves measure time with threads that run at once; here each is one trace, in
/// which the threads take turns.
package org.heaplab.workloads.synthetic.classic;

/// Workloads made from a seed: the same seed gives the same trace, operation by operation, on every
/// machine.
///
/// A workload is one file here, with its source, its options and its [Generator], and one line in
/// [WorkloadCatalogue]. What they show that recorded programs cannot: one property of a heap at a
/// time, with a knob on it.
package org.heaplab.workloads.synthetic;

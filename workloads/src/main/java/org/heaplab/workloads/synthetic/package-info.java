/// Workloads that are made from a seed. On every machine the same seed gives the same trace,
/// operation by operation.
///
/// A workload is one file here, with its source, its options and its [Generator], and one line in
/// [WorkloadCatalogue]. Synthetic workloads show what recorded programs cannot: one property of a
/// heap at a time, which an option can vary.
package org.heaplab.workloads.synthetic;

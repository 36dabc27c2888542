/// Workloads that are made from a seed. On every machine the same seed gives the same trace,
/// operation by operation.
///
/// A workload is one file, with its source, its options and its
/// [org.heaplab.workloads.synthetic.workload.Generator], and one line in [WorkloadCatalogue].
/// Synthetic workloads show what recorded programs cannot: one property of a heap at a time, which
/// an option can vary. A [DescribedWorkload] needs no line: a file describes it, or a trace that it
/// is fitted to.
///
/// | package | workloads |
/// |---|---|
/// | this one | one property each: balance, replacement, phases, gaps; a simple browser |
/// | `browser` | browsing sessions of several times and machines |
/// | `server` | servers, virtual machines, editors |
/// | `fleet` | programs of a data centre, from published profiles |
/// | `adversary` | worst cases |
/// | `classic` | those of well-known allocator benchmarks |
/// | `spec` | what a file describes |
/// | `fit` | what resembles a trace |
package org.heaplab.workloads.synthetic;

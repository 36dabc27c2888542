/// Micro-benchmarks of the allocators, by JMH.
///
/// They show what single calls cost under fixed conditions. What a program pays is shown by
/// replaying its trace. There are three traps, each with its counter-measure:
///
/// 1. *The free list is already shaped.* From the second invocation on, an allocator works on what
///    the invocations before have left. A benchmark that asks for the same sizes again may find a
///    hole of exactly the right size: [org.heaplab.bench.FillAndDrain] keeps that wrong benchmark
///    beside the right one.
/// 2. *The hottest block.* A pair of malloc and free gets the same block every time, in cache and
///    on top of every list. [org.heaplab.bench.Pair] is a lower bound; compare by
///    [org.heaplab.bench.Churn].
/// 3. *The price of the harness.* Drawing random numbers costs as much as a fast malloc, so they
///    are drawn beforehand. The rest of the harness costs what the allocator `nothing` costs:
///    subtract it.
///
/// An address that was only returned is not yet memory. Every benchmark writes to its blocks;
/// otherwise an allocator that delays touching pages would seem fast.
package org.heaplab.bench;

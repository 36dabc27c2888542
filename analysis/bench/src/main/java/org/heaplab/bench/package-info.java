/// Micro-benchmarks of the allocators, by JMH.
///
/// They say what single calls cost under conditions that are chosen and kept; what a program pays
/// is said by replaying its trace. Three traps, each with its counter-measure:
///
/// 1. *The free list is already shaped.* From the second invocation on, an allocator works on what
///    the invocations before have left. Who asks for the same sizes again may find holes that fit
///    exactly: [org.heaplab.bench.FillAndDrain] keeps that wrong benchmark beside the right one.
/// 2. *The hottest block.* A pair of malloc and free gets the same block every time, in cache and
///    on top of every list: [org.heaplab.bench.Pair] is a lower bound, and
///    [org.heaplab.bench.Churn] what to compare by.
/// 3. *The price of the harness.* Drawing random numbers costs as much as a fast malloc, so they
///    are drawn beforehand; what is left of the harness is what the allocator `nothing` costs:
///    subtract it.
///
/// Addresses that have only been returned are not yet memory: every benchmark writes to the blocks
/// it gets, since otherwise whoever puts off touching pages would look fast.
package org.heaplab.bench;

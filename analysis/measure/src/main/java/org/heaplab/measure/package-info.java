/// Workload × allocator → results.
///
/// ```text
///    Trace ──▶ ReplayFile ──▶ child process for each allocator ──▶ Result ──▶ table, CSV
///              written once    ReplayChild (a JVM) for ours          │
///              SamplingPlan    replay.c for the native ones          └──▶ Run: a folder of results
/// ```
///
/// # What is counted
///
/// - An *operation* is a malloc, free or realloc of the trace; marks, locks and accesses are not.
/// - *Footprint* of an allocator of ours is what its backing holds, exact, read after every
///   operation. That of a native one is the private dirty memory of a process that holds nothing
///   else, above what it was before the first operation, read at the points of the sampling plan: a
///   thousand even ones, and every new maximum of live bytes. The mean is over the even points.
/// - *At the peak* is after the first operation at which live requested bytes are largest.
/// - In a replay that ends because a request is refused, everything is about what was done until
///   then.
///
/// [org.heaplab.measure.Metrics] has every metric with its formula.
///
/// # What is alike for all
///
/// Blocks are written when they are allocated: one byte in each 64, and the last. Of a block of 128
/// KiB or more of which the trace knows how many bytes the program touched, only so many are
/// written, from its start: which pages they were is not known. A realloc writes what comes to
/// them. Transparent huge pages are off. Alignments beyond 4096 are asked for as 4096. Each pass
/// has a fresh heap: space, time, latency and verification never share one. In time passes page
/// faults and writes count.
///
/// # Pauses
///
/// A *pause* is what compaction does in one go while its client waits: a step on its own account,
/// or a compaction that was asked for. Its length is the processor time of the replaying thread,
/// kernel included, because that is what the allocator makes its client wait for. On the wall, a
/// pause that the scheduler happens to interrupt takes a time slice longer, as does any other
/// moment of the program; on a busy machine the longest of many thousand pauses is then always a
/// slice, whatever the allocator does. The time on the wall stands beside it in the results.
/// Processor time has noise too: interrupts, a hypervisor, code that is not compiled yet. So the
/// trace is replayed a few times, and each pause counts as the shortest that it was.
///
/// # What is not touched
///
/// Pages that a program leaves alone cost it nothing, and live bytes are still what was requested;
/// so where a program asks for more than it touches, a footprint may be less than the live bytes,
/// and a ratio less than 1. To compare allocators on one trace this does not matter. Native
/// allocators have it from the system. Of ours, heaps that are told before how much of a block will
/// be touched ([org.heaplab.allocators.Capability#LEAVES_UNTOUCHED]) commit no more than that and
/// the block's ends; the others commit blocks whole, and their footprint says so.
///
/// A trace that needs more memory than there is ([Room]) is not replayed: the result has neither
/// space nor time, is valid, and has the reason.
///
/// # What is not alike
///
/// - Native allocators run untuned; what would tune them is taken out of the environment. While
///   their footprint is read their clock stands still, and it shows CPU time, because they purge by
///   age: otherwise a slow reader or a busy machine would change the result.
/// - With locks *none* no block is written, except in the space pass of a native allocator, where a
///   page that is not written is not there.
/// - A native allocator has no limit of its heap, no walk and so no metadata, free bytes or digest.
///
/// # Protocol
///
/// The parent writes a command and a newline to the child's standard input and reads lines from its
/// standard output up to `end`. Both children speak it.
///
/// ```text
///    command              answer, before  end
///    space                sample RECORD FOOTPRINT …, [oom RECORD], result KEY=VALUE …
///    time                 time NANOS, or  oom RECORD
///    latency              latency NANOS COUNT …, [oom RECORD], result max_ns=NANOS
///    pauses ROUNDS        [oom RECORD], result KEY=VALUE …: of pauses for compaction; ours only
///    verify               [oom RECORD], result verified=RECORDS
///    warm MILLISECONDS    time NANOS: of the last replay; as many as it takes to compile, or fit
///    fit BYTES            [oom RECORD]: replayed in a heap of this limit; ours only
///    quit                 none; the child ends, as it does when its input ends
/// ```
///
/// Instead of, or after, any of these: `error TEXT`. It makes the run invalid, as does a child that
/// dies, or says anything else, or nothing for too long. `oom` does not: it is a result. Nor does
/// `shortage TEXT`, or a child that is killed: that is the machine's want of memory, and what the
/// trace was to show of the allocator is not known then.
package org.heaplab.measure;

import org.heaplab.measure.session.Room;

/// Workload × allocator → results.
///
/// ```text
///    question      what is asked, one declaration for each experiment: Experiments
///    experiment    how it is done: ExperimentPlan, Runner ──▶ Job, TimedJob, AllocatorJob ──▶ RunFiles
///    measurement   the list of measurements, one class each
///    fixed         those in heaps of a size that the trace decides
///    latency       those of how long a client waits
///    heapmap       the measurement of what lies where in a heap
///    session       one allocator on one trace, in a process of its own; what a measurement is
///    replay        a trace in memory, and the client that replays it on a heap
///    protocol      what parent and child say to each other
///    machine       what the system tells of itself
/// ```
///
/// A package knows those below it. [org.heaplab.measure.Replay] is the short way: one trace, some
/// allocators, a list of measurements.
///
/// # What is counted
///
/// - An *operation* is a malloc, free or realloc of the trace. Marks, locks and accesses are not.
/// - *Footprint* of an allocator of ours is what its backing holds: exact, read after every
///   operation, and the same in every process. The JVM that runs it has memory of its own, which is
///   the harness's and is not counted.
/// - That of a native one is the private dirty memory of a process that holds nothing else, above
///   what it was before the first operation. It is read at the points of the sampling plan: a
///   thousand even ones, and every new maximum of live bytes. The mean is over the even points. It
///   is measured in several processes, because addresses differ between them.
/// - What a library has made dirty when it is loaded, beyond a process without it, is no part of
///   its footprint, and has a column of its own.
/// - A *time* is measured in rounds. A round visits every allocator once, ours and native, in an
///   order of its own, and each in a fresh process. One of ours replays until the compiler is done,
///   then once more, which counts. What the harness itself costs is measured by an allocator that
///   does nothing, in Java and in C.
/// - *At the peak* is after the first operation after which live requested bytes are largest.
/// - When a request is refused, the replay ends, and everything is about what was done until then.
///
/// [org.heaplab.results.metric.Metrics] has every metric with its definition.
///
/// # What is the same for all
///
/// Blocks are written when they are allocated: one byte in each 64, and the last. A realloc writes
/// the bytes that it adds. Of a block of 128 KiB or more, the trace may know how many bytes the
/// program touched; then only so many are written, from the block's start, because the trace does
/// not know which pages they were in. Transparent huge pages are off. An alignment above 4096 is
/// asked for as 4096. Each measurement has a fresh heap: space, time, latency and verification
/// never share one. Measured times include page faults and the writes.
///
/// # Pauses
///
/// A *pause* is what compaction does in one go while its client waits: a step of its own, or a
/// compaction that was asked for. Its length is the processor time of the replaying thread, the
/// kernel's included: that is what the allocator makes its client wait for. Wall time is not used
/// for it. When the scheduler interrupts a pause, its wall time grows by a time slice, and on a
/// busy machine the longest of many thousand pauses is always such a one, whatever the allocator
/// does. Wall time stands beside it in the results.
///
/// Processor time has noise too: interrupts, a hypervisor, code that is not compiled yet. So the
/// trace is replayed a few times, and each pause counts as the shortest that it was.
///
/// # Single operations
///
/// To time operations by kind, the trace is replayed with a reading of the clock before and after
/// each. Every time has the cost of one reading in it, which is measured in the same process,
/// stands beside the times, and is never taken off them. A malloc or free in which a heap compacts
/// counts with its pause: its client waits for both. The times are on the wall, so the longest of
/// millions may be the machine's; the allocators that do nothing show how long those are.
///
/// Most traces do not say when a program comes back to a block. So after every few operations a
/// block is drawn, the same for every allocator, and *visited*: one byte of it is written, by its
/// address, or between a lock and an unlock.
///
/// *Minimum mutator utilisation* is the least share of any window of some length in which the
/// client ran and the heap did not compact. It is of replays without clocks around operations, in
/// which each pause, and each stretch between two, counts as the shortest that it was: both are the
/// same work in every replay, and what is longer is the machine's. The median or best of several
/// replays would keep in each of them the one interruption that is somewhere in millions of
/// operations.
///
/// # Stranded bytes
///
/// A page is held as long as any block is on it, so its free bytes cannot be given back, and only
/// requests that fit can use them. They are charged to the places in the program that requested the
/// blocks on it, every block with the same part: the page is free only when all of them are,
/// however large each of them is, so none is more to blame than another. (It is the Shapley value
/// of the game in which blocks together hold a page.) So the bytes of all places sum to the free
/// bytes of pages that a block is on. Pages that no block is on belong to nobody. The heap is
/// walked at a hundred even points of a trace, however long it is, and at the peak; only the few
/// places that strand most have all of these points in the results.
///
/// # What is not touched
///
/// Pages that a program does not touch cost it nothing, and live bytes are still what was
/// requested. So where a program asks for more than it touches, a footprint may be less than the
/// live bytes, and a ratio less than 1. This does not matter when allocators are compared on one
/// trace. Native allocators leave such pages to the system. So do those heaps of ours that are told
/// how much of a block will be touched ([org.heaplab.allocators.Capability#LEAVES_UNTOUCHED]): they
/// commit no more than that and the block's ends. The others commit blocks whole, and their
/// footprint shows it.
///
/// A trace that needs more memory than there is ([org.heaplab.measure.session.Room]) is not
/// replayed. Its result has neither space nor time, is valid, and has the reason.
///
/// # What is not the same
///
/// - Native allocators run as they come, or with the settings that their entry names; others are
///   removed from the environment. When their space is measured, the clock that they read shows the
///   time of the trace: it passes as it did for the program, think time included, and stands still
///   while the footprint is read. Some of them purge by age. How often they read the clock is in
///   the results; a trace without times lets only processor time pass. When their time is measured,
///   there is no think time, and the clock is the machine's. Heaps of ours that purge by age are
///   told the times of the trace always, and each operation counts as a fixed time, so that they do
///   the same in every replay.
/// - Ours give blocks of 8-byte alignment unless they are asked for more or told `align=malloc`;
///   native ones give 16 for requests of 16 bytes and more. What compares the two has both.
/// - With locks *none* no block is written, except when the space of a native allocator is
///   measured: a page that is not written does not count.
/// - A native allocator has no heap limit, no walk, and so no metadata, free bytes or digest. It
///   tells how large its blocks are, and so what padding is held; glibc has a header of 8 bytes
///   before each. What else it holds is one cause.
/// - What programs in Java use, such as Netty, runs in a JVM like ours, and what it holds is what
///   it says itself. It has no limit and no walk either. Its objects in the Java heap, one for each
///   block, count nowhere ([org.heaplab.allocators.javalib]).
///
/// # Protocol
///
/// The parent writes a command and a newline to the child's standard input, and reads lines from
/// its standard output up to `end`. Both children, the JVM and the C program, speak it.
///
/// ```text
///    command              answer, before  end
///    space                sample RECORD FOOTPRINT …, [oom RECORD], result KEY=VALUE …
///    causes POINTS HEADER
///                         [oom RECORD], result KEY=VALUE …; a native block has a header of HEADER bytes
///    heapmap              [oom RECORD], result KEY=VALUE …: areas, points and free spans; ours only
///    stranded             [oom RECORD], result KEY=VALUE …: stranded bytes of each call site, and curves; ours only
///    lists                [oom RECORD], result lists=SIZE:BEFORE:AFTER …: free blocks of each size right before
///                         and after a free that joins two times; ours only
///    sized BYTES          time NANOS and result KEY=VALUE … of a heap of this limit, or oom RECORD; ours only
///    time                 time NANOS, or  oom RECORD
///    latency              latency NANOS COUNT …, [oom RECORD], result max_ns=NANOS
///    operations SPACING   operation KIND NANOS COUNT …, [oom RECORD], result KEY=VALUE …: the longest of
///                         each kind, and what the clock costs; a visit after every SPACING operations
///    utilisation REPLAYS  operation compaction NANOS COUNT …, [oom RECORD], result KEY=VALUE …: the least
///                         share of the client in windows of each length; ours only
///    pauses REPLAYS       [oom RECORD], result KEY=VALUE …: of pauses for compaction; ours only
///    verify               [oom RECORD], result verified=RECORDS
///    fixed BYTES          [oom RECORD], result KEY=VALUE …: how it went in a heap of this limit; ours only
///    largest BYTES RECORD result KEY=VALUE …: room in such a heap after the record, or oom RECORD; ours only
///    windows BYTES RECORD,…
///                         sample RECORD NANOS … since the record before, or oom RECORD; ours only
///    limit BYTES          [oom RECORD]: replayed in a heap of this limit; ours only
///    warm MILLISECONDS    nothing: when all is compiled, or the time is used up
///    quit                 none; the child ends, as it does when its input ends
/// ```
///
/// Instead of, or after, any of these: `error TEXT`. It makes the run invalid. So does a child that
/// dies or writes anything else. `oom` does not: it is a result. Nor does `shortage TEXT`, or a
/// child that was killed: then the machine lacked memory. Nor a child that does not answer for too
/// long: it may hang, or search a long list. What the trace would have shown of the allocator is
/// not known then.
package org.heaplab.measure;

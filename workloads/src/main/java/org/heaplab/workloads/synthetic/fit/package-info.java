/// Workloads that are fitted to traces: `heaplab fit TRACE -o SPEC`.
///
/// A trace is cut into windows of equally many operations. Of each request the fit keeps its size,
/// the window in which it is made, and when its block is freed or resized: after how many
/// operations, roughly, if that is soon, and otherwise in which window. Requests of a window that
/// are alike in all of this are counted, and their order is forgotten.
///
/// ```text
///   heaplab workload 1
///   of = redis
///
///   [touched]                 # of large requests: the share that the program touched
///   1048577..1064960 = 0.2500
///
///   [window 1]                # windows in order
///   operations = 9819
///   order = birth             # blocks of earlier windows end as they were born; or reverse, or any
///   runs = 0.210              # how likely a block has the end of the one before
///   ends = 0 0 12 … 3         # how many of those end in each sixteenth of the window
///   24 = s5*120 w17*3 n       # new blocks of 24 bytes: 120 end soon, 3 in window 17, one never
///   33..40 = s1r w2           # r: the block is then resized
///   33..40>64 = w9*2          # blocks of 33 to 40 bytes that are resized to 64
/// ```
///
/// So at the end of each window, live blocks and bytes are those of the trace, but for the rounding
/// of rare sizes. What is lost: the order within a window beyond `order`, `runs` and `ends`,
/// alignments, threads, locks and accesses.
package org.heaplab.workloads.synthetic.fit;

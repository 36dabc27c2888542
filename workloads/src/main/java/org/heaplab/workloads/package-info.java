/// Workloads for the allocators: traces of real programs, and synthetic ones.
///
/// A [Trace] is a flat array of [Operation]s. A [TraceBuilder] makes it and refuses operations that
/// no program can make. The packages:
///
/// ```text
///   files ──▶ format      Traces.open(path): any trace file there is; our own .trace, its writer and reader
///     │
///     └─────▶ logs        what other tools write, read line by line; and text for other people's tools
///   record ──▶ symbols    real programs, and what places in their code are called
///   synthetic             workloads made from a seed
///   record, access        real programs: their heap operations; their loads and stores too
///   locks                 which blocks a program holds locked, from its loads and stores
///       all of them ──▶ this package: Trace, TraceBuilder, TraceStatistics
/// ```
///
/// | word | here |
/// |---|---|
/// | slot | the number of a live block; free for the next block once its block is freed |
/// | birth | the number of a block in the order of the mallocs; never used again |
/// | call site | the place in the program that requests memory; with several frames, its stack |
/// | operation | a malloc, free or realloc; locks, accesses and marks are not counted |
/// | dropped | what a log has and a replay cannot do, see [Dropped] |
package org.heaplab.workloads;

/// Recording real programs: a library that is preloaded into them writes their heap operations
/// down, and [Recorder] makes traces of what was written.
///
/// ```text
///   Recorder ── compiles ──▶ recorder.c (what is recorded), record-log.h (the records),
///      │                        │  record-file.h (where they go), record-stamp.h (their order)
///      │                        │ runs inside the program
///      │                        ▼
///      │                     one raw file per process image, a stream of records per thread
///      ▼                        │
///   .trace ◀── History ◀── RawFile ◀── RawStream, RawWindow
/// ```
package org.heaplab.workloads.record;

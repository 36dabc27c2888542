/// Recording real programs: a library that is preloaded into them writes their heap operations
/// down, and [Recorder] makes traces of what was written.
///
/// ```text
///   Recorder ── compiles ──▶ recorder.c, record-log.h (CSource)
///      │                        │ runs inside the program
///      │                        ▼
///      │                     one raw file per process image
///      ▼                        │
///   .trace ◀── History ◀── RawFile
/// ```
package org.heaplab.workloads.record;

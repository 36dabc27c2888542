/// Recording real programs. A preloaded library writes their heap operations into shared memory,
/// the channel. A separate process, the collector, saves them on the disk. [Recorder] makes traces
/// of them.
///
/// ```text
///   Recorder ── compiles ──▶ recorder.c                                collector.c
///      │                      record-cxx.h    operator new              collector-stage.h  where the channel lies
///      │                      record-exec.h   programs it starts        collector-spool.h  what is on the disk
///      │                      record-seal.h   system call filters            │
///      │                      record-large.h  what was touched               │
///      │                      record-log.h    the records                    │
///      │                      record-code.h   where the code is from         │
///      │                      record-stamp.h  their order                    │
///      │                      record-channel.h ─────▶ channel.h ◀────────────┤
///      │                                                                     ▼
///      │ Collector                                                    one folder: Spool
///      ▼                                                                     │
///   TraceFiles ◀── Remarks, Processes ◀── Image                              │
///      └──▶ .trace ◀── History ◀── RawRecords ◀── RawStream, RawWindow ◀─────┘
///                         └──▶ symbols: what places in the code are called
/// ```
package org.heaplab.workloads.record;

/// Recording real programs. A library that is preloaded into them puts their heap operations into
/// shared memory, the channel; a process beside them, the collector, takes them out; [Recorder]
/// makes traces of what it wrote.
///
/// ```text
///   Recorder ── compiles ──▶ recorder.c                                collector.c
///      │                      record-cxx.h    operator new              collector-stage.h  where the channel lies
///      │                      record-exec.h   programs it starts        collector-spool.h  what is on the disk
///      │                      record-seal.h   system call filters            │
///      │                      record-large.h  what was touched               │
///      │                      record-log.h    the records                    │
///      │                      record-stamp.h  their order                    │
///      │                      record-channel.h ─────▶ channel.h ◀────────────┤
///      │                                                                     ▼
///      │ Collector                                                    one folder: Spool
///      ▼                                                                     │
///   TraceFiles ◀── Remarks, Processes ◀── Image                              │
///      └──▶ .trace ◀── History ◀── RawRecords ◀── RawStream, RawWindow ◀─────┘
/// ```
package org.heaplab.workloads.record;

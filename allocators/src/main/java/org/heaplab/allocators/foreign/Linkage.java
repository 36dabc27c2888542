package org.heaplab.allocators.foreign;

/// How a process comes to use a native allocator.
public enum Linkage {
  /// It is the C library's own: every process has it.
  C_LIBRARY,

  /// Its functions have names of their own: load the library and find them in it.
  PREFIXED,

  /// Its functions are those of the C program that replays a trace: no other process has them.
  REPLAY,

  /// Its functions are named `malloc` and so on: it has to be in `LD_PRELOAD` when the process
  /// starts, and then serves the whole process.
  REPLACES_MALLOC
}

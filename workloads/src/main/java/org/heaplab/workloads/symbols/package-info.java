/// Names for places in a program's code: from return addresses, as recorders take them down, to
/// functions and lines.
///
/// ```text
///   CallStacks ──▶ CodeNames ──▶ CodeMap: MemoryMap (/proc/self/maps), or the modules of a log
///                      │
///                      └──▶ CodeFiles ─┬─▶ CodeFile   functions, from the symbols of ELF files
///                                      └─▶ Addr2Line  lines, where there is debug information
/// ```
package org.heaplab.workloads.symbols;

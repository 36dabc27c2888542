/// What programs in Java use for memory outside their heap: the buffers of Netty, and arenas of
/// `java.lang.foreign`. They are used through their public interface, as they come.
///
/// ```text
///    NettyPooled  NettyAdaptive       ConfinedArenas  PhaseArenas
///          │            │                    │             │
///          └────┬───────┘                    └──────┬──────┘
///               ▼                                   ▼
///          NettyBuffers ─────▶ JavaLibrary ◀─── a block, its arena and its segment
///                                   ▲
///                              LibraryHeap     handles, alignment, footprint
/// ```
///
/// ## What is counted
///
/// - Of Netty: what it holds from the system by its own metric, which is the sum of its chunks.
/// - Of arenas: the chunks of the C library's `malloc`, one for each block. What `malloc` holds
///   beyond them is unknown, since the JVM uses the same `malloc`. So the footprint is a lower
///   bound, without external fragmentation. How much of that there is shows `glibc`.
/// - Of neither: their objects in the Java heap. For each block there is a buffer, or an arena with
///   its scope, a segment and a cleanup. A program that has many blocks pays for them there.
///
/// There is no walk: neither shows where its blocks lie among free bytes. So results have no
/// metadata, padding, free bytes, digest or causes. There is no limit either: the one that the JVM
/// has, `-XX:MaxDirectMemorySize`, is for all of a process, and a request beyond it is refused. As
/// standard it is what the Java heap may have.
package org.heaplab.allocators.javalib;

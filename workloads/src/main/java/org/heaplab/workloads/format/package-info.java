/// The `.trace` format, version 2, and version 3 for traces with call sites. A trace takes less
/// than two bytes for each operation. For a broken file it is known at which byte it is broken.
///
/// All integers are little-endian. A *varint* is a number of 64 bits in groups of seven, one group
/// in each byte, the lowest group first. The top bit is set in all bytes but the last. A *zigzag*
/// is a signed number n as the varint of (n << 1) ^ (n >> 63). A *string* is a varint of its length
/// in bytes, then UTF-8.
///
/// ```text
/// file    ┌───────────────────────┬───────────┬──────────┬──────────┬─────┬──────────┬───────────┐
///         │ 89 'h' 'l' 't' 0D 0A  │ header    │ site     │ block    │ ... │ block    │ end       │  nothing follows
///         │ 1A 0A         8 bytes │ frame     │ frames   │ frame    │     │ frame    │ frame     │
///         └───────────────────────┴───────────┴──────────┴──────────┴─────┴──────────┴───────────┘
///
/// frame   0    1                 5                                n+5               n+9
///         ├────┼─────────────────┼────────────────────────────────┼─────────────────┤
///         │type│ n               │ payload                        │ CRC-32C of type,│
///         │'H' │ payload bytes,  │                                │ n and payload   │
///         │'S' │ at most 2²²     │                                │                 │
///         │'B' │                 │                                │                 │
///         │'E' │                 │                                │                 │
///         └────┴─────────────────┴────────────────────────────────┴─────────────────┘
///
/// H       version (varint, 2 or 3) · operations in all blocks (varint)
///         program · version · command · date · machine · recorder (strings)
///         kinds of dropped operations (varint), then of each its name in Dropped (string) and how many (varint)
///         phases (varint), then their labels (strings)
///         in version 3: call sites (varint, 1 to 2²⁰)
///
/// S       call sites of this frame (varint), then one column: their names (strings), the first call site is 1
///
/// B       operations (varint, 1 to 2¹⁶), then the columns in their order
///
/// column  bytes (varint) · when not 0: stored bytes (varint) · those bytes:
///           a zstd frame, or the column itself when both numbers are the same
///
/// E       CRC-32C of all bytes of the file before this frame (4 bytes)
///
/// kind    7   6   5   4   3   2   1   0      one byte an operation, the first column
///         ├───┴───┼───┼───┼───┼───┴───┴───┤
///         │ 0   0 │ U │ T │ A │ operation │  the number that Operation gives it: MALLOC 0 … TIME 7
///         └───────┴───┴───┴───┴───────────┘  A: a malloc whose alignment is not 8; T: another thread from here on;
///                                            U: a malloc or realloc of which is known how much was touched
/// ```
///
/// | column | holds, in the order of the operations that need it |
/// |---|---|
/// | 0 kinds | a kind byte for every operation |
/// | 1 threads | the thread number (varint) where T is set; the first thread is 0 |
/// | 2 alignments | log₂ of the alignment (one byte) where A is set |
/// | 3 sizes | of malloc and realloc: the size (varint) |
/// | 4 blocks | of free, realloc, lock, unlock and access: which block (varint, below) |
/// | 5 offsets | of access: the offset of its first byte (varint) |
/// | 6 widths | of access: one byte, the number of bytes shifted left by 1, plus 1 for a store |
/// | 7 marks | of phase: the index of its label (varint); of time: nanoseconds since the time before (zigzag) |
/// | 8 touched | of malloc and realloc where U is set: how many of the bytes requested, which are at least 2¹⁷, the program touched (varint) |
/// | 9 sites | in version 3, of malloc and realloc: the number of its call site, or 0 (varint) |
///
/// Blocks are named by their *birth*: the number of their malloc, counted from 0 over the whole
/// file. This gives small numbers, because programs free together what they allocated together. A
/// reference r is even when it counts back from the newest block: birth = births so far − 1 − r/2.
/// It is odd when it counts from the block that was named last: birth = last + zigzag(r >> 1),
/// where last is 0 in the beginning. A writer takes the smaller one, or the even one when both are
/// equal. Slot numbers are not stored, because the slot that was freed last is the next to be used,
/// as [org.heaplab.workloads.TraceBuilder] does it. So little state passes from block to block:
/// births, last, thread, time.
///
/// A reader holds one frame at a time. It checks the frame's checksum before it reads the payload,
/// and every length before it allocates. It checks that every column is used up exactly. It also
/// checks the header's count of operations, which must fit into the machine's memory. So no file
/// makes it hold more operations than that count.
///
/// A trace without call sites is written in version 2, which has no site frames and no column 9.
/// Call sites have small numbers where they are used often. So they take a few bits for each
/// operation.
///
/// Version 1 is read too. It has no U and no column 8. Its header counts dropped operations with
/// five varints without names: frees of NULL, frees and reallocs of unknown blocks, requests that
/// failed, lost frees. A reader keeps names that it does not know, with their counts, and a writer
/// writes them again. So a later version may have more kinds.
package org.heaplab.workloads.format;

/// Other systems that move what is in memory, each in its own way, written from their papers. They
/// are what the handle heap is compared with.
///
/// ```text
///                      what moves            who knows where      when                  what it moves to
///    CompactFit        a block               an entry a block     a free leaves one     the slot that was
///                                                                 hole too many         freed
///    MeshHeap          the blocks of a span  the page tables      once in a number of   the same offsets of
///                                            of the system        frees                 another span
///    AnchorageHeap     a block               an entry a block     span over used bytes  holes of other
///                                                                 passes a limit        sub-heaps
/// ```
///
/// [CompactFit] and [AnchorageHeap] have the [IndirectionTable] and the [LargeBlocks] in common.
package org.heaplab.allocators.moving;

/// Other systems that move what is in memory, each in its own way, written from their papers. They
/// are what the handle heap is compared with.
///
/// ```text
///                    what moves           by what it is found   when                to
///    CompactFit      a block              its entry             a free leaves       that hole
///                                                               one hole too many
///    MeshHeap        the blocks of        the system's          once in a number    the same slots
///                    a span               page table            of frees            of another span
///    AnchorageHeap   a block              its entry             the heap spans      holes of other
///                                                               too much            sub-heaps
/// ```
///
/// [CompactFit] and [AnchorageHeap] have the [IndirectionTable] and the [LargeRuns] in common.
package org.heaplab.allocators.moving;

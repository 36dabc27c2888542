/// Jeff, the handle-based compacting allocator of Mikael Jansson's thesis *JEFF and STEVE:
/// Allocator and Analysis Tool* (Chalmers, 2015), written from its description. The thesis asked
/// whether such an allocator can be efficient, and supposed that it is not because of its large
/// structures for each block. Here it is measured like all others.
///
/// ```text
///    base                                   top         bottom                     end
///     ├──────┬────────┬──────┬───────┬───────┼────────────┼────────┬────────┬───────┤
///     │ used │ free   │ used │ used  │ free  │   not      │ header │ header │ header│
///     │      │        │      │       │       │   used yet │ 3      │ 2      │ 1     │
///     └──────┴────────┴──────┴───────┴───────┴────────────┴────────┴────────┴───────┘
///       blocks grow up ─▶                          ◀─ headers grow down and never move
///
///    a header        0           4           8   9          13          17
///    of 17 bytes     ├───────────┼───────────┼───┼───────────┼───────────┤
///                    │ memory    │ size      │ f │ next      │ next      │
///                    │           │           │   │           │ unused    │
///                    └───────────┴───────────┴───┴───────────┴───────────┘
///    of 13 bytes     ├───────────┼───────────┼───┼───────────┤
///                    │ memory    │ size      │ f │ next      │  the unused are searched for
///                    └───────────┴───────────┴───┴───────────┘
/// ```
///
/// A handle is the address of a header. Every block has one, used or free; a header whose block
/// another has absorbed is unused until a new block takes it, and only the unused ones at the
/// bottom are given back. So metadata follows the most blocks there ever were, not the live ones.
///
/// - **malloc** bumps the top. When the heap is full it takes a free block, from a slot where all
///   are large enough, else by searching the slot of its own size; what is left over is a new free
///   block. When there is none, it compacts.
/// - **free** marks the block and puts it on its slot's stack. Nothing is coalesced.
/// - **compaction** sorts the headers by address, coalesces free blocks that touch, slides runs of
///   unlocked blocks down, moves blocks over locked ones into holes that are large enough, and
///   lowers the top. Then the slots are filled again.
///
/// Where this differs from the original:
///
/// 1. The original is given a heap of fixed size. Here a heap counts as full when it spans more
///    than used blocks and their headers by a headroom, and then may grow as far as its limit once
///    compaction was tried. The usual headroom of a third is what Opera allowed itself on devices
///    of 8 MiB; `headroom=3` is about the heap of the thesis's measurements, four times what is
///    needed. With `heap=limit` a heap that has a limit is the original's: full only there.
/// 2. Pages go back to the system when a compaction lowers the top, and when the last block is
///    freed. The original's client owned all of them throughout.
/// 3. Compaction runs when a request finds no room, as in the original, or, with `compact=early`,
///    as soon as more was freed than the headroom.
/// 4. Its limit is bytes moved, not milliseconds, so that placement does not depend on the machine.
///    Sorting is not limited, as in the original.
/// 5. The original's lock is a flag. The same byte counts here, so locks nest; a count that is too
///    large for it is refused.
/// 6. Handles are checked: a header that is free or unused is a stale handle. There is no
///    generation, so a handle whose header serves another block by now goes unnoticed.
/// 7. Payloads are aligned to 8 bytes, and sizes and addresses count in 8 bytes: 4-byte fields then
///    reach as far on a 64-bit machine as a heap here can. With `align=malloc` all sizes are
///    multiples of 16, and so all addresses are. A larger alignment that is asked for is noted in
///    the link's top bits; such a block slides only as far as its alignment lets it, and jumps over
///    none.
/// 8. `realloc`, which the original lacks, resizes in place within the block or at the top, else
///    swaps memory with a new block, so that the handle stays.
/// 9. The search for an unused header remembers where there can be none, and the search beyond
///    locked blocks what it has passed; the original begins again each time, which takes quadratic
///    time.
package org.heaplab.allocators.jeff;

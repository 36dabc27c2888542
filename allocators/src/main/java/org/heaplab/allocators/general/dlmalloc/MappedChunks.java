package org.heaplab.allocators.general.dlmalloc;

import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.backing.Memory;
import org.heaplab.allocators.mechanism.PageSupply;

/// Chunks that have a run of pages each, as from mmap. The distance of the head from the start of
/// the run, the lead, stands at the start and in front of the head.
///
/// ```text
///     start  +8 or more                                                     end
///     ├──────┬ ─ ─ ─ ─ ┬──────┬──────┬──────────────────────────────────────┤
///     │ lead │         │ lead │ head │ payload                              │
///     └──────┴ ─ ─ ─ ─ ┴──────┴──────┴──────────────────────────────────────┘
/// ```
///
/// Costs what the [PageSupply] costs.
final class MappedChunks {
  private static final long LEAD_BYTES = 8;

  private final PageSupply maps;
  private final long slackBytes;

  /// @param slackBytes how many bytes a chunk that shrinks may have too many
  MappedChunks(PageSupply maps, long slackBytes) {
    this.maps = maps;
    this.slackBytes = slackBytes;
  }

  private static int pages(long bytes) {
    return (int) (Backing.wholePages(bytes) >>> Backing.LOG_PAGE_BYTES);
  }

  /// A used chunk of at least so many bytes.
  ///
  /// @return 0 when there is no room or no memory for it
  long map(long bytes) {
    int run = maps.allocate(pages(LEAD_BYTES + bytes));
    return run == 0 ? 0 : chunk(run, LEAD_BYTES);
  }

  /// Writes what stands in a run.
  private long chunk(int run, long lead) {
    long start = maps.address(run);
    long chunk = start + lead;
    Memory.putLong(start, lead);
    Memory.putLong(chunk - LEAD_BYTES, lead);
    ChunkTags.setMapped(chunk, PageSupply.bytes(maps.size(run)) - lead);
    return chunk;
  }

  private static long lead(long chunk) {
    return Memory.getLong(chunk - LEAD_BYTES);
  }

  private int run(long chunk) {
    return (int) maps.pageAt(chunk - lead(chunk));
  }

  /// Cuts bytes off the front of a chunk; its run stays as it is.
  ///
  /// @return the chunk from now on
  long advance(long chunk, long bytes) {
    return chunk(run(chunk), lead(chunk) + bytes);
  }

  void unmap(long chunk) {
    maps.release(run(chunk));
  }

  /// Gives a chunk as many pages as it needs now, where it is or by moving them elsewhere.
  ///
  /// @return the chunk from now on, or 0 when it cannot be, and then it is as it was
  long resize(long chunk, long bytes) {
    long old = ChunkTags.size(chunk);
    if (bytes <= old && old - bytes <= slackBytes) return chunk;
    long lead = lead(chunk);
    int run = run(chunk);
    int pages = pages(lead + bytes);
    int held = maps.size(run);
    if (pages < held) maps.shrink(run, pages);
    if (pages > held && !maps.grow(run, pages)) run = maps.move(run, pages);
    return run == 0 ? 0 : chunk(run, lead);
  }

  /// Whether what looks like the head of a chunk is one.
  boolean isChunk(long head) {
    long lead = lead(head);
    if (lead < LEAD_BYTES || lead > head - maps.address(1)) return false;
    int run = run(head);
    return maps.isUsed(run) && PageSupply.bytes(maps.size(run)) == lead + ChunkTags.size(head);
  }

  /// Shows the chunk in a run.
  void show(int run, HeapVisitor visitor) {
    long lead = Memory.getLong(maps.address(run));
    ChunkTags.show(maps.address(run) + lead, lead, visitor);
  }
}

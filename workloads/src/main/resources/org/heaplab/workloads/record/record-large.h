/*
 * How much of its large blocks the program touched: the pages of a block that are resident when the block
 * is given up. A table has the addresses of the live large blocks. A block for which it has no free entry
 * counts as touched completely.
 */
#include "record-log.h"

enum {
  LOG_LARGE_BYTES = 17, /* the reader of the records uses the same value */
  LOG_LARGE_ENTRIES = 12,
  LARGE_PROBES = 8,
  PAGES_AT_ONCE = 4096,
};

static struct {
  _Atomic uintptr_t address;
  size_t bytes;
} large[(1 << LOG_LARGE_ENTRIES) + LARGE_PROBES];
static _Atomic uint32_t large_blocks;

static size_t first_entry(uintptr_t address) {
  return (size_t)((address >> 4) * 0x9E3779B97F4A7C15 >> (64 - LOG_LARGE_ENTRIES));
}

static __attribute__((noinline)) void remember_large(const void *block, size_t bytes) {
  const uintptr_t being_written = 1;
  for (size_t i = first_entry((uintptr_t)block), end = i + LARGE_PROBES; i < end; i++) {
    uintptr_t nothing = 0;
    if (!atomic_compare_exchange_strong(&large[i].address, &nothing, being_written)) continue;
    large[i].bytes = bytes;
    atomic_store(&large[i].address, (uintptr_t)block);
    atomic_fetch_add(&large_blocks, 1);
    return;
  }
}

/* Removes a block from the table; returns its bytes, or 0 if it was not there. */
static __attribute__((noinline)) size_t forget_large(const void *block) {
  for (size_t i = first_entry((uintptr_t)block), end = i + LARGE_PROBES; i < end; i++) {
    if (atomic_load_explicit(&large[i].address, memory_order_relaxed) != (uintptr_t)block) continue;
    size_t bytes = large[i].bytes;
    atomic_store(&large[i].address, 0);
    atomic_fetch_sub(&large_blocks, 1);
    return bytes;
  }
  return 0;
}

/* The resident bytes of a block, in whole pages: up to two pages more than were touched, but at most the block.
 * SIZE_MAX when the system does not tell. */
static size_t resident_bytes(uintptr_t address, size_t bytes) {
  unsigned char pages[PAGES_AT_ONCE];
  uintptr_t from = address & -(uintptr_t)PAGE_BYTES, end = address + bytes;
  size_t resident = 0;
  for (; from < end; from += (size_t)PAGES_AT_ONCE * PAGE_BYTES) {
    size_t left = (end - from + PAGE_BYTES - 1) / PAGE_BYTES, count = left < PAGES_AT_ONCE ? left : PAGES_AT_ONCE;
    if (mincore((void *)from, count * PAGE_BYTES, pages) != 0) return SIZE_MAX;
    for (size_t i = 0; i < count; i++) resident += pages[i] & 1;
  }
  resident *= PAGE_BYTES;
  return resident < bytes ? resident : bytes;
}

static void record_touched(uintptr_t address, size_t bytes) {
  if (sealed || image == NULL || image->sealed || process->state != RECORDING) return;
  int saved = errno;
  size_t resident = resident_bytes(address, bytes);
  errno = saved;
  if (resident != SIZE_MAX) record(TOUCHED, (void *)address, resident);
}

/* Called inside, before a block is given up. Returns its bytes if the table had it, or 0. */
static ALWAYS_INLINE size_t note_touched(const void *block) {
  if (LIKELY(atomic_load_explicit(&large_blocks, memory_order_relaxed) == 0)) return 0;
  size_t bytes = forget_large(block);
  if (bytes != 0) record_touched((uintptr_t)block, bytes);
  return bytes;
}

/* At the end of the program, for the blocks that it never gave up. */
static __attribute__((destructor)) void note_all_touched(void) {
  if (self.inside) return;
  self.inside = true;
  for (size_t i = 0; i < sizeof large / sizeof *large && large_blocks != 0; i++) {
    uintptr_t address = large[i].address;
    if (address > 1) record_touched(address, large[i].bytes);
  }
  self.inside = false;
}

/* Whether blocks overlap, and keep their contents. */
/*
 * One bit for every 8 bytes of address space, set while a block holds them; reserved, not committed, so
 * that only the parts in use cost memory. Blocks are at least 8-aligned, so no two share a bit.
 */
enum { LOG_ADDRESS_BITS = 47, LOG_GRANULE = 3 };
static uint8_t *shadow;

static uint8_t bits_of(uint64_t first, uint64_t last) {
  return (uint8_t)(0xFF << first & 0xFF >> (7 - last));
}

static void mark_byte(uint8_t *at, uint8_t bits, int used) {
  if (used && *at & bits) fail("blocks must not overlap", "");
  if (used) *at |= bits;
  else *at &= ~bits;
}

static void mark(const char *block, uint64_t size, int used) {
  uint64_t first = (uintptr_t)block >> LOG_GRANULE, last = ((uintptr_t)block + (size ? size : 1) - 1) >> LOG_GRANULE;
  if ((uintptr_t)block & 7) fail("a block must be aligned to 8 bytes", "");
  if (last >> (LOG_ADDRESS_BITS - LOG_GRANULE)) fail("a block must lie in the user's half of the addresses", "");
  for (uint64_t granule = first; granule <= last; granule = (granule | 7) + 1) {
    uint64_t end = (granule | 7) < last ? granule | 7 : last;
    mark_byte(shadow + (granule >> 3), bits_of(granule & 7, end & 7), used);
  }
}

/* The eight bytes that the block of a slot has at an offset, the same for as long as it lives. */
static inline uint64_t pattern(uint64_t seed, uint64_t offset) {
  return (seed + (offset >> 3)) * 0x9E3779B97F4A7C15ULL;
}

static inline char pattern_byte(uint64_t seed, uint64_t offset) {
  return (char)(pattern(seed, offset) >> (8 * (offset & 7)));
}

/* Where whole words of the pattern begin that follow an offset. */
static inline uint64_t first_word(uint64_t start, uint64_t end) {
  uint64_t word = (start + 7) & ~7ULL;
  return word < end ? word : end;
}

static void fill(const entry *slot, uint64_t seed, uint64_t start, uint64_t end) {
  uint64_t at = start, words = first_word(start, end);
  for (; at < words; at++) slot->block[at] = pattern_byte(seed, at);
  for (; at + 8 <= end; at += 8) *(uint64_t *)(slot->block + at) = pattern(seed, at);
  for (; at < end; at++) slot->block[at] = pattern_byte(seed, at);
}

static int keeps(const entry *slot, uint64_t seed, uint64_t start, uint64_t end) {
  for (uint64_t at = start; at < end; at++)
    if (slot->block[at] != pattern_byte(seed, at)) return 0;
  return 1;
}

static void check(const entry *slot, uint64_t seed, uint64_t start, uint64_t end) {
  uint64_t at = first_word(start, end), differs = 0;
  int kept = keeps(slot, seed, start, at);
  for (; at + 8 <= end; at += 8) differs |= *(const uint64_t *)(slot->block + at) ^ pattern(seed, at);
  if (!kept || differs || !keeps(slot, seed, at, end)) fail("a block must keep its contents", "");
}

static void verify_pass(void) {
  uint64_t *seeds = room(trace->slots * sizeof(uint64_t));
  uint64_t *filled = room(trace->slots * sizeof(uint64_t));
  uint64_t at = 0;
  shadow = mmap(0, 1UL << (LOG_ADDRESS_BITS - LOG_GRANULE - 3), PROT_READ | PROT_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (shadow == MAP_FAILED) fail("the system refuses addresses for the shadow of the heap", "");
  writing = 0;
  for (; at < trace->records; at++) {
    const record *now = records + at;
    entry *slot = slots + now->slot;
    uint64_t *seed = seeds + now->slot, *pattern_end = filled + now->slot;
    char *old_block = slot->block;
    uint64_t old_size = slot->size;
    if (now->kind == FREE || now->kind == REALLOC) check(slot, *seed, 0, *pattern_end);
    if (now->kind == ACCESS) {
      uint64_t offset = now->size >> 8, end = offset + (now->size >> 1 & 127);
      check(slot, *seed, offset, end < *pattern_end ? end : *pattern_end);
    }
    if (now->kind == FREE) mark(old_block, old_size, 0);
    if (now->kind > REALLOC) continue;
    if (!step(now)) break;
    if (now->kind == FREE) continue;
    if (now->kind == REALLOC) {
      mark(old_block, old_size, 0);
      if (*pattern_end > slot->size) *pattern_end = slot->size;
      check(slot, *seed, 0, *pattern_end);
    } else {
      *seed = at * 0xD1342543DE82EF95ULL;
      *pattern_end = 0;
      uintptr_t alignment = (uintptr_t)1 << log_alignment(now);
      if ((uintptr_t)slot->block & (alignment - 1)) fail("a block must have the alignment asked for", "");
    }
    if (heap.usable_size(slot->block) < slot->size) fail("usable size must be at least the size requested", "");
    mark(slot->block, slot->size, 1);
    uint64_t end = reach(slot, now);
    fill(slot, *seed, *pattern_end, end);
    *pattern_end = end;
  }
  if (at < trace->records) say_line("oom ", at, 0, 1);
  say_line("result verified=", at, 0, 1);
}

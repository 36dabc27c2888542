/*
 * Replays a trace on a native allocator. The same protocol as ReplayChild; the package page of
 * org.heaplab.measure describes it.
 *
 *     server ── fork + exec per command ──▶ pass: a fresh process, a fresh heap
 *
 * Nothing here calls malloc or stdio, whose buffer comes from malloc: the heap that is measured holds the
 * trace's blocks and nothing else. Everything the replay needs of its own is mapped and touched before the
 * first operation, and so is the output, which is written after the last one.
 *
 * Footprint is Private_Dirty of /proc/self/smaps_rollup above its value before the first operation; how that
 * is known without reading it each time stands below. The
 * trace is copied into anonymous memory rather than mapped: page-cache pages that the system has not yet
 * written back count as dirty, and would come and go during the replay.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MALLOC, FREE, REALLOC, LOCK, UNLOCK, ACCESS, PHASE, TIME };
enum { PARTLY = 0x40, WAS_PARTLY = 0x80 };
enum { HEADER_BYTES = 64, WRITE_STRIDE = 64, PAGE = 4096, DEFAULT_LOG_ALIGNMENT = 3, MAX_LOG_ALIGNMENT = 12 };
#define MAGIC 0x31594C5045524C48ULL

typedef struct {
  uint64_t magic, records, slots, ops, peak_record, largest, samples, partly;
} header;

typedef struct {
  uint32_t slot;
  uint8_t kind, log_alignment;
  uint16_t thread;
  uint64_t size;
} record;

typedef struct {
  char *block;
  uint64_t size;
} entry;

static struct {
  const char *file, *library, *malloc, *free, *realloc, *posix_memalign, *usable_size, *locks, *pass;
  const char *plain; /* bytes that a process without any library has dirty at its start */
} argument;

static struct {
  void *(*malloc)(size_t);
  void (*free)(void *);
  void *(*realloc)(void *, size_t);
  int (*posix_memalign)(void **, size_t, size_t);
  size_t (*usable_size)(void *);
} heap;

static header *trace;
static record *records;
static uint64_t *samples;
static entry *slots;
static uint64_t *written; /* of a slot whose block is not written whole, how many bytes are */
static int writing = 1;   /* blocks are written when they are allocated */
static int accessing = 1; /* recorded accesses are done */

/* ---- output ---------------------------------------------------------------------------------------- */

static char output[1 << 16];
static size_t output_length;

static void flush(void) {
  for (size_t done = 0; done < output_length;) {
    ssize_t written = write(STDOUT_FILENO, output + done, output_length - done);
    if (written <= 0) _exit(1);
    done += written;
  }
  output_length = 0;
}

static void say(const char *text) {
  size_t length = strlen(text);
  if (output_length + length > sizeof output) flush();
  if (length > sizeof output) length = sizeof output;
  memcpy(output + output_length, text, length);
  output_length += length;
}

static void say_number(uint64_t value) {
  char digits[24];
  char *at = digits + sizeof digits;
  *--at = 0;
  do *--at = '0' + value % 10;
  while (value /= 10);
  say(at);
}

static void say_line(const char *word, uint64_t first, uint64_t second, int numbers) {
  say(word);
  say_number(first);
  if (numbers > 1) say(" "), say_number(second);
  say("\n");
}

static void fail(const char *what, const char *value) {
  say("error ");
  say(what);
  say(value);
  say("\n");
  flush();
  _exit(1);
}

/* ---- memory of our own ----------------------------------------------------------------------------- */

static void *room(uint64_t bytes) {
  bytes = (bytes + 2 * PAGE - 1) & -(uint64_t)PAGE;
  void *start = mmap(0, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED) fail("the system refuses memory for the replay itself", "");
  memset(start, 0, bytes);
  return start;
}

static void load_trace(void) {
  int file = open(argument.file, O_RDONLY | O_CLOEXEC);
  struct stat status;
  if (file < 0 || fstat(file, &status) != 0) fail("the replay file must be readable: ", argument.file);
  char *bytes = room(status.st_size);
  for (off_t done = 0; done < status.st_size;) {
    ssize_t got = read(file, bytes + done, status.st_size - done);
    if (got <= 0) fail("the replay file must be readable to its end: ", argument.file);
    done += got;
  }
  close(file);
  trace = (header *)bytes;
  if (status.st_size < HEADER_BYTES || trace->magic != MAGIC) fail("a replay file must begin with its magic number: ", argument.file);
  records = (record *)(bytes + HEADER_BYTES);
  samples = (uint64_t *)(records + trace->records);
  slots = room(trace->slots * sizeof(entry));
  if (trace->partly) written = room(trace->slots * sizeof(uint64_t));
}

/* ---- clock ----------------------------------------------------------------------------------------- */

/*
 * Allocators give memory back when some time has passed since it was freed. In a space pass, the clock that
 * they ask shows the time of the trace: between two of its marks the CPU time that the replay itself uses,
 * and at a mark it moves on to what the mark says, so that a program's think time passes for the allocator
 * too. Reading the footprint, or another process on the same core, does not move it.
 */
static int (*system_clock)(clockid_t, struct timespec *);
static int own_clock;
static uint64_t clock_offset; /* nanoseconds to add to the CPU time */
static uint64_t clock_start;  /* what it showed before the first operation */
static uint64_t clock_reads;  /* how often it was asked */

static inline uint64_t nanos_of(const struct timespec *time) {
  return time->tv_sec * 1000000000ULL + time->tv_nsec;
}

static uint64_t cpu_nanos(void) {
  struct timespec now;
  syscall(SYS_clock_gettime, CLOCK_PROCESS_CPUTIME_ID, &now);
  return nanos_of(&now);
}

/* Stands in for the C library's, also in the libraries that are loaded. */
int clock_gettime(clockid_t clock, struct timespec *time) {
  int passing = clock != CLOCK_PROCESS_CPUTIME_ID && clock != CLOCK_THREAD_CPUTIME_ID;
  if (own_clock && passing) {
    clock_reads++;
    uint64_t now = cpu_nanos() + clock_offset;
    time->tv_sec = now / 1000000000ULL;
    time->tv_nsec = now % 1000000000ULL;
    return 0;
  }
  return system_clock ? system_clock(clock, time) : (int)syscall(SYS_clock_gettime, clock, time);
}

static uint64_t nanos(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return nanos_of(&now);
}

/* The trace has come to a time, in nanoseconds since its start. The clock never goes back. */
static void pass_time(uint64_t trace_nanos) {
  uint64_t due = clock_start + trace_nanos, cpu = cpu_nanos();
  if (cpu + clock_offset < due) clock_offset = due - cpu;
}

/* ---- the allocator that does nothing --------------------------------------------------------------- */

/*
 * Every block is the same bytes, as in the Nothing of our own allocators: what its replay takes is what the
 * replay itself costs.
 */
static char *nothing;

void *nothing_malloc(size_t size) {
  (void)size;
  return nothing;
}

void nothing_free(void *block) {
  (void)block;
}

void *nothing_realloc(void *block, size_t size) {
  (void)size;
  return block;
}

int nothing_posix_memalign(void **block, size_t alignment, size_t size) {
  (void)alignment, (void)size;
  *block = nothing;
  return 0;
}

size_t nothing_usable_size(void *block) {
  (void)block;
  return trace->largest;
}

static void reserve_nothing(void) {
  nothing = mmap(0, trace->largest + PAGE, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (nothing == MAP_FAILED) fail("the system refuses addresses for the largest block", "");
}

/* ---- the allocator --------------------------------------------------------------------------------- */

static void *symbol(void *library, const char *name) {
  void *found = dlsym(library, name);
  if (!found) fail("the library must have the symbol ", name);
  return found;
}

static void *loaded;

static void load_allocator(void) {
  system_clock = (int (*)(clockid_t, struct timespec *))symbol(RTLD_NEXT, "clock_gettime");
  void *library = RTLD_DEFAULT;
  if (*argument.library) {
    library = dlopen(argument.library, RTLD_NOW | RTLD_LOCAL);
    if (!library) fail("", dlerror());
  }
  heap.malloc = (void *(*)(size_t))symbol(library, argument.malloc);
  heap.free = (void (*)(void *))symbol(library, argument.free);
  heap.realloc = (void *(*)(void *, size_t))symbol(library, argument.realloc);
  heap.posix_memalign = (int (*)(void **, size_t, size_t))symbol(library, argument.posix_memalign);
  heap.usable_size = (size_t(*)(void *))symbol(library, argument.usable_size);
  loaded = library;
}

static void *optional(const char *name) {
  return dlsym(loaded, name);
}

/* What the library says of its own version; nothing where it has no way to. */
static void say_version(void) {
  const char *(*libc)(void) = (const char *(*)(void))optional("gnu_get_libc_version");
  int (*mallctl)(const char *, void *, size_t *, void *, size_t) = optional("mallctl");
  if (!mallctl) mallctl = optional("je_mallctl");
  int (*mimalloc)(void) = optional("mi_version");
  const char *(*tcmalloc)(int *, int *, const char **) = optional("tc_version");
  const char *text = 0;
  size_t length = sizeof text;
  if (mallctl && mallctl("version", &text, &length, 0, 0) == 0) {
    say("result version=jemalloc "), say(text), say("\n");
  } else if (mimalloc) {
    int version = mimalloc(), major = version < 1000 ? version / 100 : version / 10000;
    say("result version=mimalloc "), say_number(major), say("."), say_number(version < 1000 ? version / 10 % 10 : version / 100 % 100);
    say("."), say_number(version < 1000 ? version % 10 : version % 100), say("\n");
  } else if (tcmalloc) {
    int major, minor;
    const char *patch;
    say("result version="), say(tcmalloc(&major, &minor, &patch)), say("\n");
  } else if (libc && !*argument.library && strcmp(argument.malloc, "malloc") == 0 && !getenv("LD_PRELOAD")) {
    say("result version=glibc "), say(libc()), say("\n");
  }
}

/* ---- replay ---------------------------------------------------------------------------------------- */

/* One byte in every cache line of the block's bytes from start to end, and the last one. */
static inline void write_block(char *block, uint64_t start, uint64_t end) {
  for (uint64_t at = (start + WRITE_STRIDE - 1) & -(uint64_t)WRITE_STRIDE; at < end; at += WRITE_STRIDE)
    *(volatile char *)(block + at) = 1;
  if (end > start) *(volatile char *)(block + end - 1) = 1;
}

static inline int log_alignment(const record *at) {
  int log = at->log_alignment & ~(PARTLY | WAS_PARTLY);
  return log < MAX_LOG_ALIGNMENT ? log : MAX_LOG_ALIGNMENT;
}

/* How many bytes of the block are written before the realloc. */
static inline uint64_t written_before(const entry *slot, const record *at) {
  return at->log_alignment & WAS_PARTLY ? written[at->slot] : slot->size;
}

/* How many are to be after the malloc or realloc: as the record TOUCHED before it says, or all. */
static inline uint64_t written_after(const record *at, uint64_t before) {
  if (!(at->log_alignment & PARTLY)) return at->size;
  uint64_t kept = before < at->size ? before : at->size;
  written[at->slot] = at[-1].size > kept ? at[-1].size : kept;
  return written[at->slot];
}

static inline int request(entry *slot, const record *at) {
  void *block = 0;
  if ((at->log_alignment & ~PARTLY) == DEFAULT_LOG_ALIGNMENT) {
    block = heap.malloc(at->size);
  } else {
    if (heap.posix_memalign(&block, (size_t)1 << log_alignment(at), at->size) != 0) block = 0;
  }
  if (!block) return 0;
  slot->block = block;
  slot->size = at->size;
  uint64_t after = written_after(at, 0);
  if (writing) write_block(block, 0, after);
  return 1;
}

/* A size of 0 is asked for as 1: C lets realloc(p, 0) free the block. */
static inline int resize(entry *slot, const record *at) {
  char *block = heap.realloc(slot->block, at->size ? at->size : 1);
  if (!block) return 0;
  uint64_t before = written_before(slot, at), after = written_after(at, before);
  slot->block = block;
  slot->size = at->size;
  if (writing && after > before) write_block(block, before, after);
  return 1;
}

/* How many of a block's first bytes are written. */
static inline uint64_t reach(const entry *slot, const record *at) {
  return at->log_alignment & PARTLY ? written[at->slot] : slot->size;
}

static inline void touch(const entry *slot, const record *access) {
  uint64_t offset = access->size >> 8;
  if (offset >= reach(slot, access)) return;
  volatile char *at = slot->block + offset;
  if (access->size & 1) *at = 1;
  else (void)*at;
}

/* Returns 0 when the allocator refused the request. */
static inline int step(const record *at) {
  entry *slot = slots + at->slot;
  switch (at->kind) {
    case MALLOC: return request(slot, at);
    case FREE:
      heap.free(slot->block);
      slot->block = 0;
      slot->size = 0;
      return 1;
    case REALLOC: return resize(slot, at);
    case ACCESS:
      if (accessing) touch(slot, at);
      return 1;
    default: return 1;
  }
}

/* ---- space ----------------------------------------------------------------------------------------- */

/*
 * Reading smaps_rollup visits every page that the process has: milliseconds for each gigabyte, a thousand
 * times. The count of anonymous pages in statm costs microseconds, however many there are, and differs from
 * the dirty ones by a constant: pages of libraries that were written to. But some systems keep it for each
 * processor and are a few pages late with it. So from LARGE_FOOTPRINT on, and only after the two have agreed
 * AGREEMENTS times in a row, within a thousandth, most samples are taken from the count, and each
 * CHECK_EVERYth reads both again; where they disagree, that is the end of it.
 */
enum { AGREEMENTS = 8, CHECK_EVERY = 32, LOG_TOLERANCE = 10 };
#define LARGE_FOOTPRINT (64ULL << 20)

static int rollup, statm;
static char proc_text[PAGE];

static struct {
  int64_t constant; /* dirty bytes beyond the count, when both were read last */
  int agreements;   /* in a row; negative: never to be trusted again */
  int unchecked;    /* samples since both were read */
} count;

static const char *read_proc(int file, const char *what) {
  ssize_t length = pread(file, proc_text, sizeof proc_text - 1, 0);
  if (length <= 0) fail(what, " must be readable");
  proc_text[length] = 0;
  return proc_text;
}

static uint64_t number_at(const char **at) {
  uint64_t number = 0;
  while (**at == ' ') ++*at;
  while (**at >= '0' && **at <= '9') number = number * 10 + (*(*at)++ - '0');
  return number;
}

static uint64_t private_dirty(void) {
  const char *at = strstr(read_proc(rollup, "/proc/self/smaps_rollup"), "Private_Dirty:");
  if (!at) fail("/proc/self/smaps_rollup must have a line Private_Dirty", "");
  at += strlen("Private_Dirty:");
  return number_at(&at) << 10;
}

/* statm: size, resident, shared, ... in pages. */
static uint64_t anonymous(void) {
  const char *at = read_proc(statm, "/proc/self/statm");
  number_at(&at);
  uint64_t resident = number_at(&at), shared = number_at(&at);
  return (resident - shared) * PAGE;
}

static uint64_t check_count(uint64_t counted) {
  uint64_t dirty = private_dirty();
  int64_t constant = (int64_t)dirty - (int64_t)counted, change = constant - count.constant;
  if ((uint64_t)(change < 0 ? -change : change) <= dirty >> LOG_TOLERANCE) count.agreements += count.agreements >= 0;
  else count.agreements = count.agreements >= AGREEMENTS ? -1 : count.agreements < 0 ? -1 : 0;
  count.constant = constant;
  count.unchecked = 0;
  return dirty;
}

static uint64_t dirty_bytes(void) {
  uint64_t counted = anonymous();
  int trusted = count.agreements >= AGREEMENTS && count.unchecked < CHECK_EVERY - 1;
  if (!trusted || (int64_t)counted + count.constant < (int64_t)LARGE_FOOTPRINT) return check_count(counted);
  count.unchecked++;
  return counted + count.constant;
}

static uint64_t padding(void) {
  uint64_t bytes = 0;
  for (uint64_t slot = 0; slot < trace->slots; slot++)
    if (slots[slot].block) bytes += heap.usable_size(slots[slot].block) - slots[slot].size;
  return bytes;
}

static void open_counts(void) {
  rollup = open("/proc/self/smaps_rollup", O_RDONLY | O_CLOEXEC);
  statm = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
}

/* What the library, which is loaded, has made dirty by itself. */
static void say_startup(void) {
  const char *at = argument.plain;
  uint64_t dirty = private_dirty(), plain = number_at(&at);
  say_line("result startup_bytes=", dirty > plain ? dirty - plain : 0, 0, 1);
}

static void space_pass(void) {
  uint64_t *footprints = room(trace->samples * sizeof(uint64_t));
  uint64_t padding_at_peak = 0, sample = 0, at = 0;
  private_dirty();
  clock_start = nanos();
  clock_offset = clock_start - cpu_nanos();
  own_clock = 1;
  uint64_t start = private_dirty();
  for (; at < trace->records; at++) {
    if (!step(records + at)) break;
    if (records[at].kind == TIME) pass_time(records[at].size);
    if (sample < trace->samples && at == samples[sample]) {
      uint64_t stopped = cpu_nanos();
      uint64_t now = dirty_bytes();
      footprints[sample++] = now > start ? now - start : 0;
      clock_offset -= cpu_nanos() - stopped;
    }
    if (at == trace->peak_record) padding_at_peak = padding();
  }
  for (uint64_t i = 0; i < sample; i++) say_line("sample ", samples[i], footprints[i], 2);
  if (at < trace->records) say_line("oom ", at, 0, 1);
  if (at > trace->peak_record) say_line("result padding_at_peak=", padding_at_peak, 0, 1);
  say_line("result clock_reads=", clock_reads, 0, 1);
}

/* ---- time ------------------------------------------------------------------------------------------ */

static void time_pass(void) {
  uint64_t at = 0, count = trace->records, start = nanos();
  while (at < count && step(records + at)) at++;
  uint64_t took = nanos() - start;
  if (at < count) say_line("oom ", at, 0, 1);
  else say_line("time ", took, 0, 1);
}

/*
 * Log-linear buckets: values below 256 are counted each, larger ones in 128 steps to a power of two, so
 * that a bucket is at most 1/128 of its value wide: HdrHistogram's layout for two significant digits.
 */
enum { LOG_STEPS = 7, STEPS = 1 << LOG_STEPS, BUCKETS = (64 - LOG_STEPS + 1) * STEPS };

static int bucket_of(uint64_t value) {
  if (value < 2 * STEPS) return value;
  int shift = 63 - __builtin_clzll(value) - LOG_STEPS;
  return shift * STEPS + (int)(value >> shift);
}

static uint64_t least_in(int bucket) {
  if (bucket < 2 * STEPS) return bucket;
  int shift = bucket / STEPS - 1;
  return (uint64_t)(bucket - shift * STEPS) << shift;
}

static void latency_pass(void) {
  uint64_t *counts = room(BUCKETS * sizeof(uint64_t));
  uint64_t at = 0, max = 0;
  for (; at < trace->records; at++) {
    int counted = records[at].kind <= REALLOC;
    uint64_t start = nanos();
    if (!step(records + at)) break;
    uint64_t took = nanos() - start;
    if (!counted) continue;
    counts[bucket_of(took)]++;
    if (took > max) max = took;
  }
  if (at < trace->records) say_line("oom ", at, 0, 1);
  for (int bucket = 0; bucket < BUCKETS; bucket++)
    if (counts[bucket]) say_line("latency ", least_in(bucket), counts[bucket], 2);
  say_line("result max_ns=", max, 0, 1);
}

/* ---- verify ---------------------------------------------------------------------------------------- */

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

/* The content that the block of a slot has at an offset, the same for as long as it lives. */
static inline uint8_t pattern(uint64_t seed, uint64_t offset) {
  return (uint8_t)((seed + (offset >> 3)) * 0x9E3779B97F4A7C15ULL >> (8 * (offset & 7)));
}

static void fill(const entry *slot, uint64_t seed, uint64_t start, uint64_t end) {
  for (uint64_t at = start; at < end; at++) slot->block[at] = (char)pattern(seed, at);
}

static void check(const entry *slot, uint64_t seed, uint64_t start, uint64_t end) {
  for (uint64_t at = start; at < end; at++)
    if ((uint8_t)slot->block[at] != pattern(seed, at)) fail("a block must keep its contents", "");
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

/* ---- passes and commands --------------------------------------------------------------------------- */

/* Where memory runs out, this process is the one to go, not the one that waits for it. */
static void go_first(void) {
  int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (file < 0) return;
  ssize_t ignored = write(file, "1000", 4);
  (void)ignored;
  close(file);
}

static int run_pass(void) {
  go_first();
  open_counts();
  if (strcmp(argument.pass, "start") == 0) {
    say_line("", private_dirty(), 0, 1);
    flush();
    return 0;
  }
  load_allocator();
  if (argument.plain) say_version(), say_startup();
  load_trace();
  reserve_nothing();
  int none = strcmp(argument.locks, "none") == 0;
  accessing = !none;
  if (strcmp(argument.pass, "space") == 0) {
    space_pass(); /* writes even without locks: a page that is never written is no footprint */
  } else if (strcmp(argument.pass, "verify") == 0) {
    verify_pass();
  } else {
    writing = !none;
    if (strcmp(argument.pass, "time") == 0) time_pass();
    else if (strcmp(argument.pass, "latency") == 0) latency_pass();
    else fail("a command must be space, time, latency, verify, warm MILLISECONDS or quit: ", argument.pass);
  }
  flush();
  return 0;
}

enum { MOST_ARGUMENTS = 32 };

/* Runs itself again with more arguments. */
static pid_t start(char **arguments, int count, char *pass, char *plain) {
  char *all[MOST_ARGUMENTS];
  if (count > MOST_ARGUMENTS - 3) fail("there are too many arguments", "");
  for (int i = 0; i < count; i++) all[i] = arguments[i];
  all[count] = pass;
  all[count + 1] = plain;
  all[count + 2] = 0;
  pid_t child = fork();
  if (child != 0) return child;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  execv("/proc/self/exe", all);
  _exit(127);
}

/* Asks a process without the library what it has dirty at its start, as plain=BYTES. */
static char *plain_start(char *program) {
  static char plain[64] = "plain=";
  size_t length = strlen("plain=");
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return 0;
  pid_t child = fork();
  if (child == 0) {
    unsetenv("LD_PRELOAD");
    dup2(ends[1], STDOUT_FILENO);
    char *alone[] = {program, "pass=start", 0};
    execv("/proc/self/exe", alone);
    _exit(127);
  }
  close(ends[1]);
  for (ssize_t got; length < sizeof plain - 1 && (got = read(ends[0], plain + length, sizeof plain - 1 - length)) > 0;)
    length += got;
  close(ends[0]);
  plain[length] = 0;
  if (child > 0) waitpid(child, 0, 0);
  return plain;
}

/* Does a command in a process of its own and waits for it. */
static void answer(char **arguments, int count, char *command) {
  static char pass[128] = "pass=";
  if (strncmp(command, "warm ", 5) == 0) { /* compiled already */
    say("end\n");
    flush();
    return;
  }
  strncpy(pass + 5, command, sizeof pass - 6);
  pid_t child = start(arguments, count, pass, strcmp(command, "space") == 0 ? plain_start(arguments[0]) : 0);
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child) say("error the system refuses a process\n");
  else if (WIFSIGNALED(status)) say_line("error killed by signal ", WTERMSIG(status), 0, 1);
  else if (WEXITSTATUS(status) == 127) say("error the replay cannot run itself again\n");
  say("end\n");
  flush();
}

static void serve(char **arguments, int count) {
  char line[120];
  size_t length = 0;
  for (;;) {
    char letter;
    if (read(STDIN_FILENO, &letter, 1) != 1) return;
    if (letter != '\n') {
      if (length < sizeof line - 1) line[length++] = letter;
      continue;
    }
    line[length] = 0;
    length = 0;
    if (strcmp(line, "quit") == 0) return;
    answer(arguments, count, line);
  }
}

static int take(const char *text, const char *key, const char **value) {
  size_t length = strlen(key);
  if (strncmp(text, key, length) != 0 || text[length] != '=') return 0;
  *value = text + length + 1;
  return 1;
}

int main(int count, char **arguments) {
  for (int i = 1; i < count; i++) {
    const char *text = arguments[i];
    if (!(take(text, "file", &argument.file) || take(text, "library", &argument.library) ||
          take(text, "malloc", &argument.malloc) || take(text, "free", &argument.free) ||
          take(text, "realloc", &argument.realloc) || take(text, "posix_memalign", &argument.posix_memalign) ||
          take(text, "usable_size", &argument.usable_size) || take(text, "locks", &argument.locks) ||
          take(text, "pass", &argument.pass) ||
          take(text, "plain", &argument.plain)))
      fail("an argument must be key=value with a known key: ", text);
  }
  if (argument.pass && strcmp(argument.pass, "start") == 0) return run_pass();
  if (count < 9 || !argument.file) fail("arguments are missing", "");
  if (argument.pass) return run_pass();
  prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
  serve(arguments, count);
  return 0;
}

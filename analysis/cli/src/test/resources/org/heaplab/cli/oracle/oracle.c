/*
 * An allocator of which it is known what every measurement must say. Each block is one page, and two more pages
 * behind it are made dirty; a freed block's three pages go back when the clock that it may ask says that a second
 * has passed, at the next call. Each call takes NANOS: the k-th ends k times NANOS after the first began. When it
 * is loaded, it makes STARTUP_PAGES dirty.
 */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { PAGE = 4096, PAGES = 3, BLOCKS = 1 << 14, STARTUP_PAGES = 100, NANOS = 20000, SECOND = 1000000000 };

static char *area;
static uint32_t next; /* block that has never been used */
static uint32_t *freed, *reusable;
static uint64_t *freed_at;
static uint32_t freed_count, freed_done, reusable_count;
static uint64_t due;

static void *dirty(size_t bytes) {
  char *start = mmap(0, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  for (size_t at = 0; at < bytes; at += PAGE) start[at] = 1, start[at] = 0;
  return start;
}

__attribute__((constructor)) static void load(void) {
  size_t lists = 2 * BLOCKS * sizeof *freed + BLOCKS * sizeof *freed_at;
  char *own = dirty(STARTUP_PAGES * PAGE > lists ? STARTUP_PAGES * PAGE : 0);
  freed_at = (uint64_t *)own;
  freed = (uint32_t *)(freed_at + BLOCKS);
  reusable = freed + BLOCKS;
  area = mmap(0, (size_t)BLOCKS * PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
}

/* The machine's own clock, whatever is shown to allocators. */
static uint64_t real_nanos(void) {
  struct timespec now;
  syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
  return now.tv_sec * (uint64_t)SECOND + now.tv_nsec;
}

static void take_time(void) {
  due = (due ? due : real_nanos()) + NANOS;
  while (real_nanos() < due) {}
}

static uint64_t shown_nanos(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * (uint64_t)SECOND + now.tv_nsec;
}

static void purge(void) {
  if (freed_done == freed_count) return;
  uint64_t now = shown_nanos();
  for (; freed_done < freed_count && freed_at[freed_done] + SECOND <= now; freed_done++) {
    madvise(area + (size_t)freed[freed_done] * PAGES * PAGE, PAGES * PAGE, MADV_DONTNEED);
    reusable[reusable_count++] = freed[freed_done];
  }
}

void *oracle_malloc(size_t size) {
  if (size > PAGE) return 0;
  purge();
  uint32_t block = reusable_count ? reusable[--reusable_count] : next++;
  char *start = area + (size_t)block * PAGES * PAGE;
  for (int page = 0; page < PAGES; page++) start[page * PAGE] = 1;
  take_time();
  return start;
}

void oracle_free(void *block) {
  purge();
  freed_at[freed_count] = shown_nanos();
  freed[freed_count++] = ((char *)block - area) / (PAGES * PAGE);
  take_time();
}

void *oracle_realloc(void *block, size_t size) {
  return size > PAGE ? 0 : block;
}

int oracle_posix_memalign(void **block, size_t alignment, size_t size) {
  if (alignment > PAGE || size > PAGE) return 12;
  *block = oracle_malloc(size);
  return 0;
}

size_t oracle_usable_size(void *block) {
  (void)block;
  return PAGE;
}

/*
 * The program's side of the channel: maps it once, announces images, takes windows and hands them on.
 * After a program has started nothing here calls the system, but for the process id of a child that
 * was not forked by `fork` itself.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "channel.h"

static struct channel *channel;
static struct image *image; /* this program's */
static uint32_t windows_mapped;
static bool sealed; /* a filter may refuse system calls, or end the program for them */
static char *setting; /* in the environment that the program began with */
static char channel_file[PAGE_BYTES];

static void number(char *to, uint32_t value, int digits) {
  for (; digits > 0; value /= 10) to[--digits] = (char)('0' + value % 10);
}

static void write_setting(char *to, bool records, const struct image *about) {
  to[0] = records ? '1' : '0';
  number(to + SETTING_SERIAL_AT, about == NULL ? 0 : about->serial, 8);
  number(to + SETTING_INDEX_AT, about == NULL ? 0 : (uint32_t)(about - image_at(channel, 0)), 4);
}

/* Opens as the loader does, so that whatever lets a program start lets this happen. */
static size_t read_text(const char *from, char *to, size_t bytes) {
  int file = open(from, O_RDONLY | O_CLOEXEC);
  ssize_t got = file < 0 ? 0 : read(file, to, bytes - 1);
  if (file >= 0) close(file);
  if (got < 0) got = 0;
  to[got] = 0;
  return (size_t)got;
}

/* The number after a name in the text of /proc/self/status. */
static uint32_t status_field(const char *status, const char *name) {
  const char *at = strstr(status, name);
  return at == NULL ? 0 : (uint32_t)strtoul(at + strlen(name), NULL, 10);
}

/* All of it, or, where address space is scarce, as many windows as take a sixteenth of it. */
static uint32_t windows_to_map(void) {
  struct rlimit space;
  if (getrlimit(RLIMIT_AS, &space) != 0 || space.rlim_cur == RLIM_INFINITY) return WINDOWS;
  uint64_t windows = space.rlim_cur / 16 / WINDOW_BYTES;
  return windows < 16 ? 16 : windows < WINDOWS ? (uint32_t)windows : WINDOWS;
}

static bool map_channel(void) {
  int file = open(channel_file, O_RDWR | O_CLOEXEC);
  if (file < 0) return false;
  windows_mapped = windows_to_map();
  size_t bytes = (size_t)WINDOWS_AT + (size_t)windows_mapped * WINDOW_BYTES;
  void *map = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (map == MAP_FAILED) return false;
  channel = map;
  if (memcmp(channel->magic, CHANNEL_MAGIC, sizeof channel->magic) == 0 && channel->closed == 0) return true;
  munmap(map, bytes);
  channel = NULL;
  return false;
}

/* ---- images ---- */

/* A free one, which the collector leaves alone until it is announced; NULL where there is none. */
static struct image *reserve_image(void) {
  uint32_t ready = channel->images_ready;
  for (uint32_t i = 0; i < ready; i++) {
    struct image *free = image_at(channel, i);
    uint32_t absent = ABSENT;
    if (atomic_load_explicit(&free->state, memory_order_relaxed) != ABSENT ||
        !atomic_compare_exchange_strong(&free->state, &absent, RESERVED)) continue;
    memset((char *)free + offsetof(struct image, pid), 0, offsetof(struct image, next) - offsetof(struct image, pid));
    free->serial = atomic_fetch_add(&channel->serials, 1) + 1;
    free->process = free->serial;
    free->next[0] = free->program[0] = 0;
    memset(free->command, 0, sizeof free->command);
    memcpy(free->magic, IMAGE_MAGIC, sizeof free->magic);
    return free;
  }
  atomic_fetch_add(&channel->unseen, 1);
  return NULL;
}

static void copy_text(char *to, const char *from, size_t bytes) {
  size_t length = strnlen(from, bytes - 1);
  memcpy(to, from, length);
  to[length] = 0;
}

/* ---- windows ---- */

enum { LOOKS_AT_A_SILENT_COLLECTOR = 400000 }; /* some ten seconds */

/* For a moment. False when the collector gives no sign of life any more. */
static bool await_collector(uint64_t *beat, int *silent) {
  for (int i = 0; i < 500; i++) {
#ifdef __x86_64__
    __builtin_ia32_pause();
#else
    __asm__ volatile("" ::: "memory");
#endif
  }
  *silent = channel->nanos != *beat ? 0 : *silent + 1;
  *beat = channel->nanos;
  return *silent < LOOKS_AT_A_SILENT_COLLECTOR;
}

static void await_barrier(void) {
  uint32_t mine = atomic_fetch_add(&channel->barriers_wanted, 1) + 1;
  uint64_t beat = 0;
  int silent = 0;
  while ((int32_t)(channel->barriers_done - mine) < 0 && channel->closed == 0 && await_collector(&beat, &silent)) continue;
}

/* Waits where all are in use: the collector adds some, or empties a full one. NULL when the recording is over or
 * nobody empties windows any more; `error` says which. */
static struct window *take_window(int *error) {
  uint32_t mine = (uint32_t)(image - image_at(channel, 0)) + 1;
  uint64_t beat = 0;
  int silent = 0;
  do {
    *error = (int)channel->closed;
    if (*error != 0) return NULL;
    uint32_t ready = channel->ready;
    if (ready > windows_mapped) ready = windows_mapped;
    for (uint32_t i = 0; i < ready; i++) {
      uint32_t nobody = NO_WINDOW_OWNER;
      if (atomic_load_explicit(&channel->owner[i], memory_order_relaxed) == NO_WINDOW_OWNER &&
          atomic_compare_exchange_strong(&channel->owner[i], &nobody, mine)) return window_at(channel, i);
    }
  } while (await_collector(&beat, &silent));
  *error = EPIPE;
  return NULL;
}

static void hand_on(struct window *window) {
  _Atomic uint32_t *owner = &channel->owner[window - window_at(channel, 0)];
  atomic_store_explicit(owner, atomic_load_explicit(owner, memory_order_relaxed) | FULL, memory_order_release);
  atomic_fetch_add(&channel->full, 1);
}

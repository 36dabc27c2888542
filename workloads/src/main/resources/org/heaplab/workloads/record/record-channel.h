/*
 * The program's side of the channel: maps it, announces images, takes windows and hands them on. After
 * a program has started, the code here makes only two kinds of system calls, and both may fail. One asks for the
 * process id of a child that was not made by `fork` itself. The other maps more windows for hundreds of
 * threads.
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
static struct image *image; /* the one of this program */
static struct image own; /* a copy: when a child begins, its parent may have ended, and its image may be used again */
static uint32_t windows_mapped;
static struct window *_Atomic more_windows; /* the windows from windows_mapped on; mapped when they are needed */
static _Atomic bool crowded; /* more windows were needed and could not be mapped */
static bool sealed; /* a filter may refuse system calls, or end the program because of them */
static char *setting; /* in the environment that the program began with */
static char channel_file[PAGE_BYTES];

static void number(char *to, uint32_t value, int digits) {
  for (; digits > 0; value /= 10) to[--digits] = (char)('0' + value % 10);
}

static void write_setting(char *to, bool records, const struct image *about) {
  to[0] = records ? '1' : '0';
  number(to + SETTING_SERIAL_AT, about == NULL ? 0 : about->serial, 8);
  number(to + SETTING_INDEX_AT, about == NULL ? 0 : (uint32_t)(about - image_at(channel, 0)), 4);
  number(to + SETTING_PID_AT, about == NULL ? 0 : about->pid, 10);
}

/* Opens the file with the same system call as the loader, so a filter that lets a program start allows this too. */
static size_t read_text(const char *from, char *to, size_t bytes) {
  int file = open(from, O_RDONLY | O_CLOEXEC);
  ssize_t got = file < 0 ? 0 : read(file, to, bytes - 1);
  if (file >= 0) close(file);
  if (got < 0) got = 0;
  to[got] = 0;
  return (size_t)got;
}

/* The number that follows a name in the text of /proc/self/status. */
static uint32_t status_field(const char *status, const char *name) {
  const char *at = strstr(status, name);
  return at == NULL ? 0 : (uint32_t)strtoul(at + strlen(name), NULL, 10);
}

/* If the address space is limited, windows for a sixteenth of it. */
static uint32_t windows_to_map(void) {
  struct rlimit space;
  if (getrlimit(RLIMIT_AS, &space) != 0 || space.rlim_cur == RLIM_INFINITY) return WINDOWS_AT_FIRST;
  uint64_t windows = space.rlim_cur / 16 / WINDOW_BYTES;
  return windows < 16 ? 16 : windows < WINDOWS_AT_FIRST ? (uint32_t)windows : WINDOWS_AT_FIRST;
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

static bool map_more_windows(void) {
  if (more_windows != NULL) return true;
  int file = sealed || crowded ? -1 : open(channel_file, O_RDWR | O_CLOEXEC);
  off_t from = (off_t)WINDOWS_AT + (off_t)windows_mapped * WINDOW_BYTES;
  size_t bytes = (size_t)(WINDOWS - windows_mapped) * WINDOW_BYTES;
  void *map = file < 0 ? MAP_FAILED : mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, from);
  if (file >= 0) close(file);
  struct window *none = NULL;
  if (map == MAP_FAILED) crowded = true;
  else if (!atomic_compare_exchange_strong(&more_windows, &none, map)) munmap(map, bytes);
  return map != MAP_FAILED;
}

/* ---- images ---- */

/* Reserves a free image. The collector ignores it until it is announced. NULL when there is none. */
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

enum { MOST_SILENT_PAUSES = 400000 }; /* about ten seconds */

/* Pauses for a moment. False when the collector has not stored the time for so long that it must have ended. */
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
  return *silent < MOST_SILENT_PAUSES;
}

static void await_barrier(void) {
  uint32_t mine = atomic_fetch_add(&channel->barriers_wanted, 1) + 1;
  uint64_t beat = 0;
  int silent = 0;
  while ((int32_t)(channel->barriers_done - mine) < 0 && channel->closed == 0 && await_collector(&beat, &silent)) continue;
}

static struct window *free_window(void) {
  uint32_t mine = (uint32_t)(image - image_at(channel, 0)) + 1, mapped = more_windows != NULL ? WINDOWS : windows_mapped;
  uint32_t ready = channel->ready;
  for (uint32_t i = 0; i < ready && i < mapped; i++) {
    uint32_t nobody = NO_WINDOW_OWNER;
    if (atomic_load_explicit(&channel->owner[i], memory_order_relaxed) != NO_WINDOW_OWNER ||
        !atomic_compare_exchange_strong(&channel->owner[i], &nobody, mine)) continue;
    struct window *window = i < windows_mapped ? window_at(channel, i) : &more_windows[i - windows_mapped];
    window->index = i;
    return window;
  }
  if (ready > windows_mapped) map_more_windows();
  return NULL;
}

/* Takes a free window. When all are in use, waits until the collector adds windows or empties a full one. NULL when the
 * recording is over or the collector has ended; `error` is then not 0. Without `required` also NULL, with `error` 0,
 * when more windows cannot be mapped. */
static struct window *take_window(bool required, int *error) {
  uint64_t beat = 0;
  int silent = 0;
  do {
    *error = (int)channel->closed;
    struct window *window = *error != 0 ? NULL : free_window();
    if (window != NULL || *error != 0) return window;
    if (crowded && !required) return NULL;
  } while (await_collector(&beat, &silent));
  *error = EPIPE;
  return NULL;
}

static void hand_on(struct window *window) {
  _Atomic uint32_t *owner = &channel->owner[window->index];
  atomic_store_explicit(owner, atomic_load_explicit(owner, memory_order_relaxed) | FULL, memory_order_release);
  atomic_fetch_add(&channel->full, 1);
}

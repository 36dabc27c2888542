/*
 * Where the recorder writes: one file per process image, with a ring of records that is mapped and
 * shared, so that whatever ends the process, a SIGKILL too, loses nothing.
 *
 *     0         4096                                     1 MiB        1 MiB + 128 KiB
 *     ├─────────┼──────────┼──────────┼─ ─ ─ ┼───────────┼────────────┼─ ─ ─ ─ ─ ─ ─ ─ ─
 *     │ header  │ window 4 │ window 1 │      │           │ window 0   │
 *     └─────────┴──────────┴──────────┴─ ─ ─ ┴───────────┴────────────┴─ ─ ─ ─ ─ ─ ─ ─ ─
 *               the ring, mapped                          windows that left the ring
 *
 *     a record  63       48 47                      0     63    56 55    48 47             0
 *               ├──────────┼─────────────────────────┤    ├───────┼────────┼───────────────┤
 *               │ thread   │ address                 │    │ kind  │ log₂   │ size          │
 *               └──────────┴─────────────────────────┘    │       │ align  │               │
 *                a TIME has nanoseconds in all 64 bits    └───────┴────────┴───────────────┘
 *
 * One atomic counter hands out the places of the records. Place p lies in window p / 8192 and the
 * first of each window holds the time. When the ring is full, whoever needs room writes the oldest
 * window to its place in the file and clears it. The ring's pages are touched over and over, which costs a fifth of what mapping new pages
 * of a file costs.
 *
 * 1. Places below `end` lie in the ring or have left it; a thread with a place beyond waits.
 * 2. The places of one window are all written before the window leaves the ring. A thread that was
 *    interrupted for good between taking its place and writing it is waited for a second or more, then
 *    its place stays zero.
 * 3. A place whose second word is zero was handed out and never written.
 *
 * Nothing here allocates, holds a file descriptor between two calls, or changes errno.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)

enum kind { MALLOC = 1, FREE, REALLOC_BEGIN, REALLOC_END, REALLOC_FAILED, REALLOC_FREED, TIME };

struct record {
  uint64_t what;
  _Atomic uint64_t kind_and_size;
};

enum {
  HEADER_BYTES = 4096,
  WINDOW_BYTES = 1 << 17,
  RING_BYTES = 4 * WINDOW_BYTES,
  FIRST_WINDOW_AT = 1 << 20,
  WINDOW_RECORDS = WINDOW_BYTES / sizeof(struct record),
  RING_RECORDS = RING_BYTES / sizeof(struct record),
  LAST_THREAD = 0xFFFF,
};
#define FIELD_MASK (((uint64_t)1 << 48) - 1)

struct header {
  char magic[8];
  uint32_t pid, image;
  uint64_t first;         /* the counter when this file was begun; in a forked child, how far its parent had come */
  uint64_t left, end;     /* places below `left` have left the ring, places below `end` may be written */
  uint64_t started_nanos; /* on the clock of the TIME records */
  uint64_t started_epoch_nanos;
  uint32_t stopped; /* the errno that ended the recording before the program ended, or 0 */
  uint32_t unused;
  char parent[64];   /* the file whose records before `first` are this process's history as well */
  char program[896];
  char command[HEADER_BYTES - 1024]; /* arguments, each ended by a zero */
};
_Static_assert(sizeof(struct header) == HEADER_BYTES, "the header fills its place");

enum state { UNKNOWN, RECORDING, OFF };

/* Lies on a page that fork wipes in the child. However a child came about, it finds itself UNKNOWN
 * and begins a file of its own, while one that shares its parent's memory (vfork, posix_spawn)
 * rightly goes on in its parent's file. */
struct process {
  _Atomic uint64_t end;
  _Atomic int state;
  atomic_flag busy;
  atomic_flag reallocating; /* held by threads that share the last thread number */
};

static struct process before_first;
static struct process *process = &before_first;
static _Atomic uint64_t next;
static struct header *header;
static struct record *ring;
static char path[4096];

static _Atomic uint32_t threads;
static __thread struct {
  uint32_t number;     /* from 1; 0: none yet */
  bool inside;         /* a real function runs; what it calls of ours is its own affair */
  bool making_room;    /* a signal handler must not wait for the code it interrupts */
} self __attribute__((tls_model("initial-exec")));

static uint64_t nanos(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void stop(int error) {
  char line[sizeof path + 128];
  int length = snprintf(line, sizeof line, "heaplab: recording stopped: cannot write %s: error %d%s\n", path, error,
                        error == ENOSPC || error == EDQUOT ? ", the disk is full" : "");
  ssize_t told = write(STDERR_FILENO, line, (size_t)length);
  (void)told;
  if (header != NULL) header->stopped = (uint32_t)error;
  atomic_store(&process->state, OFF);
}

/* ---- a new file ---- */

static int become_wiped_on_fork(void) {
  if (process != &before_first) return 0;
  struct process *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED || madvise(page, 4096, MADV_WIPEONFORK) != 0) return errno;
  process = page;
  return 0;
}

static int create(uint32_t *image) {
  const char *folder = getenv("HEAPLAB_RECORD_FOLDER");
  for (*image = 0;; ++*image) {
    snprintf(path, sizeof path, "%s/%u-%u", folder, (unsigned)getpid(), *image);
    int file = open(path, O_RDWR | O_CLOEXEC | O_CREAT | O_EXCL, 0600);
    if (file < 0 && errno == EEXIST) continue;
    if (file < 0) return errno;
    /* Allocated before it is mapped: a store into a page that the disk cannot hold is a SIGBUS. */
    int error = posix_fallocate(file, 0, HEADER_BYTES + RING_BYTES);
    if (error == 0) {
      void *map = mmap(NULL, HEADER_BYTES + RING_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
      if (map == MAP_FAILED) error = errno;
      else header = map;
    }
    close(file);
    return error;
  }
}

static void read_text(const char *from, char *to, size_t bytes) {
  int file = open(from, O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  if (read(file, to, bytes - 1) < 0) to[0] = 0;
  close(file);
}

static void begin(uint64_t place) {
  const char *parent = getenv("HEAPLAB_RECORD_PARENT");
  if (getenv("HEAPLAB_RECORD_FOLDER") == NULL || (parent != NULL && strtol(parent, NULL, 10) != getppid())) {
    atomic_store(&process->state, OFF);
    return;
  }
  char forked_from[sizeof header->parent] = "";
  if (path[0] != 0) memccpy(forked_from, strrchr(path, '/') + 1, 0, sizeof forked_from - 1);
  if (header != NULL) munmap(header, HEADER_BYTES + RING_BYTES);
  header = NULL;
  uint32_t image = 0;
  int error = become_wiped_on_fork();
  if (error == 0) error = create(&image);
  if (error != 0) return stop(error);

  ring = (struct record *)((char *)header + HEADER_BYTES);
  header->pid = (uint32_t)getpid();
  header->image = image;
  header->first = place;
  header->left = place - place % WINDOW_RECORDS;
  header->end = header->left + RING_RECORDS;
  header->started_nanos = nanos(CLOCK_MONOTONIC);
  header->started_epoch_nanos = nanos(CLOCK_REALTIME);
  memcpy(header->parent, forked_from, sizeof forked_from);
  if (readlink("/proc/self/exe", header->program, sizeof header->program - 1) < 0) header->program[0] = 0;
  read_text("/proc/self/cmdline", header->command, sizeof header->command);
  memcpy(header->magic, "heaplab1", sizeof header->magic);
  atomic_store(&process->state, RECORDING);
  atomic_store_explicit(&process->end, header->end, memory_order_release);
}

/* ---- one record ---- */

static void put(uint64_t place, enum kind kind, uint64_t what, uint64_t size) {
  struct record *record = &ring[place % RING_RECORDS];
  record->what = what;
  atomic_store_explicit(&record->kind_and_size, (uint64_t)kind << 56 | size, memory_order_release);
}

static void wait_until_written(const struct record *window) {
  const struct timespec millisecond = {0, 1000000};
  int patience = 2000;
  uint64_t place = header->left < header->first ? header->first % WINDOW_RECORDS : 0;
  for (; place < WINDOW_RECORDS; place++) {
    while (atomic_load_explicit(&window[place].kind_and_size, memory_order_acquire) == 0 && patience > 0) {
      if (--patience > 1000) sched_yield();
      else nanosleep(&millisecond, NULL);
    }
  }
}

static int write_window(const void *window, off_t at) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && (uint64_t)at + WINDOW_BYTES > limit.rlim_cur) return EFBIG;
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return errno;
  int error = 0;
  for (size_t done = 0; done < WINDOW_BYTES && error == 0;) {
    ssize_t wrote = pwrite(file, (const char *)window + done, WINDOW_BYTES - done, at + (off_t)done);
    if (wrote > 0) done += (size_t)wrote;
    else if (wrote == 0 || errno != EINTR) error = wrote == 0 ? ENOSPC : errno;
  }
  close(file);
  return error;
}

/* Whatever moment the process dies at, the header says which places are in the ring: first the
 * window is in both, then it is only in the file, and only when it is cleared may it be written. */
static void free_window(void) {
  struct record *window = &ring[header->left % RING_RECORDS];
  wait_until_written(window);
  uint64_t index = header->left / WINDOW_RECORDS - header->first / WINDOW_RECORDS;
  int error = write_window(window, (off_t)(FIRST_WINDOW_AT + index * WINDOW_BYTES));
  if (error != 0) return stop(error);
  atomic_thread_fence(memory_order_release);
  header->left += WINDOW_RECORDS;
  atomic_thread_fence(memory_order_release);
  memset(window, 0, WINDOW_BYTES);
  atomic_thread_fence(memory_order_release);
  header->end += WINDOW_RECORDS;
  atomic_store_explicit(&process->end, header->end, memory_order_release);
}

/* One thread makes room while the others watch for it: were they to wait for their turn to look, they
 * could not write the places that it may be waiting for. */
static __attribute__((noinline)) bool make_room(uint64_t place) {
  if (self.making_room) return false;
  self.making_room = true;
  int saved = errno;
  while (atomic_load(&process->state) != OFF && place >= atomic_load(&process->end)) {
    struct process *mine = process;
    if (atomic_flag_test_and_set_explicit(&mine->busy, memory_order_acquire)) {
      sched_yield();
      continue;
    }
    if (atomic_load(&process->state) == UNKNOWN) begin(place);
    else if (atomic_load(&process->state) == RECORDING && place >= header->end) free_window();
    atomic_flag_clear_explicit(&mine->busy, memory_order_release);
  }
  errno = saved;
  self.making_room = false;
  return atomic_load(&process->state) == RECORDING && place >= header->first;
}

static inline void record(enum kind kind, const void *address, size_t size, unsigned log_alignment) {
  if (UNLIKELY(self.number == 0)) self.number = atomic_fetch_add(&threads, 1) + 1;
  uint64_t thread = self.number <= LAST_THREAD ? self.number - 1 : LAST_THREAD;
  uint64_t place;
  for (;;) {
    place = atomic_fetch_add_explicit(&next, 1, memory_order_relaxed);
    if (UNLIKELY(place >= atomic_load_explicit(&process->end, memory_order_acquire)) && !make_room(place)) return;
    if (!UNLIKELY(place % WINDOW_RECORDS == 0)) break;
    put(place, TIME, nanos(CLOCK_MONOTONIC), 0);
  }
  put(place, kind, thread << 48 | ((uintptr_t)address & FIELD_MASK), (uint64_t)log_alignment << 48 | (size & FIELD_MASK));
}

static __attribute__((constructor)) void start(void) {
  if (atomic_load(&process->state) == UNKNOWN) make_room(atomic_load(&next));
}

/*
 * What the recorder writes. All that was ever written into one window of the file, in that order, is a
 * stream. A thread that ends leaves its stream to the next that begins, which says so in a record.
 *
 *     a record   63              33 32       19 18         3 2    0
 *               ├──────────────────┼───────────┼────────────┼──────┤
 *               │ address, less the│ size      │ stamp, less│ kind │
 *               │ last one's, / 8  │           │ last one's │      │
 *               └──────────────────┴───────────┴────────────┴──────┘
 *     where a field is too narrow, four words:
 *               ├──────────────────────┼──────────────┼──────┼─────┤
 *               │ 0                    │ log₂ align   │ kind │  0  │   stamp   address   size
 *               └──────────────────────┴──────────────┴──────┴─────┘
 *                                       15          8 7    3 2    0
 *
 * At the beginning of a window the last stamp is the one in the window's head, the last address 0.
 *
 * Nothing here allocates or changes errno.
 */
#include <pthread.h>

#include "record-file.h"
#include "record-stamp.h"

enum kind { LONG, MALLOC, FREE, REALLOC_BEGIN, REALLOC_END, REALLOC_FAILED, REALLOC_FREED, FREE_NULL, THREAD };

enum {
  SINCE_SHIFT = 3,
  SINCE_BITS = 16,
  SIZE_SHIFT = SINCE_SHIFT + SINCE_BITS,
  SIZE_BITS = 14,
  MOVED_SHIFT = SIZE_SHIFT + SIZE_BITS,
  MOVED_BITS = 64 - MOVED_SHIFT,
  LOG_MOVED_UNIT = 3,
  LONG_KIND_SHIFT = 3,
  LONG_ALIGNMENT_SHIFT = 8,
  LONG_WORDS = 4,
};

/* What the process itself keeps of a stream, in memory that a child of fork has a copy of. */
struct stream {
  stamp_clock clock;
  struct window *window;
  struct stream *next;
  _Atomic bool taken; /* by a thread */
};

static _Atomic(struct stream *) streams;
static _Atomic uint32_t stream_count, threads;
static pthread_key_t thread_end;

static __thread struct {
  uint64_t *at, *limit; /* where the next record goes; from where on one might not fit */
  struct stream *stream;
  struct window *window; /* the stream's */
  struct stamps stamps;
  uintptr_t address; /* of the last record */
  uint64_t before;   /* the window's own, which in a child of fork is still as it was */
  uint32_t number;   /* from 1; 0: none yet */
  bool inside;       /* a real function runs or a record is written; what is called then is not recorded */
  bool ending;       /* keeps no stream from one record to the next */
} self __attribute__((tls_model("initial-exec")));

static int become_wiped_on_fork(void) {
  if (process != &before_first) return 0;
  struct process *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED || madvise(page, 4096, MADV_WIPEONFORK) != 0) return errno;
  atomic_store(&page->state, BEGINNING);
  process = page;
  return 0;
}

/* What a child of fork knows of its parent is as it was when it was forked, but for the parent's file. */
struct inheritance {
  char from[sizeof((struct header *)0)->parent];
  uint64_t stamp, words;
  uint32_t stream;
};

static struct inheritance leave_parent(void) {
  struct inheritance it = {.stamp = self.stamps.last, .stream = UINT32_MAX};
  if (path[0] != 0) memccpy(it.from, strrchr(path, '/') + 1, 0, sizeof it.from - 1);
  if (self.stream != NULL) {
    it.stream = self.window->stream;
    it.words = self.before + (uint64_t)(self.at - self.window->word);
  }
  self.stream = NULL;
  self.at = self.limit = NULL;
  for (struct stream *stream = streams, *next; stream != NULL; stream = next) {
    next = stream->next;
    if (it.stamp < stream->clock) it.stamp = stream->clock;
    munmap(stream->window, WINDOW_BYTES);
    munmap(stream, sizeof *stream);
  }
  if (header != NULL) munmap(header, HEADER_BYTES);
  header = NULL;
  streams = NULL;
  stream_count = 0;
  places = 1;
  forget_owners();
  return it;
}

static void leave_at_thread_end(void *unused);

static int prepare_once(void) {
  if (process != &before_first) return 0;
  char clock[16] = "";
  read_text("/sys/devices/system/clocksource/clocksource0/current_clocksource", clock, sizeof clock);
  choose_clock(clock);
  int error = pthread_key_create(&thread_end, leave_at_thread_end);
  return error != 0 ? error : become_wiped_on_fork();
}

static void begin(void) {
  const char *parent = getenv("HEAPLAB_RECORD_PARENT");
  if (getenv("HEAPLAB_RECORD_FOLDER") == NULL || (parent != NULL && strtol(parent, NULL, 10) != getppid())) {
    atomic_store(&process->state, OFF);
    return;
  }
  struct inheritance inherited = leave_parent();
  prepare_barriers();
  uint32_t image = 0;
  int error = prepare_once();
  if (error == 0) error = create(&image);
  if (error != 0) return stop(error);

  header->pid = (uint32_t)getpid();
  header->image = image;
  header->fork_stamp = inherited.stamp;
  header->fork_words = inherited.words;
  header->fork_stream = inherited.stream;
  memcpy(header->parent, inherited.from, sizeof inherited.from);
  header->started_nanos = nanos(CLOCK_MONOTONIC);
  header->started_epoch_nanos = nanos(CLOCK_REALTIME);
  if (readlink("/proc/self/exe", header->program, sizeof header->program - 1) < 0) header->program[0] = 0;
  read_text("/proc/self/cmdline", header->command, sizeof header->command);
  memcpy(header->magic, "heaplab2", sizeof header->magic);
  atomic_store(&process->state, RECORDING);
}

/* ---- a thread's stream ---- */

static void start_window(struct window *window, uint64_t before) {
  window->before = self.before = before;
  window->thread = self.number - 1;
  window->stamp = self.stamps.last;
  window->nanos = nanos(CLOCK_MONOTONIC);
  self.address = 0;
  self.at = window->word;
}

/* Whole, though its last words may be of no use: a part of a page costs more to write than a page. */
static int copy_window(void) {
  uint64_t at = atomic_fetch_add(&places, 1) * WINDOW_BYTES;
  if (!may_grow(at + WINDOW_BYTES)) return EFBIG;
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return errno;
  int error = write_all(file, self.window, WINDOW_BYTES, at);
  close(file);
  return error;
}

static void empty_window(void) {
  struct window *window = self.window;
  int error = copy_window();
  if (error != 0) return stop(error);
  atomic_store_explicit(&window->end, HEAD_BYTES, memory_order_release);
  atomic_thread_fence(memory_order_release);
  start_window(window, window->before + (uint64_t)(self.at - window->word));
}

static struct window *new_window(int *error) {
  int file = open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) return *error = errno, NULL;
  uint64_t place = atomic_fetch_add(&places, 1);
  struct window *window = allocate(file, place * WINDOW_BYTES, WINDOW_BYTES, error);
  close(file);
  if (window == NULL) return NULL;
  window->place = place;
  window->stream = atomic_fetch_add(&stream_count, 1);
  window->end = HEAD_BYTES;
  start_window(window, 0);
  atomic_thread_fence(memory_order_release);
  memcpy(window->magic, "window 2", sizeof window->magic);
  return window;
}

static struct stream *new_stream(void) {
  int error;
  struct window *window = new_window(&error);
  if (window == NULL) return stop(error), NULL;
  struct stream *stream = mmap(NULL, sizeof *stream, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (stream == MAP_FAILED) return stop(errno), NULL;
  stream->window = window;
  stream->clock = self.stamps.last;
  stream->taken = true;
  stream->next = atomic_load(&streams);
  while (!atomic_compare_exchange_weak(&streams, &stream->next, stream)) continue;
  return stream;
}

static struct stream *left_stream(void) {
  for (struct stream *stream = atomic_load(&streams); stream != NULL; stream = stream->next) {
    bool free = false;
    if (!atomic_load_explicit(&stream->taken, memory_order_relaxed) &&
        atomic_compare_exchange_strong(&stream->taken, &free, true)) return stream;
  }
  return NULL;
}

static __attribute__((noinline)) void put_long(enum kind kind, uintptr_t address, size_t size, unsigned log_alignment) {
  self.at[0] = (uint64_t)log_alignment << LONG_ALIGNMENT_SHIFT | (uint64_t)kind << LONG_KIND_SHIFT | LONG;
  self.at[1] = self.stamps.last;
  self.at[2] = address;
  self.at[3] = size;
  self.at += LONG_WORDS;
}

static inline void publish(void) {
  atomic_store_explicit(&self.window->end, (uint32_t)((char *)self.at - (char *)self.window), memory_order_release);
}

static void take_stream(void) {
  if (self.number == 0) self.number = atomic_fetch_add(&threads, 1) + 1;
  if (self.number > 1 && atomic_load(&streams) != NULL) atomic_store(&several_threads, true);
  struct stream *left = left_stream();
  uint64_t now = clock_now();
  if (self.stamps.last < now) self.stamps.last = now;
  if (left != NULL && self.stamps.last < left->clock) self.stamps.last = left->clock;
  self.stream = left != NULL ? left : new_stream();
  if (self.stream == NULL) return;
  self.stamps.clock = &self.stream->clock;
  self.window = self.stream->window;
  self.limit = self.window->word + WORDS - LONG_WORDS + 1;
  if (left == NULL) return;
  self.before = self.window->before;
  self.at = (uint64_t *)((char *)self.window + self.window->end);
  if (self.at >= self.limit) return empty_window();
  put_long(THREAD, 0, self.number - 1, 0);
  self.address = 0;
  publish();
}

static void leave_stream(void) {
  struct stream *stream = self.stream;
  self.stream = NULL;
  self.at = self.limit = NULL;
  stream->clock = self.stamps.last;
  atomic_store_explicit(&stream->taken, false, memory_order_release);
}

/* Other destructors come after this one, and the C library itself gives blocks back after all of them. */
static void leave_at_thread_end(void *unused) {
  (void)unused;
  self.inside = true;
  self.ending = true;
  if (atomic_load(&process->state) == RECORDING && self.stream != NULL) leave_stream();
  self.inside = false;
}

static bool make_room(void) {
  int saved = errno, unknown = UNKNOWN;
  if (atomic_compare_exchange_strong(&process->state, &unknown, BEGINNING)) begin();
  while (atomic_load(&process->state) == RECORDING && self.at >= self.limit) {
    if (self.stream != NULL) empty_window();
    else take_stream();
    if (!self.ending) pthread_setspecific(thread_end, self.stream);
  }
  errno = saved;
  return atomic_load(&process->state) == RECORDING;
}

/* ---- one record ---- */

static ALWAYS_INLINE void put(enum kind kind, uintptr_t address, size_t size, unsigned log_alignment) {
  const uint64_t reach = (uint64_t)1 << (MOVED_BITS + LOG_MOVED_UNIT - 1), unit = 1 << LOG_MOVED_UNIT;
  if (kind == FREE_NULL) {
    *self.at++ = FREE_NULL;
    return publish();
  }
  uint64_t last = self.stamps.last;
  uint64_t since = next_stamp(&self.stamps, address, kind == MALLOC && size < SMALL_BYTES) - last;
  uint64_t moved = address - self.address;
  self.address = address;
  bool wide = since >> SINCE_BITS | size >> SIZE_BITS | log_alignment | ((moved + reach) & ~(2 * reach - unit));
  if (UNLIKELY(wide)) put_long(kind, address, size, log_alignment);
  else *self.at++ = moved << (MOVED_SHIFT - LOG_MOVED_UNIT) | size << SIZE_SHIFT | since << SINCE_SHIFT | kind;
  publish();
}

static __attribute__((noinline)) void record_slow(enum kind kind, const void *address, size_t size,
                                                  unsigned log_alignment) {
  if (!make_room()) return;
  put(kind, (uintptr_t)address, size, log_alignment);
  if (self.ending) leave_stream();
}

/* Only inside, so that a signal handler does not write a record into the midst of another. */
static ALWAYS_INLINE void record(enum kind kind, const void *address, size_t size, unsigned log_alignment) {
  bool ready = self.at < self.limit && atomic_load_explicit(&process->state, memory_order_relaxed) == RECORDING;
  if (UNLIKELY(!ready)) record_slow(kind, address, size, log_alignment);
  else put(kind, (uintptr_t)address, size, log_alignment);
}

static __attribute__((constructor)) void start(void) {
  self.inside = true;
  make_room();
  self.inside = false;
}

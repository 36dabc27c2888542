/*
 * What the recorder writes. Each thread that records has its own window of the channel and hands it on
 * when it is full. The records that a thread writes into its windows, in this order, are a stream. When a
 * thread ends, the next new thread continues its stream and says so in a record.
 *
 *     a record   63              33 32       19 18         3 2    0
 *               ├──────────────────┼───────────┼────────────┼──────┤
 *               │ address, less the│ size      │ stamp, less│ kind │
 *               │ last one's, / 8  │           │ last one's │      │
 *               └──────────────────┴───────────┴────────────┴──────┘
 *     four words if a field is too narrow:
 *               ├──────────────────────┼──────────────┼──────┼─────┤
 *               │ 0                    │ log₂ align   │ kind │  0  │   stamp   address   size
 *               └──────────────────────┴──────────────┴──────┴─────┘
 *                                       15          8 7    3 2    0
 *
 * Where the program made a request stands before the record of the request, if it is not the same place as that of
 * the last request in the window: the return address, and with several frames those of the callers after it.
 *               ├───────────────────────────────────────────────────────────┼───┼──────┤
 *               │ return address                                            │ C │ 7    │  C: of the caller of the one before
 *               └───────────────────────────────────────────────────────────┴───┴──────┘
 *                63                                                        4  3  2    0
 *
 * At the beginning of a window the last stamp is the one in the window's head, and the last address is 0.
 *
 * Nothing here allocates or changes errno.
 */
#include <pthread.h>

#include "record-channel.h"
#include "record-stamp.h"

#include "record-code.h"

enum kind { LONG, MALLOC, FREE, REALLOC_BEGIN, REALLOC_END, REALLOC_FAILED, REALLOC_FREED, FREE_NULL, THREAD, TOUCHED };

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
  CALLER_SHIFT = 3,
  PLACE_SHIFT = 4,
  MOST_FRAMES = 64,
  OWN_FRAMES = 8, /* of the recorder and of operator new, at the top of a stack */
  STREAMS = WINDOWS,
};

enum state { UNKNOWN, BEGINNING, RECORDING, OFF };

/* Lies on a page that fork clears in the child. So every forked child finds the state UNKNOWN and begins its
 * own image. A child that shares its parent's memory (vfork, posix_spawn) continues in its parent's image,
 * as it should. */
struct process {
  _Atomic int state;
};

static struct process before_first;
static struct process *process = &before_first;

/* What the process knows of a stream. A child of fork has a copy of it. */
struct stream {
  _Alignas(2 * CACHE_LINE_BYTES) stamp_clock clock; /* stored at each record, so two clocks must not share a line */
  struct window *window;
  _Atomic bool taken; /* by a thread */
};

static struct stream streams[STREAMS];
static _Atomic uint32_t stream_count, threads;
static pthread_key_t thread_end;

static __thread struct {
  uint64_t *at, *limit; /* where the next record goes; from `limit` on there may not be enough room for one */
  struct stream *stream;
  struct window *window; /* the one of the stream */
  struct stamps stamps;
  struct image *child; /* the image of the process that this thread is forking */
  uintptr_t address;   /* of the last record */
  uintptr_t place;     /* of the last request in the window; 0: none, or there are several frames */
  uint32_t depth;      /* how many frames it had */
  const void *caller;  /* where operator new was called, until it calls malloc; NULL: nowhere */
  uint64_t before;     /* a copy of the window's; in a child of fork the parent cannot change it */
  uint32_t number;     /* from 1; 0: none yet */
  bool inside;         /* a real function runs or a record is written; calls made meanwhile are not recorded */
  bool ending;         /* the thread is ending, so it leaves its stream after each record */
} self __attribute__((tls_model("initial-exec")));

/* At most as many threads record at one time as there are windows. */
static uint32_t streams_taken(void) { return stream_count < STREAMS ? stream_count : STREAMS; }

static bool children_are_foreign; /* their process ids belong to another namespace */
static bool follows;              /* processes that this one starts are recorded too */
static uint32_t frames = 1;       /* of each request */
static bool unwinds;              /* the stack can be walked */
static __thread uintptr_t last_stack[MOST_FRAMES] __attribute__((tls_model("initial-exec")));

static void stop(int error) {
  if (atomic_exchange(&process->state, OFF) != OFF) image->stopped = (uint32_t)error;
}

/* ---- a program begins ---- */

static const char *base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash == NULL ? path : slash + 1;
}

/* Whether a program only starts another program, whose heap the user wants. */
static bool is_wrapper(const char *program, const char *called) {
  static const char names[] =
      " ash bash bwrap catchsegv chpst chroot chrt coreutils dash dbus-launch dbus-run-session doas dumb-init env "
      "fakechroot faketime firejail flock ionice ksh ksh93 linux32 linux64 lksh mksh nice nohup nsenter numactl "
      "pkexec prlimit proot rlwrap runuser script setarch setpriv setsid sh softlimit stdbuf su sudo systemd-inhibit "
      "taskset time timeout tini unbuffer unshare xargs xvfb-run yash zsh ";
  char wanted[64];
  for (int i = 0; i < 2; i++) {
    const char *name = base_name(i == 0 ? program : called);
    if (*name == '-') name++;
    if (*name != 0 && (size_t)snprintf(wanted, sizeof wanted, " %s ", name) < sizeof wanted &&
        strstr(names, wanted) != NULL) return true;
  }
  return false;
}

/* The image that the environment names: the one that was announced for this program, the one that this program
 * replaces, or the one that started it. */
static struct image *image_of_setting(void) {
  uint32_t serial = (uint32_t)strtoul(setting + SETTING_SERIAL_AT, NULL, 10);
  uint32_t index = (uint32_t)strtoul(setting + SETTING_INDEX_AT, NULL, 10);
  struct image *known = index < IMAGES ? image_at(channel, index) : NULL;
  return serial != 0 && known != NULL && known->serial == serial ? known : NULL;
}

static bool is_process_of(struct image *known, uint32_t pid, bool foreign) {
  uint32_t unknown = 0;
  return atomic_compare_exchange_strong(&known->pid, &unknown, pid) || unknown == pid || foreign;
}

static struct image *enter_channel(uint32_t pid, bool foreign) {
  struct image *known = image_of_setting();
  uint32_t state = known == NULL ? (uint32_t)ABSENT : known->state;
  if (state == EXPECTED && is_process_of(known, pid, foreign)) {
    known->departure = STAYS;
    known->next[0] = 0;
    return known;
  }
  struct image *new = reserve_image();
  if (new == NULL) return NULL;
  new->pid = pid;
  new->foreign = foreign;
  new->parent = (uint32_t)strtoul(setting + SETTING_SERIAL_AT, NULL, 10);
  if (state != LIVE || !is_process_of(known, pid, foreign)) return new;
  new->parent = known->parent;
  new->process = known->process;
  known->state = OVER;
  return new;
}

static void describe_program(void) {
  ssize_t length = sealed ? 0 : readlink("/proc/self/exe", image->program, sizeof image->program - 1);
  const char *called = (const char *)getauxval(AT_EXECFN);
  struct stat file;
  if (length > 0 && stat("/proc/self/exe", &file) == 0) image->device = file.st_dev, image->inode = file.st_ino;
  if (length > 0) image->program[length] = 0;
  else copy_text(image->program, called == NULL ? "" : called, sizeof image->program);
  read_text("/proc/self/cmdline", image->command, sizeof image->command);
  image->wrapper = is_wrapper(image->program, image->command);
  image->started_nanos = nanos(CLOCK_MONOTONIC);
  image->started_epoch_nanos = nanos(CLOCK_REALTIME);
}

static void leave_at_thread_end(void *unused);
static void begin_forked(void);

/* Runs in the child. An earlier fork handler may have allocated, and then the child has begun already. Without the page
 * that fork clears this cannot be known. */
static void after_fork(void) {
  if (process != &before_first && process->state != UNKNOWN) return;
  atomic_store(&process->state, BEGINNING);
  begin_forked();
}

static int prepare_process(void) {
  char clock[16];
  read_text("/sys/devices/system/clocksource/clocksource0/current_clocksource", clock, sizeof clock);
  choose_clock(clock);
  if (!sealed) {
    struct process *page = mmap(NULL, PAGE_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED || madvise(page, PAGE_BYTES, MADV_WIPEONFORK) != 0) return errno;
    prepare_barriers();
    atomic_store(&page->state, BEGINNING);
    process = page;
  }
  int error = pthread_atfork(NULL, NULL, after_fork);
  return error != 0 ? error : pthread_key_create(&thread_end, leave_at_thread_end);
}

static void begin_program(void) {
  setting = getenv(SETTING);
  if (setting == NULL || strlen(setting) <= SETTING_FILE_AT) {
    atomic_store(&process->state, OFF);
    return;
  }
  char status[PAGE_BYTES];
  bool known = read_text("/proc/self/status", status, sizeof status) > 0;
  sealed = known && status_field(status, "\nSeccomp:") != 0;
  uint32_t pid = known ? status_field(status, "\nPid:") : (uint32_t)getpid();
  if (setting[0] != '1' && strtoul(setting + SETTING_PID_AT, NULL, 10) != pid) {
    atomic_store(&process->state, OFF);
    return;
  }
  copy_text(channel_file, setting + SETTING_FILE_AT, sizeof channel_file);
  if (!map_channel()) {
    atomic_store(&process->state, OFF);
    return;
  }
  struct stat namespace;
  bool foreign = !sealed && stat("/proc/self/ns/pid", &namespace) == 0 && namespace.st_ino != channel->namespace;
  image = enter_channel(pid, foreign);
  if (image == NULL) {
    atomic_store(&process->state, OFF);
    return;
  }
  describe_program();
  frames = channel->frames < 1 ? 1 : channel->frames > MOST_FRAMES ? MOST_FRAMES : channel->frames;
  image->sealed = sealed;
  follows = channel->children || image->wrapper;
  write_setting(setting, follows, image);
  own = *image;
  int error = prepare_process();
  image->state = LIVE;
  if (error != 0) return stop(error);
  atomic_store(&process->state, RECORDING);
}

/* ---- a process is forked ---- */

/* The child of fork describes its parent as it was at the fork. */
static void inherit(struct image *child) {
  child->forked = true;
  child->parent = own.serial;
  child->fork_stamp = self.stamps.last;
  child->fork_stream = UINT32_MAX;
  if (self.stream != NULL) {
    child->fork_stream = (uint32_t)(self.stream - streams);
    child->fork_words = self.before + (uint64_t)(self.at - self.window->word);
  }
  for (uint32_t i = 0; i < streams_taken(); i++) {
    if (child->fork_stamp < streams[i].clock) child->fork_stamp = streams[i].clock;
    streams[i].taken = false;
    streams[i].window = NULL;
  }
  self.stream = NULL;
  self.at = self.limit = NULL;
  stream_count = 0;
  forget_owners();
  forget_copying_code();
  child->foreign = own.foreign || children_are_foreign;
  child->wrapper = own.wrapper;
  child->sealed = own.sealed || sealed;
  child->device = own.device;
  child->inode = own.inode;
  child->started_nanos = sealed ? channel->nanos : nanos(CLOCK_MONOTONIC);
  child->started_epoch_nanos = own.started_epoch_nanos + (child->started_nanos - own.started_nanos);
  memcpy(child->program, own.program, sizeof child->program);
  memcpy(child->command, own.command, sizeof child->command);
}

static void begin_forked(void) {
  struct image *child = self.child;
  self.child = NULL;
  if (follows && child == NULL && (child = reserve_image()) != NULL) child->pid = (uint32_t)getpid();
  if (!follows || child == NULL) {
    atomic_store(&process->state, OFF);
    return;
  }
  inherit(child);
  own = *child;
  image = child;
  image->state = LIVE;
  atomic_store(&process->state, RECORDING);
}

static void begin(void) {
  if (channel == NULL) begin_program();
  else begin_forked();
}

/* ---- a thread's stream ---- */

static void forget_last_record(void) {
  self.address = self.place = 0;
  self.depth = 0;
}

/* From there on a window may not have enough room for a record and the place before it. */
static uint64_t *limit_of(struct window *window) { return window->word + WORDS - LONG_WORDS - frames + 1; }

static void start_window(struct window *window, uint32_t stream, uint64_t before) {
  self.window = window;
  window->stream = stream;
  window->thread = self.number - 1;
  window->before = self.before = before;
  window->stamp = self.stamps.last;
  window->nanos = sealed ? channel->nanos : nanos(CLOCK_MONOTONIC);
  atomic_store_explicit(&window->end, HEAD_BYTES, memory_order_relaxed);
  atomic_thread_fence(memory_order_release);
  memcpy(window->magic, WINDOW_MAGIC, sizeof window->magic);
  forget_last_record();
  self.at = window->word;
  self.limit = limit_of(window);
}

/* Hands the full window on first, so that the collector can free one. */
static void change_window(void) {
  int error;
  struct window *full = self.window;
  uint32_t stream = full->stream;
  uint64_t before = full->before + (uint64_t)(self.at - full->word);
  hand_on(full);
  struct window *next = take_window(true, &error);
  if (next == NULL) return stop(error);
  start_window(next, stream, before);
  self.stream->window = next;
}

static struct stream *new_stream(void) {
  int error = 0;
  struct window *window = streams_taken() == STREAMS ? NULL : take_window(false, &error);
  if (window == NULL && error != 0) stop(error);
  uint32_t index = window == NULL ? STREAMS : atomic_fetch_add(&stream_count, 1);
  if (index >= STREAMS) return NULL;
  struct stream *stream = &streams[index];
  stream->taken = true;
  stream->window = window;
  stream->clock = self.stamps.last;
  start_window(window, index, 0);
  return stream;
}

static struct stream *left_stream(void) {
  for (struct stream *stream = streams, *end = streams + streams_taken(); stream < end; stream++) {
    bool free = false;
    if (stream->window != NULL && !atomic_load_explicit(&stream->taken, memory_order_relaxed) &&
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
  if (self.number > 1 && atomic_load(&stream_count) != 0) atomic_store(&several_threads, true);
  struct stream *left = left_stream();
  uint64_t now = clock_now();
  if (self.stamps.last < now) self.stamps.last = now;
  if (left != NULL && self.stamps.last < left->clock) self.stamps.last = left->clock;
  self.stream = left != NULL ? left : new_stream();
  if (self.stream == NULL) return;
  self.stamps.clock = &self.stream->clock;
  if (left == NULL) return;
  self.window = left->window;
  self.before = self.window->before;
  self.at = (uint64_t *)((char *)self.window + self.window->end);
  self.limit = limit_of(self.window);
  if (self.at >= self.limit) return change_window();
  put_long(THREAD, 0, self.number - 1, 0);
  forget_last_record();
  publish();
}

static void leave_stream(void) {
  struct stream *stream = self.stream;
  self.stream = NULL;
  self.at = self.limit = NULL;
  stream->clock = self.stamps.last;
  atomic_store_explicit(&stream->taken, false, memory_order_release);
}

/* Other destructors may run after this one, and the C library frees blocks of its own after all of them. */
static void leave_at_thread_end(void *unused) {
  (void)unused;
  self.inside = true;
  self.ending = true;
  if (atomic_load(&process->state) == RECORDING && self.stream != NULL) leave_stream();
  self.inside = false;
}

/* False when the record cannot be written. */
static bool make_room(void) {
  int saved = errno, unknown = UNKNOWN;
  if (atomic_compare_exchange_strong(&process->state, &unknown, BEGINNING)) begin();
  while (atomic_load(&process->state) == RECORDING && self.at >= self.limit) {
    if (self.stream != NULL) change_window();
    else take_stream();
    if (self.stream == NULL) {
      if (atomic_load(&process->state) == RECORDING) atomic_fetch_add(&image->lost, 1);
      errno = saved;
      return false;
    }
    if (!self.ending) pthread_setspecific(thread_end, self.stream);
  }
  errno = saved;
  return atomic_load(&process->state) == RECORDING;
}

/* ---- where a request is made ---- */

/* Of the C library: it needs no frame pointers, but the unwind tables that compilers write for nearly all code. Its first
 * call loads a library, and so must not be made in the middle of a request. */
extern int backtrace(void **stack, int most) __attribute__((weak));

static void prepare_unwinding(void) {
  void *stack[1];
  unwinds = frames > 1 && backtrace != NULL && backtrace(stack, 1) > 0;
}

/* The frames from the caller on. The frames above it are ours. */
static uint32_t walk_stack(uintptr_t caller, uintptr_t *stack) {
  void *all[MOST_FRAMES + OWN_FRAMES];
  int count = unwinds ? backtrace(all, (int)frames + OWN_FRAMES) : 0, first = 0;
  stack[0] = caller;
  while (first < count && (uintptr_t)all[first] != caller) first++;
  uint32_t depth = 1;
  while (depth < frames && first + (int)depth < count && all[first + (int)depth] != NULL) {
    stack[depth] = (uintptr_t)all[first + (int)depth];
    depth++;
  }
  return depth;
}

static inline uint64_t place_word(uintptr_t place, uint64_t is_caller) {
  return (uint64_t)place << PLACE_SHIFT | is_caller << CALLER_SHIFT | FREE_NULL;
}

static __attribute__((noinline)) void put_stack(uintptr_t caller) {
  uintptr_t stack[MOST_FRAMES];
  int saved = errno;
  uint32_t depth = walk_stack(caller, stack);
  errno = saved;
  if (depth == self.depth && memcmp(stack, last_stack, depth * sizeof *stack) == 0) return;
  self.depth = depth;
  memcpy(last_stack, stack, depth * sizeof *stack);
  for (uint32_t i = 0; i < depth; i++) {
    *self.at++ = place_word(stack[i], i > 0);
    notice_code(stack[i]);
  }
}

static __attribute__((noinline)) void put_place(uintptr_t caller) {
  if (frames > 1) return put_stack(caller);
  self.place = caller;
  *self.at++ = place_word(caller, 0);
  notice_code(caller);
}

/* Where a request was made that came to us from the address `from`. */
static inline const void *take_caller(const void *from) {
  const void *caller = self.caller;
  if (LIKELY(caller == NULL)) return from;
  self.caller = NULL;
  return caller;
}

/* ---- one record ---- */

/* @param caller where the request was made; NULL for other records */
static ALWAYS_INLINE void put(enum kind kind, uintptr_t address, size_t size, unsigned log_alignment, const void *caller) {
  const uint64_t reach = (uint64_t)1 << (MOVED_BITS + LOG_MOVED_UNIT - 1), unit = 1 << LOG_MOVED_UNIT;
  if (kind == FREE_NULL) {
    *self.at++ = FREE_NULL;
    return publish();
  }
  if (caller != NULL && self.place != (uintptr_t)caller) put_place((uintptr_t)caller);
  uint64_t last = self.stamps.last;
  uint64_t since = next_stamp(&self.stamps, address, kind == MALLOC && size < SMALL_BYTES) - last;
  uint64_t moved = address - self.address;
  self.address = address;
  bool wide = kind > FREE_NULL || since >> SINCE_BITS | size >> SIZE_BITS | log_alignment | ((moved + reach) & ~(2 * reach - unit));
  if (UNLIKELY(wide)) put_long(kind, address, size, log_alignment);
  else *self.at++ = moved << (MOVED_SHIFT - LOG_MOVED_UNIT) | size << SIZE_SHIFT | since << SINCE_SHIFT | kind;
  publish();
}

static __attribute__((noinline)) void record_slow(enum kind kind, const void *address, size_t size,
                                                  unsigned log_alignment, const void *caller) {
  if (!make_room()) return;
  put(kind, (uintptr_t)address, size, log_alignment, caller);
  if (self.ending) leave_stream();
}

/* Called only inside, so that a signal handler cannot write a record into the middle of another one. */
static ALWAYS_INLINE void record_request(enum kind kind, const void *address, size_t size, unsigned log_alignment,
                                         const void *caller) {
  bool ready = self.at < self.limit && atomic_load_explicit(&process->state, memory_order_relaxed) == RECORDING;
  if (UNLIKELY(!ready)) record_slow(kind, address, size, log_alignment, caller);
  else put(kind, (uintptr_t)address, size, log_alignment, caller);
}

static ALWAYS_INLINE void record(enum kind kind, const void *address, size_t size) {
  record_request(kind, address, size, 0, NULL);
}

static inline bool enter(void) {
  if (UNLIKELY(self.inside)) return false;
  self.inside = true;
  atomic_signal_fence(memory_order_seq_cst);
  return true;
}

static inline void leave(void) {
  atomic_signal_fence(memory_order_seq_cst);
  self.inside = false;
}

static __attribute__((constructor)) void record_from_the_start(void) {
  if (!enter()) return;
  make_room();
  prepare_unwinding();
  leave();
}

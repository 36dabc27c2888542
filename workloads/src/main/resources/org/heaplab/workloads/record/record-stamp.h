/*
 * The order of calls that different threads make: each call has a stamp, and the calls of all threads
 * in the order of their stamps are the history. Within a thread stamps only grow.
 *
 * A stamp is a hybrid logical clock (Lamport, CACM 21(7), 1978; Kulkarni et al., OPODIS 2014): the
 * time where that suffices, and one more than every stamp that this one must follow where it does not.
 *
 * 1. Calls on one address have growing stamps, whoever makes them. Each piece of the address space has
 *    a clock, which a call raises to its own stamp: a release before the real one begins, an allocation
 *    after the real one returned. So whoever is given an address finds there the stamp of whoever gave
 *    it back, and whoever gives it back the stamp of whoever was given it. This needs no property of
 *    the processor's clock.
 * 2. Calls on addresses that have nothing to do with each other follow the time, which the processor
 *    may read as early as it runs ahead of the program: some hundred instructions.
 * 3. A clock is not read for a small allocation right after a call that read it. If the thread slept
 *    in between, that one allocation counts as made before the sleep.
 * 4. While a process has one thread, its calls are numbered on from the time at which it began, one
 *    by one. The time goes faster than that, so what a second thread reads is later.
 *
 * A piece that one thread alone has used so far has that thread's clock, which costs no atomic
 * operation to raise: allocators with an arena for each thread keep it so. The owner stores its stamp
 * first and then looks whether it still owns the piece. Who takes the ownership from it has a barrier put
 * between the two on every processor (membarrier, which the collector calls: a filter could refuse it
 * here) and reads the owner's clock after that. Therefore either it sees the stamp or the owner sees
 * that it owns the piece no more. An owner that loses piece after piece loses all at once.
 */
#include <linux/membarrier.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)
#define LIKELY(condition) __builtin_expect(!!(condition), 1)
#define ALWAYS_INLINE inline __attribute__((always_inline))

enum {
  LOG_PIECE_BYTES = 15,
  LOG_PIECES = 12,
  PIECES = 1 << LOG_PIECES, /* pieces that are further apart may share a clock */
  CACHE_LINE_BYTES = 64,
  SMALL_BYTES = 1024,
  SHARES_BEFORE_ALL = 64,
};

typedef _Atomic uint64_t stamp_clock;

/* A clock of a thread; below it the piece may be shared, or be about to be. */
static _Atomic uintptr_t owners[PIECES];
enum { NOBODY = 0, SHARED = 1 };

static struct {
  _Alignas(CACHE_LINE_BYTES) stamp_clock clock;
} shared[PIECES];

static _Atomic bool barriers; /* the system has them, so that pieces may have owners */
static _Atomic bool several_threads;
static _Atomic uint32_t shares;

static uint64_t nanos(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

#ifdef __x86_64__
static bool tick_counter; /* the processor's time stamp counter is the clock */

/* Linux itself tells the time by the counter only where it runs evenly and alike on all processors. */
static void choose_clock(const char *clock_of_linux) {
  const char *wanted = getenv("HEAPLAB_RECORD_CLOCK");
  tick_counter = strcmp(clock_of_linux, "tsc\n") == 0 && (wanted == NULL || strcmp(wanted, "monotonic") != 0);
}

static inline uint64_t clock_now(void) {
  return UNLIKELY(!tick_counter) ? nanos(CLOCK_MONOTONIC) : __builtin_ia32_rdtsc();
}
#else
static void choose_clock(const char *clock_of_linux) { (void)clock_of_linux; }

static inline uint64_t clock_now(void) { return nanos(CLOCK_MONOTONIC); }
#endif

/* Once for a process and all that it forks. */
static void prepare_barriers(void) {
  barriers = syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED, 0, 0) == 0;
}

/* The threads that own pieces are none of this process's. */
static void forget_owners(void) {
  if (atomic_load(&several_threads)) memset((void *)owners, NOBODY, sizeof owners);
  atomic_store(&several_threads, false);
}

static void raise_clock(stamp_clock *clock, uint64_t *stamp, bool to_more) {
  uint64_t latest = atomic_load(clock);
  do {
    if (to_more && latest >= *stamp) *stamp = latest + 1;
    if (latest >= *stamp) return;
  } while (!atomic_compare_exchange_weak(clock, &latest, *stamp));
}

static void finish_sharing(size_t piece, uintptr_t sharing) {
  uint64_t latest = atomic_load((stamp_clock *)(sharing & ~(uintptr_t)SHARED));
  raise_clock(&shared[piece].clock, &latest, false);
  atomic_compare_exchange_strong(&owners[piece], &sharing, SHARED);
}

static bool begin_sharing(size_t piece, uintptr_t owner) {
  return (owner & SHARED) != 0 || atomic_compare_exchange_strong(&owners[piece], &owner, owner | SHARED);
}

static void share(size_t piece, uintptr_t owner) {
  if (!begin_sharing(piece, owner)) return;
  await_barrier();
  finish_sharing(piece, owner | SHARED);
}

/* All that the owner has. */
static void share_all(uintptr_t owner) {
  for (size_t piece = 0; piece < PIECES; piece++) {
    if (atomic_load_explicit(&owners[piece], memory_order_relaxed) == owner) begin_sharing(piece, owner);
  }
  await_barrier();
  for (size_t piece = 0; piece < PIECES; piece++) {
    if (atomic_load(&owners[piece]) == (owner | SHARED)) finish_sharing(piece, owner | SHARED);
  }
}

struct stamps {
  stamp_clock *clock; /* has `last` as well, for others to see */
  uint64_t last;
  bool fresh; /* the last one came from the system's clock */
};

static __attribute__((noinline)) void follow(struct stamps *mine, size_t piece) {
  const uintptr_t me = (uintptr_t)mine->clock;
  uintptr_t owner;
  while ((owner = atomic_load(&owners[piece])) != SHARED && owner != me) {
    if (owner != NOBODY && ++shares % SHARES_BEFORE_ALL != 0) share(piece, owner);
    else if (owner != NOBODY) share_all(owner & ~(uintptr_t)SHARED);
    else atomic_compare_exchange_strong(&owners[piece], &owner, barriers ? me : SHARED);
  }
  if (owner == SHARED) raise_clock(&shared[piece].clock, &mine->last, true);
  atomic_store(mine->clock, mine->last);
}

static ALWAYS_INLINE uint64_t next_stamp(struct stamps *mine, uintptr_t address, bool small_allocation) {
  const uint64_t golden_ratio = 0x9E3779B97F4A7C15;
  uint64_t stamp = mine->last + 1;
  if (!UNLIKELY(atomic_load_explicit(&several_threads, memory_order_relaxed))) {
    atomic_store_explicit(mine->clock, stamp, memory_order_relaxed); /* for a child that another thread forks */
    return mine->last = stamp;
  }
  if (small_allocation && mine->fresh) {
    mine->fresh = false;
  } else {
    uint64_t now = clock_now();
    if (now > stamp) stamp = now;
    mine->fresh = true;
  }
  mine->last = stamp;
  atomic_store_explicit(mine->clock, stamp, memory_order_release);
  atomic_signal_fence(memory_order_seq_cst);
  size_t piece = (address >> LOG_PIECE_BYTES) * golden_ratio >> (64 - LOG_PIECES);
  if (UNLIKELY(atomic_load(&owners[piece]) != (uintptr_t)mine->clock)) follow(mine, piece);
  return mine->last;
}

/*
 * The order of calls in different threads. Each call has a stamp. The calls of all threads, sorted by
 * their stamps, are the history. Within a thread stamps only grow.
 *
 * A stamp is a hybrid logical clock (Lamport, CACM 21(7), 1978; Kulkarni et al., OPODIS 2014). It is the
 * current time if that is later than every stamp that this one must follow. Otherwise it is one more than
 * the latest of those stamps.
 *
 * 1. Calls on one address have growing stamps, in any threads. Each piece of the address space has a
 *    clock, and a call raises it to the call's stamp: a release before the real function begins, an
 *    allocation after the real function has returned. So a thread that gets an address finds there the
 *    stamp of the release before it. A thread that releases an address finds the stamp of the allocation.
 *    This is true for any clock of the processor.
 * 2. Calls on unrelated addresses follow the time. The processor may read the time early, because it runs
 *    ahead of the program by some hundred instructions.
 * 3. A small allocation does not read the clock if the call before it did. If the thread slept between the
 *    two, this one allocation counts as made before the sleep.
 * 4. While a process has one thread, its calls are numbered one by one, starting from the time at which the
 *    process began. The time grows faster than these numbers, so a second thread reads a later time.
 *
 * A piece that only one thread has used so far has that thread as its owner, and the owner's clock serves as
 * the clock of the piece. Raising it needs no atomic operation. Most pieces stay so in allocators with one
 * arena for each thread. The owner first stores its stamp and then checks whether it still owns the piece.
 * A thread that shares the piece first has a barrier executed on every processor between these two steps,
 * and then reads the owner's clock. So either this thread sees the stamp, or the owner sees that it does not
 * own the piece any more. The collector executes the barrier (membarrier), since a filter could refuse it
 * here. An owner that loses many pieces then loses all of them at once.
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

/* For each piece the clock of its owner. SHARED alone: the piece is shared. SHARED in the lowest bit of a clock: it is
 * about to be shared. */
static _Atomic uintptr_t owners[PIECES];
enum { NOBODY = 0, SHARED = 1 };

static struct {
  _Alignas(CACHE_LINE_BYTES) stamp_clock clock;
} shared[PIECES];

static _Atomic bool barriers; /* the system supports barriers; only then may pieces have owners */
static _Atomic bool several_threads;
static _Atomic uint32_t shares;

static uint64_t nanos(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

#ifdef __x86_64__
static bool tick_counter; /* the processor's time stamp counter is the clock */

/* Linux uses the counter as its own clock only if it runs at a constant rate and is the same on all processors. */
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

/* Called once for a process; its forked children need no call of their own. */
static void prepare_barriers(void) {
  barriers = syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED, 0, 0) == 0;
}

/* Called in a forked child, since the owners are threads of its parent. */
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

/* Shares all pieces of an owner. */
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
  stamp_clock *clock; /* has the value of `last`, for other threads */
  uint64_t last;
  bool fresh; /* the call with the last stamp read the clock */
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
    atomic_store_explicit(mine->clock, stamp, memory_order_relaxed); /* a child that another thread forks reads it */
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

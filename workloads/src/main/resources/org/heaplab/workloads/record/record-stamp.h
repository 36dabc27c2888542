/*
 * The order of calls that different threads make: each call has a stamp, and the calls of all threads
 * in the order of their stamps are the history. Within a thread stamps only grow.
 *
 * A stamp is a hybrid logical clock (Lamport, CACM 21(7), 1978; Kulkarni et al., OPODIS 2014): the
 * time where that suffices, and one more than every stamp that this one must follow where it does not.
 *
 * 1. Calls on one address have growing stamps, whoever makes them. Each piece of the address space has
 *    a clock of its own, which a call raises to its own stamp: a release before the real one begins,
 *    an allocation after the real one returned. So whoever is given an address finds there the stamp of
 *    whoever gave it back, and whoever gives it back the stamp of whoever was given it. This needs no
 *    property of the processor's clock.
 * 2. Calls on addresses that have nothing to do with each other follow the time, which the processor
 *    may read as early as it runs ahead of the program: some hundred instructions.
 * 3. A clock is not read for a small allocation right after a call that read it. If the thread slept
 *    in between, that one allocation counts as made before the sleep.
 * 4. While a process has one thread, its calls are numbered on from the time at which it began, one
 *    by one. The time goes faster than that, so what a second thread reads is later.
 *
 * Threads that use pieces of their own, as they do in allocators with an arena for each thread, do not
 * disturb each other here.
 */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)

enum {
  LOG_PIECE_BYTES = 15,
  LOG_PIECES = 12,
  PIECES = 1 << LOG_PIECES, /* pieces that are further apart may share a clock */
  CACHE_LINE_BYTES = 64,
  SMALL_BYTES = 1024,
};

static struct {
  _Alignas(CACHE_LINE_BYTES) _Atomic uint64_t stamp;
} pieces[PIECES];

static bool tick_counter; /* the processor's time stamp counter is the clock */
static _Atomic bool several_threads;

static uint64_t nanos(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Linux itself tells the time by the counter only where it runs evenly and alike on all processors. */
static void choose_clock(const char *clock_of_linux) {
#ifdef __x86_64__
  const char *wanted = getenv("HEAPLAB_RECORD_CLOCK");
  tick_counter = strcmp(clock_of_linux, "tsc\n") == 0 && (wanted == NULL || strcmp(wanted, "monotonic") != 0);
#else
  (void)clock_of_linux;
#endif
}

static inline uint64_t clock_now(void) {
#ifdef __x86_64__
  if (!UNLIKELY(!tick_counter)) return __builtin_ia32_rdtsc();
#endif
  return nanos(CLOCK_MONOTONIC);
}

struct stamps {
  uint64_t last;
  bool fresh; /* the last one came from the clock */
};

static inline uint64_t next_stamp(struct stamps *mine, uintptr_t address, bool small_allocation) {
  uint64_t stamp = mine->last + 1;
  if (!UNLIKELY(atomic_load_explicit(&several_threads, memory_order_relaxed))) return mine->last = stamp;
  if (small_allocation && mine->fresh) {
    mine->fresh = false;
  } else {
    uint64_t now = clock_now();
    if (now > stamp) stamp = now;
    mine->fresh = true;
  }
  const uint64_t golden_ratio = 0x9E3779B97F4A7C15;
  _Atomic uint64_t *piece = &pieces[(address >> LOG_PIECE_BYTES) * golden_ratio >> (64 - LOG_PIECES)].stamp;
  uint64_t latest = atomic_load_explicit(piece, memory_order_relaxed);
  do {
    if (latest >= stamp) stamp = latest + 1;
  } while (!atomic_compare_exchange_weak(piece, &latest, stamp));
  return mine->last = stamp;
}

/* No call of another thread that was complete has a later stamp. */
static uint64_t latest_stamp(void) {
  uint64_t latest = 0;
  if (!atomic_load(&several_threads)) return latest;
  for (int i = 0; i < PIECES; i++) {
    uint64_t stamp = atomic_load_explicit(&pieces[i].stamp, memory_order_relaxed);
    if (stamp > latest) latest = stamp;
  }
  return latest;
}

/*
 * A library that is preloaded into a program and records every block that the program allocates,
 * reallocates and frees. The order of the records is the order in which the calls took effect:
 *
 * 1. an allocation is recorded after the real one has returned;
 * 2. a release is recorded before the real one begins;
 * 3. a reallocation has two records: one before it, which gives the old address up, and one after
 *    it, which takes the new one.
 *
 * So the release of an address comes before the allocation that uses the address again, in any two threads.
 * Failed calls are not recorded, except a failed reallocation, which makes the old address live again.
 *
 * Environment variables: HEAPLAB_RECORD, drawn in channel.h; HEAPLAB_RECORD_CLOCK, `monotonic` to avoid the
 * processor's time stamp counter.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <malloc.h>

#define PUBLIC __attribute__((visibility("default")))

#include "record-seal.h"

/* ---- the real allocator ---- */

/* Requests that are made while the real functions are looked up get memory from here. It is never reused. */
enum { BOOTSTRAP_BYTES = 1 << 16 };
static _Alignas(4096) char bootstrap[BOOTSTRAP_BYTES];
static _Atomic size_t bootstrap_used;

static inline bool is_bootstrap(const void *block) {
  return UNLIKELY((uintptr_t)block - (uintptr_t)bootstrap < BOOTSTRAP_BYTES);
}

static void *bootstrap_memalign(size_t alignment, size_t size, const void *caller) {
  size_t place = atomic_load(&bootstrap_used), start, end;
  do {
    start = (place + alignment - 1) & -alignment;
    end = start + size;
    if (end < size || end > BOOTSTRAP_BYTES) {
      errno = ENOMEM;
      return NULL;
    }
  } while (!atomic_compare_exchange_weak(&bootstrap_used, &place, end));
  if (enter()) {
    record_request(MALLOC, bootstrap + start, size, (unsigned)__builtin_ctzl(alignment), caller);
    leave();
  }
  return bootstrap + start;
}

static struct {
  void *(*malloc)(size_t);
  void *(*calloc)(size_t, size_t);
  void *(*realloc)(void *, size_t);
  void *(*memalign)(size_t, size_t);
  void *(*aligned_alloc)(size_t, size_t);
  int (*posix_memalign)(void **, size_t, size_t);
  void *(*valloc)(size_t);
  void *(*pvalloc)(size_t);
  void (*free)(void *);
} real;

static bool looking_up;

static __attribute__((noinline)) bool look_up(void) {
  if (looking_up) return false;
  looking_up = true;
  real.malloc = dlsym(RTLD_NEXT, "malloc");
  real.calloc = dlsym(RTLD_NEXT, "calloc");
  real.realloc = dlsym(RTLD_NEXT, "realloc");
  real.memalign = dlsym(RTLD_NEXT, "memalign");
  real.aligned_alloc = dlsym(RTLD_NEXT, "aligned_alloc");
  real.posix_memalign = dlsym(RTLD_NEXT, "posix_memalign");
  real.valloc = dlsym(RTLD_NEXT, "valloc");
  real.pvalloc = dlsym(RTLD_NEXT, "pvalloc");
  real.free = dlsym(RTLD_NEXT, "free");
  looking_up = false;
  return true;
}

static inline bool is_ready(void) { return !UNLIKELY(real.free == NULL) || look_up(); }

static ALWAYS_INLINE void *recorded(void *block, size_t size, unsigned log_alignment, const void *caller) {
  if (block != NULL) record_request(MALLOC, block, size, log_alignment, caller);
  if (UNLIKELY(size >> LOG_LARGE_BYTES) && block != NULL) remember_large(block, size);
  leave();
  return block;
}

static unsigned log_of(size_t alignment) {
  return alignment <= 1 ? 0 : 64 - (unsigned)__builtin_clzl(alignment - 1);
}

/* ---- what the program calls ---- */

#define CALLER take_caller(__builtin_return_address(0))

static ALWAYS_INLINE void *malloc_from(size_t size, const void *caller) {
  if (!is_ready()) return bootstrap_memalign(16, size, caller);
  return enter() ? recorded(real.malloc(size), size, 0, caller) : real.malloc(size);
}

PUBLIC void *malloc(size_t size) { return malloc_from(size, CALLER); }

PUBLIC void *calloc(size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return NULL;
  }
  const void *caller = CALLER;
  if (!is_ready()) return bootstrap_memalign(16, bytes, caller);
  return enter() ? recorded(real.calloc(count, size), bytes, 0, caller) : real.calloc(count, size);
}

static void free_unreal(void *block) {
  if (!enter()) return;
  record(block == NULL ? FREE_NULL : FREE, block, 0);
  leave();
}

PUBLIC void free(void *block) {
  if (UNLIKELY(block == NULL) || is_bootstrap(block)) return free_unreal(block);
  if (!is_ready()) return;
  if (!enter()) return real.free(block);
  note_touched(block);
  record(FREE, block, 0);
  real.free(block);
  leave();
}

static void *move_from_bootstrap(void *old, size_t size, const void *caller) {
  void *block = malloc_from(size, caller);
  if (block == NULL) return NULL;
  size_t most = (size_t)(bootstrap + BOOTSTRAP_BYTES - (char *)old);
  memcpy(block, old, size < most ? size : most);
  free(old);
  return block;
}

static ALWAYS_INLINE void *realloc_from(void *old, size_t size, const void *caller) {
  if (old == NULL) return malloc_from(size, caller);
  if (is_bootstrap(old)) return move_from_bootstrap(old, size, caller);
  if (!is_ready() || !enter()) return real.realloc(old, size);
  size_t large_before = note_touched(old);
  record(REALLOC_BEGIN, old, 0);
  void *block = real.realloc(old, size);
  if (UNLIKELY(size >> LOG_LARGE_BYTES) && block != NULL) remember_large(block, size);
  if (UNLIKELY(large_before != 0) && block == NULL && size != 0) remember_large(old, large_before);
  if (block != NULL) record_request(REALLOC_END, block, size, 0, caller);
  else record(size == 0 ? REALLOC_FREED : REALLOC_FAILED, old, 0);
  leave();
  return block;
}

PUBLIC void *realloc(void *old, size_t size) { return realloc_from(old, size, CALLER); }

PUBLIC void *reallocarray(void *old, size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return NULL;
  }
  return realloc_from(old, bytes, CALLER);
}

static ALWAYS_INLINE void *memalign_from(size_t alignment, size_t size, const void *caller) {
  if (!is_ready()) return bootstrap_memalign((size_t)1 << log_of(alignment), size, caller);
  return enter() ? recorded(real.memalign(alignment, size), size, log_of(alignment), caller)
                 : real.memalign(alignment, size);
}

PUBLIC void *memalign(size_t alignment, size_t size) { return memalign_from(alignment, size, CALLER); }

PUBLIC void *aligned_alloc(size_t alignment, size_t size) {
  const void *caller = CALLER;
  if (!is_ready()) return bootstrap_memalign((size_t)1 << log_of(alignment), size, caller);
  return enter() ? recorded(real.aligned_alloc(alignment, size), size, log_of(alignment), caller)
                 : real.aligned_alloc(alignment, size);
}

PUBLIC int posix_memalign(void **block, size_t alignment, size_t size) {
  const void *caller = CALLER;
  if (!is_ready()) return (*block = bootstrap_memalign(alignment, size, caller)) == NULL ? ENOMEM : 0;
  if (!enter()) return real.posix_memalign(block, alignment, size);
  int error = real.posix_memalign(block, alignment, size);
  recorded(error == 0 ? *block : NULL, size, log_of(alignment), caller);
  return error;
}

PUBLIC void *valloc(size_t size) {
  const void *caller = CALLER;
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  if (!is_ready()) return bootstrap_memalign(page, size, caller);
  return enter() ? recorded(real.valloc(size), size, log_of(page), caller) : real.valloc(size);
}

/* Records the request rounded up to whole pages, since the program may use all of them. */
PUBLIC void *pvalloc(size_t size) {
  const void *caller = CALLER;
  size_t page = (size_t)sysconf(_SC_PAGESIZE), bytes = (size + page - 1) & -page;
  if (!is_ready()) return bootstrap_memalign(page, bytes, caller);
  return enter() ? recorded(real.pvalloc(size), bytes, log_of(page), caller) : real.pvalloc(size);
}

PUBLIC void cfree(void *block) { free(block); }

PUBLIC void free_sized(void *block, size_t size) {
  (void)size;
  free(block);
}

PUBLIC void free_aligned_sized(void *block, size_t alignment, size_t size) {
  (void)alignment;
  (void)size;
  free(block);
}

#include "record-cxx.h"

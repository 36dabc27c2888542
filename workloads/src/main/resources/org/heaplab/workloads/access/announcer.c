/*
 * A library that is preloaded into a program under Valgrind. It announces every block that the program allocates,
 * reallocates and frees, by lines in Valgrind's log: there they stand in order between the loads and stores that the tool
 * Lackey writes. Outside of Valgrind it does nothing.
 *
 * An allocation is announced after the real one has returned, a release before the real one begins. A reallocation has two
 * lines: one before it, which gives the old address up, and one after it. So what the allocator itself does to a block's
 * bytes falls on no live block.
 *
 * Each line begins with `**PID** hl:`, of which Valgrind writes the process id. Numbers are hexadecimal.
 *
 *   p PATH              the program begins; its file
 *   a TEXT              one of its arguments, in their order
 *   m THREAD ADDRESS SIZE LOG2-OF-ALIGNMENT
 *   f THREAD ADDRESS
 *   r THREAD ADDRESS    a realloc begins
 *   e THREAD ADDRESS SIZE   it succeeded
 *   x THREAD            it failed
 *   d THREAD            it freed the block
 *   w                   the process goes on, after a fork or after waiting for a child
 *
 * A forked child writes into the log of its parent. The process id of the last announcement tells whose lines follow.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define PUBLIC __attribute__((visibility("default")))

/* ---- requests to Valgrind ---- */

enum { PRINT = 0x1403 }; /* VG_USERREQ__PRINTF_VALIST_BY_REF */

/* Instructions that do nothing on a processor and that Valgrind takes for a request. */
static void request(const uintptr_t *words) {
#if defined(__x86_64__)
  uintptr_t result;
  __asm__ volatile("rolq $3, %%rdi; rolq $13, %%rdi; rolq $61, %%rdi; rolq $51, %%rdi; xchgq %%rbx, %%rbx"
                   : "=d"(result)
                   : "a"(words), "0"((uintptr_t)0)
                   : "cc", "memory");
  (void)result;
#elif defined(__aarch64__)
  __asm__ volatile("mov x3, xzr; mov x4, %0\n\t"
                   "ror x12, x12, #3; ror x12, x12, #13; ror x12, x12, #51; ror x12, x12, #61\n\t"
                   "orr x10, x10, x10"
                   :
                   : "r"(words)
                   : "cc", "memory", "x3", "x4");
#else
#error "accesses can be recorded on amd64 and arm64 only"
#endif
}

static __attribute__((format(printf, 1, 2))) void announce(const char *format, ...) {
  va_list values;
  va_start(values, format);
  uintptr_t words[6] = {PRINT, (uintptr_t)format, (uintptr_t)&values};
  request(words);
  va_end(values);
}

static _Atomic unsigned threads;
static __thread unsigned number __attribute__((tls_model("initial-exec"))); /* of this thread, from 1 */
static __thread bool inside __attribute__((tls_model("initial-exec")));     /* of a call that is announced */

static unsigned thread(void) {
  if (number == 0) number = atomic_fetch_add(&threads, 1) + 1;
  return number - 1;
}

/* Whether a call is the program's own: the real allocator may call itself by these names. */
static bool enter(void) { return inside ? false : (inside = true); }

static void *leave(void *block, size_t size, unsigned log_alignment) {
  if (block != NULL) announce("hl:m %x %lx %lx %x\n", thread(), (uintptr_t)block, size, log_alignment);
  inside = false;
  return block;
}

/* ---- the real allocator ---- */

/* Requests that are made while the real functions are looked up get memory from here. It is never reused. */
enum { EARLY_BYTES = 1 << 16 };
static _Alignas(4096) char early[EARLY_BYTES];
static _Atomic size_t early_used;

static bool is_early(const void *block) { return (uintptr_t)block - (uintptr_t)early < EARLY_BYTES; }

static void *take_early(size_t alignment, size_t size) {
  if (size > EARLY_BYTES || alignment > 4096) return NULL;
  size_t place = atomic_load(&early_used), start;
  do start = (place + alignment - 1) & -alignment;
  while (start + size <= EARLY_BYTES && !atomic_compare_exchange_weak(&early_used, &place, start + size));
  if (start + size > EARLY_BYTES) {
    errno = ENOMEM;
    return NULL;
  }
  bool own = enter();
  return own ? leave(early + start, size, (unsigned)__builtin_ctzl(alignment)) : early + start;
}

static struct {
  void *(*malloc)(size_t);
  void *(*calloc)(size_t, size_t);
  void *(*realloc)(void *, size_t);
  void *(*memalign)(size_t, size_t);
  void (*free)(void *);
} real;

static bool is_ready(void) {
  static bool looking_up;
  if (real.free != NULL) return true;
  if (looking_up) return false;
  looking_up = true;
  real.malloc = dlsym(RTLD_NEXT, "malloc");
  real.calloc = dlsym(RTLD_NEXT, "calloc");
  real.realloc = dlsym(RTLD_NEXT, "realloc");
  real.memalign = dlsym(RTLD_NEXT, "memalign");
  real.free = dlsym(RTLD_NEXT, "free");
  looking_up = false;
  return true;
}

/* ---- what the program calls ---- */

PUBLIC void *malloc(size_t size) {
  if (!is_ready()) return take_early(16, size);
  return enter() ? leave(real.malloc(size), size, 0) : real.malloc(size);
}

PUBLIC void *calloc(size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return NULL;
  }
  if (!is_ready()) return take_early(16, bytes);
  return enter() ? leave(real.calloc(count, size), bytes, 0) : real.calloc(count, size);
}

PUBLIC void free(void *block) {
  bool own = enter();
  if (own) announce("hl:f %x %lx\n", thread(), (uintptr_t)block);
  if (block != NULL && !is_early(block) && is_ready()) real.free(block);
  if (own) inside = false;
}

static void *move_early(void *old, size_t size) {
  void *block = malloc(size);
  if (block == NULL) return NULL;
  size_t most = (size_t)(early + EARLY_BYTES - (char *)old);
  memcpy(block, old, size < most ? size : most);
  free(old);
  return block;
}

PUBLIC void *realloc(void *old, size_t size) {
  if (old == NULL) return malloc(size);
  if (is_early(old)) return move_early(old, size);
  if (!is_ready() || !enter()) return real.realloc(old, size);
  announce("hl:r %x %lx\n", thread(), (uintptr_t)old);
  void *block = real.realloc(old, size);
  if (block != NULL) announce("hl:e %x %lx %lx\n", thread(), (uintptr_t)block, size);
  else announce("hl:%c %x\n", size == 0 ? 'd' : 'x', thread());
  inside = false;
  return block;
}

PUBLIC void *reallocarray(void *old, size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    errno = ENOMEM;
    return NULL;
  }
  return realloc(old, bytes);
}

static unsigned log_of(size_t alignment) {
  return alignment <= 1 ? 0 : 64 - (unsigned)__builtin_clzl(alignment - 1);
}

PUBLIC void *memalign(size_t alignment, size_t size) {
  if (!is_ready()) return take_early((size_t)1 << log_of(alignment), size);
  return enter() ? leave(real.memalign(alignment, size), size, log_of(alignment)) : real.memalign(alignment, size);
}

PUBLIC void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

PUBLIC int posix_memalign(void **block, size_t alignment, size_t size) {
  if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0) return EINVAL;
  int before = errno;
  void *made = memalign(alignment, size);
  errno = before;
  if (made == NULL) return ENOMEM;
  *block = made;
  return 0;
}

PUBLIC void *valloc(size_t size) { return memalign((size_t)sysconf(_SC_PAGESIZE), size); }

PUBLIC void *pvalloc(size_t size) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  return memalign(page, (size + page - 1) & -page);
}

PUBLIC void cfree(void *block) { free(block); }

/* ---- processes ---- */

static void go_on(void) { announce("hl:w \n"); }

PUBLIC pid_t wait4(pid_t child, int *status, int options, struct rusage *usage) {
  pid_t (*wait_for)(pid_t, int *, int, struct rusage *) = dlsym(RTLD_NEXT, "wait4");
  pid_t ended = wait_for(child, status, options, usage);
  go_on();
  return ended;
}

PUBLIC pid_t wait3(int *status, int options, struct rusage *usage) { return wait4(-1, status, options, usage); }

PUBLIC pid_t waitpid(pid_t child, int *status, int options) { return wait4(child, status, options, NULL); }

PUBLIC pid_t wait(int *status) { return wait4(-1, status, 0, NULL); }

PUBLIC int waitid(idtype_t type, id_t child, siginfo_t *info, int options) {
  int (*wait_for)(idtype_t, id_t, siginfo_t *, int) = dlsym(RTLD_NEXT, "waitid");
  int error = wait_for(type, child, info, options);
  go_on();
  return error;
}

/* ---- the program begins ---- */

enum { MOST_ARGUMENTS = 100, MOST_BYTES = 1000 };

/* Announces a text on one line: other lines must not come from what a program was given. */
static void announce_text(char kind, const char *text) {
  char line[MOST_BYTES];
  size_t bytes = 0;
  for (; text[bytes] != 0 && bytes < sizeof line - 1; bytes++) line[bytes] = text[bytes] == '\n' ? ' ' : text[bytes];
  line[bytes] = 0;
  announce("hl:%c %s\n", kind, line);
}

static __attribute__((constructor)) void begin(int count, char **arguments) {
  char path[MOST_BYTES];
  ssize_t bytes = readlink("/proc/self/exe", path, sizeof path - 1);
  path[bytes < 0 ? 0 : bytes] = 0;
  pthread_atfork(NULL, go_on, go_on);
  announce_text('p', path);
  for (int i = 0; i < count && i < MOST_ARGUMENTS; i++) announce_text('a', arguments[i]);
}

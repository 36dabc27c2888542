/* Native allocators that are wrong on purpose: each prefix names what it does. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define ALLOCATOR(prefix, allocate, release, resize)                              \
  void *prefix##_malloc(size_t size) { return allocate; }                         \
  void prefix##_free(void *block) { release; }                                    \
  void *prefix##_realloc(void *block, size_t size) { return resize; }             \
  int prefix##_posix_memalign(void **block, size_t alignment, size_t size) {      \
    return posix_memalign(block, alignment, size);                                \
  }                                                                               \
  size_t prefix##_malloc_usable_size(void *block) { return block ? 1 << 20 : 0; }

static int calls;
static void *last;

static void *sometimes_again(size_t size) {
  if (last && ++calls % 100 == 0) return last;
  return last = malloc(size > 1024 ? size : 1024);
}

static void *forgetting(void *block, size_t size) {
  return memset(realloc(block, size), 0, size);
}

static void *until(size_t size) {
  return ++calls > 1000 ? 0 : malloc(size);
}

ALLOCATOR(overlap, sometimes_again(size), (void)block, realloc(block, size))
ALLOCATOR(forget, malloc(size), free(block), forgetting(block, size))
ALLOCATOR(crash, malloc(size), abort(), realloc(block, size))
ALLOCATOR(kill, malloc(size), raise(SIGKILL), realloc(block, size))
ALLOCATOR(refuse, until(size), free(block), realloc(block, size))

/* A malloc that passes freed blocks of 1000 bytes to another thread before free returns, if that thread asks soon. Each
 * such block is far from all others and is used twice. Other blocks are never used again. */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { HANDED = 1000, APART = 1 << 16, BLOCKS = 1 << 12, PATIENCE = 200 };

static _Alignas(16) char heap[1 << 24];
static _Atomic size_t used;
static _Alignas(16) char far_heap[BLOCKS][APART];
static _Atomic int far_used;
static atomic_bool freed_once[BLOCKS];
static _Atomic(void *) offered;

void *malloc(size_t bytes) {
  if (bytes == HANDED) {
    void *block = atomic_exchange(&offered, NULL);
    int fresh = block == NULL ? atomic_fetch_add(&far_used, 1) : BLOCKS;
    if (block != NULL || fresh < BLOCKS) return block != NULL ? block : far_heap[fresh];
  }
  size_t start = atomic_fetch_add(&used, (bytes + 31) & ~(size_t)15);
  if (start + bytes + 16 > sizeof heap) return NULL;
  *(size_t *)(heap + start) = bytes;
  return heap + start + 16;
}

void free(void *block) {
  size_t at = (uintptr_t)block - (uintptr_t)far_heap;
  void *nothing = NULL;
  if (at >= sizeof far_heap || atomic_exchange(&freed_once[at / APART], 1)) return;
  if (!atomic_compare_exchange_strong(&offered, &nothing, block)) return;
  for (int i = 0; i < PATIENCE && atomic_load(&offered) == block; i++) sched_yield();
}

void *calloc(size_t count, size_t bytes) {
  void *block = malloc(count * bytes);
  return block == NULL ? NULL : memset(block, 0, count * bytes);
}

void *realloc(void *old, size_t bytes) {
  void *block = malloc(bytes);
  if (old == NULL || block == NULL) return block;
  size_t before = ((size_t *)old)[-2];
  return memcpy(block, old, before < bytes ? before : bytes);
}

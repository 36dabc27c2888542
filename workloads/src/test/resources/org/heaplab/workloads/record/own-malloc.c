/* A library with a malloc of its own, whose calloc and realloc go through the public malloc and free. */
#include <stddef.h>
#include <string.h>

static _Alignas(16) char heap[1 << 24];
static size_t used;

void *malloc(size_t bytes) {
  size_t *block = (size_t *)(heap + used);
  used += (bytes + 31) & ~(size_t)15;
  if (used > sizeof heap) return NULL;
  *block = bytes;
  return block + 2;
}

void free(void *block) { (void)block; }

void *calloc(size_t count, size_t bytes) {
  void *block = malloc(count * bytes);
  return block == NULL ? NULL : memset(block, 0, count * bytes);
}

void *realloc(void *old, size_t bytes) {
  void *block = malloc(bytes);
  if (old == NULL || block == NULL) return block;
  size_t before = ((size_t *)old)[-2];
  memcpy(block, old, before < bytes ? before : bytes);
  free(old);
  return block;
}

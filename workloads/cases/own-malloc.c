/* A program with its own malloc, like a program that is linked with an allocator: 5,000 blocks. A preloaded library sees
 * none of them. With -DLIBRARY it is a library instead. */
#include <stddef.h>
#include <string.h>

static char memory[64 << 20];
static size_t used;

void *malloc(size_t size) {
  size_t *block = (size_t *)(memory + used);
  used += (size + 31) / 16 * 16;
  *block = size;
  return used > sizeof memory ? NULL : block + 2;
}
void free(void *block) { (void)block; }
void *calloc(size_t count, size_t size) { return malloc(count * size); }
void *realloc(void *block, size_t size) {
  void *moved = malloc(size);
  if (block != NULL) memcpy(moved, block, size < ((size_t *)block)[-2] ? size : ((size_t *)block)[-2]);
  return moved;
}
void *aligned_alloc(size_t alignment, size_t size) {
  used = (used + 16 + alignment - 1) / alignment * alignment - 16;
  return malloc(size);
}

#ifndef LIBRARY
static void *volatile sink;
int main(void) {
  for (int i = 0; i < 5000; i++) sink = malloc(100);
  return 0;
}
#endif

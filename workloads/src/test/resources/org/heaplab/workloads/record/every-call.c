/* Calls every entry point once, each with its own size, and frees the blocks. */
#define _GNU_SOURCE
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *volatile kept;
static volatile size_t huge = (size_t)1 << 46;

static void drop(void *block) {
  kept = block;
  free(kept);
}

int main(void) {
  drop(malloc(100001));
  drop(calloc(10, 10002));
  drop(realloc(NULL, 100003));
  drop(realloc(malloc(100004), 200004));
  drop(reallocarray(malloc(100005), 20, 10005));
  drop(memalign(64, 100006));
  drop(aligned_alloc(128, 100096));
  void *block = NULL;
  if (posix_memalign(&block, 256, 100007) != 0) return 1;
  drop(block);
  drop(valloc(100008));
  drop(pvalloc(100009));
  drop(strdup(memset(calloc(100011, 1), 'x', 100010)));
  kept = malloc(huge);
  kept = realloc(NULL, huge);
  kept = calloc(huge, huge);
  block = malloc(100012);
  if (realloc(block, huge) != NULL) return 1;
  drop(block);
  kept = realloc(malloc(100013), 0);
  drop(malloc(0));
  free(NULL);
  return 0;
}

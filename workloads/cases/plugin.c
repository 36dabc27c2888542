/* A library that allocates five blocks when it is loaded and frees them when it is unloaded. */
#include <stdlib.h>

static void *block[5];
static __attribute__((constructor)) void load(void) {
  for (int i = 0; i < 5; i++) block[i] = malloc(123);
}
static __attribute__((destructor)) void unload(void) {
  for (int i = 0; i < 5; i++) free(block[i]);
}

/* Grows a block from calloc. */
#include <stdlib.h>

static void *volatile block;

int main(void) {
  block = calloc(3, 7000);
  block = realloc(block, 30000);
  free(block);
  return 0;
}

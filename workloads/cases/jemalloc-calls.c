/* Calls jemalloc's own functions 8,000 times and frees half of the blocks; calls malloc 10 times. */
#include <stddef.h>
#include <stdlib.h>

void *mallocx(size_t size, int flags);
void *rallocx(void *block, size_t size, int flags);
void dallocx(void *block, int flags);
void sdallocx(void *block, size_t size, int flags);

static void *volatile sink;
int main(void) {
  for (int i = 0; i < 8000; i++) {
    sink = mallocx(200, 0);
    if (i % 4 == 0) sdallocx(sink, 200, 0);
    if (i % 4 == 1) dallocx(sink, 0);
  }
  sink = rallocx(sink, 5000, 0);
  for (int i = 0; i < 10; i++) sink = malloc(333);
  return 0;
}

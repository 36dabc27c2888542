/* Three large blocks. One page of the first is touched, then it is freed. The second grows and is not touched. The third
 * is written completely and never freed. */
#include <stdlib.h>

int main(void) {
  char *volatile lazy = calloc(64, 1 << 20);
  lazy[5000] = 1;
  free(lazy);
  char *volatile grown = malloc(3 << 20);
  grown = realloc(grown, 6 << 20);
  volatile char *full = malloc(2 << 20);
  for (int i = 0; i < 2 << 20; i++) full[i] = 1;
  return grown == NULL;
}

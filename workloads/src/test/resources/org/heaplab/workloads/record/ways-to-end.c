/* Allocates 1000 blocks of 4242 bytes, frees 400 of them, and ends as its argument says: by return, _exit, a signal or a
 * fault. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *volatile nowhere;

int main(int count, char **arguments) {
  static char *blocks[1000];
  for (int i = 0; i < 1000; i++) blocks[i] = malloc(4242);
  for (int i = 0; i < 400; i++) free(blocks[i]);
  const char *way = count > 1 ? arguments[1] : "return";
  if (strcmp(way, "_exit") == 0) _exit(3);
  if (strcmp(way, "kill") == 0) kill(getpid(), SIGKILL);
  if (strcmp(way, "fault") == 0) *nowhere = 1;
  return 0;
}

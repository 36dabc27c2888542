/* Takes 1000 blocks, kills its parent, and takes 1000 more. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static void *volatile block;

int main(void) {
  for (int i = 0; i < 1000; i++) block = malloc(777);
  if (kill(getppid(), SIGKILL) != 0) return 1;
  for (int i = 0; i < 1000; i++) block = malloc(777);
  return 0;
}

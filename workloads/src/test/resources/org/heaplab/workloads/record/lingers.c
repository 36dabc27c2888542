/* Its child outlives it and allocates 5000 blocks of 777 bytes half a second after the parent has ended. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static void *volatile block;

int main(void) {
  for (int i = 0; i < 10; i++) block = malloc(555);
  if (daemon(1, 1) != 0) return 1;
  nanosleep(&(struct timespec){0, 500000000}, NULL);
  for (int i = 0; i < 5000; i++) block = malloc(777);
  return 0;
}

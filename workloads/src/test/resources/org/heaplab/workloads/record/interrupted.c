/* Calls free(NULL), which takes no lock, 3,000,000 times. Meanwhile a signal handler allocates and frees blocks of 3300
 * bytes. */
#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>

static void handle(int number) {
  (void)number;
  void *volatile block = malloc(3300);
  free(block);
}

int main(void) {
  void *volatile nothing = NULL;
  struct itimerval often = {{0, 50}, {0, 50}};
  free(malloc(1));
  signal(SIGALRM, handle);
  if (setitimer(ITIMER_REAL, &often, NULL) != 0) return 1;
  for (int i = 0; i < 3000000; i++) free(nothing);
  often = (struct itimerval){0};
  return setitimer(ITIMER_REAL, &often, NULL);
}

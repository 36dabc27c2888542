/* Allocates and frees blocks on a given number of threads, so many that the windows of the recording are reused often. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

enum { ROUNDS = 120000, WINDOW = 50 };

static void *run(void *argument) {
  static __thread void *window[WINDOW];
  uint64_t state = 1998 + (uintptr_t)argument;
  for (int i = 0; i < ROUNDS; i++) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    int at = (int)(state >> 33) % WINDOW;
    free(window[at]);
    window[at] = malloc(state >> 55);
  }
  for (int i = 0; i < WINDOW; i++) free(window[i]);
  return NULL;
}

int main(int count, char **arguments) {
  pthread_t threads[8];
  int more = (count > 1 ? atoi(arguments[1]) : 1) - 1;
  for (intptr_t i = 0; i < more; i++) {
    if (pthread_create(&threads[i], NULL, run, (void *)(i + 1)) != 0) return 1;
  }
  run(NULL);
  for (int i = 0; i < more; i++) pthread_join(threads[i], NULL);
  return 0;
}

/* Two threads allocate and free blocks of 1000 bytes. */
#include <pthread.h>
#include <stdlib.h>

static void *run(void *unused) {
  for (int i = 0; i < 2000; i++) {
    void *volatile block = malloc(1000);
    free(block);
  }
  return unused;
}

int main(void) {
  pthread_t other;
  if (pthread_create(&other, NULL, run, NULL) != 0) return 1;
  run(NULL);
  return pthread_join(other, NULL);
}

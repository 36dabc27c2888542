/* Two threads take turns: each allocates and frees a block of 400,000 bytes, and then the other one does. Each thread has
 * its own arena. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static intptr_t turn;

static void *run(void *argument) {
  intptr_t me = (intptr_t)argument;
  void *volatile block;
  for (int i = 0; i < 1000; i++) {
    pthread_mutex_lock(&mutex);
    while (turn != me) pthread_cond_wait(&changed, &mutex);
    block = malloc(400000);
    free(block);
    turn = 1 - me;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&mutex);
  }
  return NULL;
}

int main(void) {
  pthread_t other;
  if (pthread_create(&other, NULL, run, (void *)1) != 0) return 1;
  run(NULL);
  return pthread_join(other, NULL);
}

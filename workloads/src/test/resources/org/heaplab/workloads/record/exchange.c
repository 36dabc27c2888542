/* Two threads free each other's blocks: each puts its blocks into a queue for the other, which reallocates every seventh
 * of them. There is one arena, and the blocks are too large for the caches of threads. So each thread at once gets the
 * addresses that the other frees. */
#include <malloc.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

enum { BLOCKS = 100000, QUEUE = 64 };

struct queue {
  _Atomic(void *) blocks[QUEUE];
};

static struct queue queues[2];

static void *run(void *argument) {
  uintptr_t me = (uintptr_t)argument;
  struct queue *to = &queues[me], *from = &queues[1 - me];
  int sent = 0, got = 0;
  while (sent < BLOCKS || got < BLOCKS) {
    if (sent < BLOCKS && atomic_load(&to->blocks[sent % QUEUE]) == NULL) {
      atomic_store(&to->blocks[sent % QUEUE], malloc(1100 + (size_t)sent * 7 % 200));
      sent++;
    }
    void *block = got < BLOCKS ? atomic_exchange(&from->blocks[got % QUEUE], NULL) : NULL;
    if (block != NULL) {
      if (got % 7 == 0) block = realloc(block, 1100 + (size_t)got * 13 % 900);
      free(block);
      got++;
    } else {
      sched_yield();
    }
  }
  return NULL;
}

int main(void) {
  mallopt(M_ARENA_MAX, 1);
  pthread_t other;
  if (pthread_create(&other, NULL, run, (void *)1) != 0) return 1;
  run(NULL);
  return pthread_join(other, NULL);
}

/* 3000 threads, never more than four at once. Each allocates and frees ten blocks of 3100 bytes, and one of 3200 in a
 * destructor that runs after most others. */
#include <pthread.h>
#include <stdlib.h>

enum { THREADS = 3000, AT_ONCE = 4 };

static pthread_key_t key;

static void allocate(size_t bytes) {
  void *volatile block = malloc(bytes);
  free(block);
}

static void at_end(void *unused) {
  (void)unused;
  allocate(3200);
}

static void *run(void *unused) {
  for (int i = 0; i < 10; i++) allocate(3100);
  pthread_setspecific(key, &key);
  return unused;
}

int main(void) {
  pthread_t threads[AT_ONCE];
  if (pthread_key_create(&key, at_end) != 0) return 1;
  for (int begun = 0; begun < THREADS; begun += AT_ONCE) {
    for (int i = 0; i < AT_ONCE; i++) {
      if (pthread_create(&threads[i], NULL, run, NULL) != 0) return 1;
    }
    for (int i = 0; i < AT_ONCE; i++) pthread_join(threads[i], NULL);
  }
  return 0;
}

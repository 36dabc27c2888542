/* Three threads allocate without end. The sizes of each go from 2000 to 2999 and start again, so a missing call is
 * visible. When each thread has made 50,000 calls, the program kills itself, or forks four children that allocate five
 * blocks of 7777 bytes each, and then ends. Its argument decides. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORKERS = 3, ENOUGH = 50000 };

static _Atomic int done[WORKERS];
static atomic_bool stop;

static void *work(void *argument) {
  intptr_t me = (intptr_t)argument;
  for (int i = 0; !atomic_load(&stop); i++) {
    void *volatile block = malloc(2000 + (size_t)i % 1000);
    free(block);
    atomic_store(&done[me], i);
  }
  return NULL;
}

static void fork_child(void) {
  pid_t child = fork();
  for (int i = 0; child == 0 && i < 5; i++) {
    void *volatile block = malloc(7777);
    free(block);
  }
  if (child == 0) _exit(0);
  waitpid(child, NULL, 0);
}

int main(int count, char **arguments) {
  pthread_t workers[WORKERS];
  for (intptr_t i = 0; i < WORKERS; i++) {
    if (pthread_create(&workers[i], NULL, work, (void *)i) != 0) return 1;
  }
  for (int i = 0; i < WORKERS; i++) {
    while (atomic_load(&done[i]) < ENOUGH) usleep(1000);
  }
  if (count > 1 && strcmp(arguments[1], "kill") == 0) kill(getpid(), SIGKILL);
  for (int i = 0; i < 4; i++) fork_child();
  atomic_store(&stop, true);
  for (int i = 0; i < WORKERS; i++) pthread_join(workers[i], NULL);
  return 0;
}

/* Known accesses to a block of 4242 bytes: 100 stores of 4 bytes from its start on, 50 loads of 8 bytes from byte 1000 on.
 * Then it grows to 9999 bytes, and its last byte is stored. With an argument, the program becomes itself ("exec"), or
 * starts itself ("spawn"), without one; "thread" and "fork" do the same in another thread or process with 5252 bytes.
 * "kill", "fault" and "_exit" end the program so, "stay" leaves a forked process behind that makes the file of the next
 * argument after a while, and "idle" waits to be ended. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;
static volatile uint64_t sum;

static void use(size_t bytes) {
  volatile char *block = calloc(1, bytes);
  volatile uint32_t *words = (volatile uint32_t *)block;
  for (int i = 0; i < 100; i++) words[i] = 7;
  volatile uint64_t *longs = (volatile uint64_t *)(block + 1000);
  for (int i = 0; i < 50; i++) sum += longs[i];
  block = realloc((char *)block, 9999);
  block[9998] = 1;
  free((char *)block);
}

static void *run(void *unused) {
  use(5252);
  return unused;
}

int main(int count, char **arguments) {
  const char *way = count > 1 ? arguments[1] : "";
  char *again[] = {arguments[0], NULL};
  if (strcmp(way, "exec") == 0) execv(again[0], again);
  if (strcmp(way, "spawn") == 0) {
    pid_t child;
    use(5252);
    if (posix_spawn(&child, again[0], NULL, NULL, again, environ) != 0) return 1;
    if (waitpid(child, NULL, 0) != child) return 1;
    return 3;
  }
  if (strcmp(way, "fork") == 0) {
    pid_t child = fork();
    if (child == 0) {
      use(5252);
      _exit(0);
    }
    if (waitpid(child, NULL, 0) != child) return 1;
  }
  if (strcmp(way, "thread") == 0) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, run, NULL) != 0 || pthread_join(thread, NULL) != 0) return 1;
  }
  use(4242);
  if (strcmp(way, "kill") == 0) raise(SIGKILL);
  if (strcmp(way, "fault") == 0) *(volatile char *)(intptr_t)count = 1;
  if (strcmp(way, "_exit") == 0) _exit(3);
  if (strcmp(way, "idle") == 0) pause();
  if (strcmp(way, "stay") == 0 && fork() == 0) {
    sleep(3);
    for (int i = 0; i < 100; i++) use(5252);
    return open(arguments[2], O_CREAT | O_WRONLY, 0600) < 0;
  }
  return 5;
}

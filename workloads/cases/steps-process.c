/* Steps that make processes and threads, which then do the steps that follow. The process that made them waits for all
 * of them. */
#include "steps.h"

#include <pthread.h>

static void reap(void) {
  int status;
  while (wait(&status) > 0) {
    if (WIFEXITED(status) && WEXITSTATUS(status) != 0) _exit(WEXITSTATUS(status));
    if (WIFSIGNALED(status)) _exit(128 + WTERMSIG(status));
  }
}

static void child(char **rest) {
  run(rest);
  _exit(0);
}

/* workers=N: all at once */
static bool workers(const char *text, char **rest) {
  for (long i = number(text); i > 0; i--) {
    pid_t pid = fork();
    check(pid >= 0, "fork");
    if (pid == 0) child(rest);
  }
  return reap(), true;
}

/* in-turn=N: one after the other */
static bool in_turn(const char *text, char **rest) {
  for (long i = number(text); i > 0; i--) {
    pid_t pid = fork();
    check(pid >= 0, "fork");
    if (pid == 0) child(rest);
    reap();
  }
  return true;
}

/* nest=N: N generations of processes; each does the steps that follow */
static bool nest(const char *text, char **rest) {
  for (long i = number(text); i > 0; i--) {
    pid_t pid = fork();
    check(pid >= 0, "fork");
    if (pid > 0) return run(rest), reap(), true;
  }
  return run(rest), _exit(0), true;
}

/* leave: a child does the steps that follow, its parent does not wait for it */
static bool leave(const char *text, char **rest) {
  pid_t pid = fork();
  check(pid >= 0, "fork");
  if (pid > 0) exit(0);
  return false;
}

/* daemon: two forks and a new session, as a daemon does */
static bool become_daemon(const char *text, char **rest) {
  leave(text, rest);
  check(setsid() >= 0, "setsid");
  leave(text, rest);
  check(chdir("/") == 0, "chdir");
  int nothing = open("/dev/null", O_RDWR);
  for (int i = 0; i < 3; i++) dup2(nothing, i);
  return false;
}

/* raw-fork: the system call itself, without the C library's fork */
static bool raw_fork(const char *text, char **rest) {
  long pid = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
  check(pid >= 0, "clone");
  if (pid == 0) child(rest);
  return reap(), true;
}

static void *thread(void *rest) { return run(rest), NULL; }

/* threads=N: all at once */
static bool threads(const char *text, char **rest) {
  static pthread_t each[1000];
  for (long i = 0; i < number(text); i++) check((errno = pthread_create(&each[i], NULL, thread, rest)) == 0, "pthread_create");
  for (long i = 0; i < number(text); i++) pthread_join(each[i], NULL);
  return true;
}

/* short-threads=N: one after the other */
static bool short_threads(const char *text, char **rest) {
  for (long i = number(text); i > 0; i--) {
    pthread_t one;
    check((errno = pthread_create(&one, NULL, thread, rest)) == 0, "pthread_create");
    pthread_join(one, NULL);
  }
  return true;
}

static pthread_barrier_t begun;
static long aside_pairs;

static void *go_aside(void *unused) {
  pthread_barrier_wait(&begun);
  for (long i = aside_pairs; i > 0; i--) free(malloc(777));
  return NULL;
}

/* aside=N:M: N threads that each allocate and free M times, while this thread does the steps that follow */
static bool aside(const char *text, char **rest) {
  static pthread_t each[100];
  long count = number(text);
  aside_pairs = second(text);
  pthread_barrier_init(&begun, NULL, (unsigned)count + 1);
  for (long i = 0; i < count; i++) check((errno = pthread_create(&each[i], NULL, go_aside, NULL)) == 0, "pthread_create");
  pthread_barrier_wait(&begun);
  run(rest);
  for (long i = 0; i < count; i++) pthread_join(each[i], NULL);
  return true;
}

const struct action process_actions[] = {
    {"workers", workers},   {"in-turn", in_turn}, {"nest", nest},
    {"leave", leave},       {"daemon", become_daemon}, {"raw-fork", raw_fork},
    {"threads", threads},   {"short-threads", short_threads}, {"aside", aside},
    {NULL, NULL},
};

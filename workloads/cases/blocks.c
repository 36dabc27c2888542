/*
 * Calls every C function that allocates, also from threads and libraries.
 *
 *     calls: malloc 100, calloc 50, aligned_alloc 40, posix_memalign 30, memalign 20, valloc 10, pvalloc 5 or what the next argument says,
 *            strdup 15, realloc from NULL 10 (280 blocks); realloc 40, reallocarray 10; all given back, 10 of them
 *            by realloc to nothing
 *     destructors: 100 threads, each with a block that its thread-specific destructor gives back
 *     cancel: 50 threads that are cancelled while they hold a block, which their clean-up gives back
 *     signals: 1,000 signals, each of whose handlers takes and gives back a block
 *     library: 20 times loads and unloads a library that takes 5 blocks and gives them back
 *     exit: 10 blocks that an exit handler gives back, 5 that a destructor of the program does
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *volatile sink;
static void *kept[1000];
static int count;
static void *at_end[5];

static void keep(void *block) {
  if (block == NULL) _exit(2);
  sink = kept[count++] = block;
}

static void give_all(void) {
  while (count > 0) free(kept[--count]);
}

static void calls(int pvallocs) {
  for (int i = 0; i < 100; i++) keep(malloc(10));
  for (int i = 0; i < 50; i++) keep(calloc(3, 7));
  for (int i = 0; i < 40; i++) keep(aligned_alloc(64, 128));
  for (int i = 0; i < 30; i++) {
    if (posix_memalign((void **)&sink, 256, 90) != 0) _exit(2);
    keep(sink);
  }
  for (int i = 0; i < 20; i++) keep(memalign(32, 70));
  for (int i = 0; i < 10; i++) keep(valloc(60));
  for (int i = 0; i < pvallocs; i++) keep(pvalloc(60));
  for (int i = 0; i < 15; i++) keep(strdup("a string"));
  for (int i = 0; i < 10; i++) keep(realloc(NULL, 30));
  for (int i = 0; i < 40; i++) kept[i] = sink = realloc(kept[i], i % 2 ? 5000 : 4);
  for (int i = 0; i < 10; i++) kept[i] = sink = reallocarray(kept[i], 20, 20);
  for (int i = 0; i < 10; i++) sink = realloc(kept[--count], 0);
  give_all();
}

static pthread_key_t key;
static void *with_destructor(void *unused) { return pthread_setspecific(key, sink = malloc(50)), NULL; }

static void each_thread(int threads, void *(*body)(void *), int cancelled) {
  for (int i = 0; i < threads; i++) {
    pthread_t one;
    if (pthread_create(&one, NULL, body, NULL) != 0) _exit(2);
    if (cancelled) pthread_cancel(one);
    pthread_join(one, NULL);
  }
}

static void *waiting(void *unused) {
  int before;
  pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
  void *block = sink = malloc(60);
  pthread_cleanup_push(free, block);
  pthread_setcancelstate(before, &before);
  pause();
  pthread_cleanup_pop(0);
  return NULL;
}

static void handle(int signal) { free(sink = malloc(70)); }

static void library(void) {
  for (int i = 0; i < 20; i++) {
    void *it = dlopen("plugin.so", RTLD_NOW);
    if (it == NULL) _exit(4);
    dlclose(it);
  }
}

static void at_exit(void) {
  for (int i = 0; i < 10; i++) free(kept[i]);
}

static __attribute__((destructor)) void destroy(void) {
  for (int i = 0; i < 5; i++) free(at_end[i]);
}

int main(int arguments, char **argument) {
  const char *what = arguments > 1 ? argument[1] : "calls";
  if (strcmp(what, "calls") == 0) calls(arguments > 2 ? atoi(argument[2]) : 5);
  if (strcmp(what, "destructors") == 0 && pthread_key_create(&key, free) == 0) each_thread(100, with_destructor, 0);
  if (strcmp(what, "cancel") == 0) each_thread(50, waiting, 1);
  if (strcmp(what, "signals") == 0) {
    signal(SIGUSR1, handle);
    for (int i = 0; i < 1000; i++) raise(SIGUSR1);
  }
  if (strcmp(what, "library") == 0) library();
  if (strcmp(what, "exit") == 0) {
    for (int i = 0; i < 10; i++) kept[i] = sink = malloc(11);
    for (int i = 0; i < 5; i++) at_end[i] = sink = malloc(12);
    atexit(at_exit);
  }
  return 0;
}

/*
 * Does what its arguments say, one after the other, and uses the heap for nothing else: no stdio, no locale. So every
 * count of its recording is known from the command line:
 *
 *     steps take=10 setuid workers=3 take=2000
 *
 * takes 10 blocks, gives up root, and forks 3 workers, which take 2,000 blocks each. Every block has 777 bytes.
 */
#include "steps.h"

#include <malloc.h>

enum { BYTES = 777 };
static void *volatile sink;

void check(bool good, const char *what) {
  if (good) return;
  char line[200] = "steps: ";
  strncat(line, what, 100);
  strcat(line, ": ");
  strncat(line, strerrorname_np(errno) != NULL ? strerrorname_np(errno) : "?", 40);
  strcat(line, "\n");
  ssize_t told = write(2, line, strlen(line));
  (void)told;
  _exit(99);
}

long number(const char *text) { return text == NULL ? 1 : strtol(text, NULL, 10); }

long second(const char *text) {
  const char *colon = text == NULL ? NULL : strchr(text, ':');
  return colon == NULL ? 0 : strtol(colon + 1, NULL, 10);
}

static void take(long count) {
  for (long i = 0; i < count; i++) check((sink = malloc(BYTES)) != NULL, "malloc");
}

static bool take_step(const char *text, char **rest) { return take(number(text)), false; }

/* pair=N: takes and gives back, N times */
static bool pair(const char *text, char **rest) {
  for (long i = number(text); i > 0; i--) {
    void *volatile block = malloc(BYTES);
    check(block != NULL, "malloc");
    free(block);
  }
  return false;
}

/* trickle=N:M: N times M blocks, with 20 ms after each */
static bool trickle(const char *text, char **rest) {
  for (long i = number(text); i > 0; i--) {
    take(second(text));
    nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
  }
  return false;
}

/* zeros=MIB: one calloc, of which the first byte of every GiB is touched */
static bool zeros(const char *text, char **rest) {
  size_t bytes = (size_t)number(text) << 20;
  char *block = calloc(1, bytes);
  check(block != NULL, "calloc");
  for (size_t at = 0; at < bytes; at += 1ul << 30) block[at] = 1;
  sink = block;
  return false;
}

/* huge=N: N requests that must fail */
static bool huge(const char *text, char **rest) {
  for (long i = number(text); i > 0; i--) check(malloc((size_t)1 << 62) == NULL, "a refusal");
  return false;
}

/* grow=MIB: makes the heap grow at once and never shrink, so that later blocks need no memory from the system */
static bool grow(const char *text, char **rest) {
  check(mallopt(M_TOP_PAD, (int)number(text) << 20) == 1 && mallopt(M_TRIM_THRESHOLD, 2047 << 20) == 1, "mallopt");
  return take(1), false;
}

static bool wait_ms(const char *text, char **rest) {
  long ms = number(text);
  nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
  return false;
}

static bool touch_file(const char *text, char **rest) {
  int file = open(text, O_CREAT | O_WRONLY, 0666);
  check(file >= 0, "open");
  close(file);
  return false;
}

static bool say(const char *text, char **rest) {
  check(write(1, text, strlen(text)) >= 0 && write(1, "\n", 1) >= 0, "write");
  return false;
}

static bool end_exit(const char *text, char **rest) { exit((int)number(text)); }
static bool end_now(const char *text, char **rest) { _exit((int)number(text)); }
static bool end_quickly(const char *text, char **rest) { quick_exit((int)number(text)); }
static bool end_raw(const char *text, char **rest) { return syscall(SYS_exit, 0), true; }
static bool end_abort(const char *text, char **rest) { abort(); }
static bool end_fault(const char *text, char **rest) { return *(volatile int *)8 = 1, true; }
static bool end_signal(const char *text, char **rest) { return kill(getpid(), (int)number(text)), pause(), true; }

const struct action heap_actions[] = {
    {"take", take_step},   {"pair", pair},      {"trickle", trickle}, {"zeros", zeros},
    {"huge", huge},        {"grow", grow},      {"wait", wait_ms},    {"touch", touch_file},
    {"say", say},          {"exit", end_exit},  {"_exit", end_now},   {"quick_exit", end_quickly},
    {"raw-exit", end_raw}, {"abort", end_abort}, {"fault", end_fault}, {"signal", end_signal},
    {NULL, NULL},
};

static const struct action *find(const char *step, size_t length) {
  const struct action *tables[] = {heap_actions, process_actions, exec_actions, rights_actions, filter_actions};
  for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
    for (const struct action *each = tables[t]; each->name != NULL; each++) {
      if (strlen(each->name) == length && strncmp(each->name, step, length) == 0) return each;
    }
  }
  errno = EINVAL;
  check(false, step);
  return NULL;
}

void run(char **steps) {
  for (; *steps != NULL; steps++) {
    size_t length = strcspn(*steps, "=");
    const char *text = (*steps)[length] == 0 ? NULL : *steps + length + 1;
    if (find(*steps, length)->run(text, steps + 1)) return;
  }
}

int main(int count, char **arguments) {
  if (count > 0) run(arguments + 1);
  return 0;
}

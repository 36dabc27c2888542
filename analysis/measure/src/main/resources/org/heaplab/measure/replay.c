/*
 * Replays a trace on a native allocator. The same protocol as ReplayChild; the package page of
 * org.heaplab.measure describes it.
 *
 *     server ── fork + exec per command ──▶ pass: a fresh process, a fresh heap
 *
 * Nothing here calls malloc or stdio, whose buffer comes from malloc: the heap that is measured holds the
 * trace's blocks and nothing else. Everything the replay needs of its own is mapped and touched before the
 * first operation, and so is the output, which is written after the last one.
 *
 * Footprint is Private_Dirty of /proc/self/smaps_rollup above its value before the first operation;
 * replay-space.h has how that is known without reading it each time. The trace is copied into anonymous memory rather than mapped: page-cache pages that the system has not yet
 * written back count as dirty, and would come and go during the replay.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MALLOC, FREE, REALLOC, LOCK, UNLOCK, ACCESS, PHASE, TIME };
enum { PARTLY = 0x40, WAS_PARTLY = 0x80 };
enum { HEADER_BYTES = 64, WRITE_STRIDE = 64, PAGE = 4096, DEFAULT_LOG_ALIGNMENT = 3, MAX_LOG_ALIGNMENT = 12 };
#define MAGIC 0x31594C5045524C48ULL

typedef struct {
  uint64_t magic, records, slots, ops, peak_record, largest, samples, partly;
} header;

typedef struct {
  uint32_t slot;
  uint8_t kind, log_alignment;
  uint16_t thread;
  uint64_t size;
} record;

typedef struct {
  char *block;
  uint64_t size;
} entry;

static struct {
  const char *file, *library, *malloc, *free, *realloc, *posix_memalign, *usable_size, *at_phases, *locks, *pass;
  const char *plain; /* bytes that a process without any library has dirty at its start */
} argument;

static struct {
  void *(*malloc)(size_t);
  void (*free)(void *);
  void *(*realloc)(void *, size_t);
  int (*posix_memalign)(void **, size_t, size_t);
  size_t (*usable_size)(void *);
  int (*at_phases)(size_t); /* what its users call where a phase of their work ends, or 0 */
} heap;

static header *trace;
static record *records;
static uint64_t *samples;
static entry *slots;
static uint64_t *written; /* of a slot whose block is not written whole, how many bytes are */
static int writing = 1;   /* blocks are written when they are allocated */
static int accessing = 1; /* recorded accesses are done */

#include "replay-output.h"
#include "replay-clock.h"
#include "replay-heap.h"
#include "replay-space.h"
#include "replay-causes.h"
#include "replay-timing.h"
#include "replay-verify.h"

/* ---- passes and commands --------------------------------------------------------------------------- */

/* Where memory runs out, this process is the one to go, not the one that waits for it. */
static void go_first(void) {
  int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (file < 0) return;
  ssize_t ignored = write(file, "1000", 4);
  (void)ignored;
  close(file);
}

static int run_pass(void) {
  go_first();
  open_counts();
  if (strcmp(argument.pass, "start") == 0) {
    say_line("", private_dirty(), 0, 1);
    flush();
    return 0;
  }
  load_allocator();
  if (argument.plain) say_version(), say_startup();
  load_trace();
  reserve_nothing();
  int none = strcmp(argument.locks, "none") == 0;
  accessing = !none;
  if (strcmp(argument.pass, "space") == 0) {
    space_pass(); /* writes even without locks: a page that is never written is no footprint */
  } else if (strncmp(argument.pass, "causes ", 7) == 0) {
    causes_pass(argument.pass + 7);
  } else if (strcmp(argument.pass, "verify") == 0) {
    verify_pass();
  } else {
    writing = !none;
    if (strcmp(argument.pass, "time") == 0) time_pass();
    else if (strcmp(argument.pass, "latency") == 0) latency_pass();
    else if (strncmp(argument.pass, "operations ", 11) == 0) operations_pass(argument.pass + 11);
    else fail("a command must be space, causes POINTS HEADER, time, latency, operations SPACING, verify, warm MILLISECONDS or quit: ", argument.pass);
  }
  flush();
  return 0;
}

enum { MOST_ARGUMENTS = 32 };

/* Runs itself again with more arguments. */
static pid_t start(char **arguments, int count, char *pass, char *plain) {
  char *all[MOST_ARGUMENTS];
  if (count > MOST_ARGUMENTS - 3) fail("there are too many arguments", "");
  for (int i = 0; i < count; i++) all[i] = arguments[i];
  all[count] = pass;
  all[count + 1] = plain;
  all[count + 2] = 0;
  pid_t child = fork();
  if (child != 0) return child;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  execv("/proc/self/exe", all);
  _exit(127);
}

/* Asks a process without the library what it has dirty at its start, as plain=BYTES. */
static char *plain_start(char *program) {
  static char plain[64] = "plain=";
  size_t length = strlen("plain=");
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return 0;
  pid_t child = fork();
  if (child == 0) {
    unsetenv("LD_PRELOAD");
    dup2(ends[1], STDOUT_FILENO);
    char *alone[] = {program, "pass=start", 0};
    execv("/proc/self/exe", alone);
    _exit(127);
  }
  close(ends[1]);
  for (ssize_t got; length < sizeof plain - 1 && (got = read(ends[0], plain + length, sizeof plain - 1 - length)) > 0;)
    length += got;
  close(ends[0]);
  plain[length] = 0;
  if (child > 0) waitpid(child, 0, 0);
  return plain;
}

/* Does a command in a process of its own and waits for it. */
static void answer(char **arguments, int count, char *command) {
  static char pass[128] = "pass=";
  if (strncmp(command, "warm ", 5) == 0) { /* compiled already */
    say("end\n");
    flush();
    return;
  }
  strncpy(pass + 5, command, sizeof pass - 6);
  pid_t child = start(arguments, count, pass, strcmp(command, "space") == 0 ? plain_start(arguments[0]) : 0);
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child) say("error the system refuses a process\n");
  else if (WIFSIGNALED(status)) say_line("error killed by signal ", WTERMSIG(status), 0, 1);
  else if (WEXITSTATUS(status) == 127) say("error the replay cannot run itself again\n");
  say("end\n");
  flush();
}

static void serve(char **arguments, int count) {
  char line[120];
  size_t length = 0;
  for (;;) {
    char letter;
    if (read(STDIN_FILENO, &letter, 1) != 1) return;
    if (letter != '\n') {
      if (length < sizeof line - 1) line[length++] = letter;
      continue;
    }
    line[length] = 0;
    length = 0;
    if (strcmp(line, "quit") == 0) return;
    answer(arguments, count, line);
  }
}

static int take(const char *text, const char *key, const char **value) {
  size_t length = strlen(key);
  if (strncmp(text, key, length) != 0 || text[length] != '=') return 0;
  *value = text + length + 1;
  return 1;
}

int main(int count, char **arguments) {
  for (int i = 1; i < count; i++) {
    const char *text = arguments[i];
    if (!(take(text, "file", &argument.file) || take(text, "library", &argument.library) ||
          take(text, "malloc", &argument.malloc) || take(text, "free", &argument.free) ||
          take(text, "realloc", &argument.realloc) || take(text, "posix_memalign", &argument.posix_memalign) ||
          take(text, "usable_size", &argument.usable_size) ||
          take(text, "at_phases", &argument.at_phases) || take(text, "locks", &argument.locks) ||
          take(text, "pass", &argument.pass) || take(text, "plain", &argument.plain)))
      fail("an argument must be key=value with a known key: ", text);
  }
  if (argument.pass && strcmp(argument.pass, "start") == 0) return run_pass();
  if (count < 10 || !argument.file) fail("arguments are missing", "");
  if (argument.pass) return run_pass();
  prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
  serve(arguments, count);
  return 0;
}

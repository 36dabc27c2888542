/*
 * Starts a program with the recorder in it. While the program runs, the collector copies the records from
 * the channel to the disk. It is the parent of the program, and becomes the parent of every process that
 * outlives the program.
 *
 *     collector run SPOOL LIBRARY CHILDREN FRAMES OUT IN IGNORED COMMAND…     runs and records COMMAND
 *     collector salvage SPOOL                                                 saves the records of a killed collector
 *
 * FRAMES says how much of the stack each request is recorded with. OUT and IN are descriptors, IGNORED is the set of signals that COMMAND has to ignore. The collector reports
 * on OUT, one line for each event. When everything is written, it waits on IN for a byte, which says that the
 * traces are made. If the process that started it has ended by then, it tells the user where the records are.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <linux/membarrier.h>
#include <pthread.h>
#include <stdarg.h>

#include "collector-spool.h"
#include "collector-stage.h"
#include "launch.h"

enum {
  FIRST_WINDOWS = 128,
  SPARE_WINDOWS = 96, /* at least so many windows are kept free */
  FIRST_IMAGES = 64,
  BEAT_NANOS = 2000000,
  WATCH_NANOS = 100000,
  SHORTEST_SLEEP_NANOS = 1000000, /* in this time the fastest program fills two dozen windows */
  LONGEST_SLEEP_NANOS = 4000000,
  CHECK_NANOS = 40000000, /* between two checks of the processes */
  PATIENCE_NANOS = 400000000, /* how long processes that have just begun get, and before a wait is reported */
};

static int out = -1, in = -1;

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

/* Writes a line to the process that started us and into the report, for a later recovery. */
static __attribute__((format(printf, 1, 2))) void report(const char *format, ...) {
  char line[PAGE_BYTES];
  va_list values;
  va_start(values, format);
  int length = vsnprintf(line, sizeof line - 1, format, values);
  va_end(values);
  if (length < 0 || length > (int)sizeof line - 2) length = sizeof line - 2;
  for (int i = 0; i < length; i++) {
    if (line[i] == '\n') line[i] = ' ';
  }
  line[length++] = '\n';
  spool_report(line, (size_t)length);
  if (out >= 0 && write(out, line, (size_t)length) < 0) out = -1;
}

/* ---- what the programs need ---- */

static bool put_barriers(void) {
  uint32_t wanted = channel->barriers_wanted;
  if (wanted == channel->barriers_done) return false;
  syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL_EXPEDITED, 0, 0);
  channel->barriers_done = wanted;
  return true;
}

static void keep_room(void) {
  uint32_t ready = channel->ready, free = 0;
  for (uint32_t i = 0; i < ready; i++) free += channel->owner[i] == NO_WINDOW_OWNER;
  if (free < SPARE_WINDOWS) stage_grow_windows(ready + (ready < 1024 ? ready : 1024));
  uint32_t images = channel->images_ready, absent = 0;
  for (uint32_t i = 0; i < images; i++) absent += image_at(channel, i)->state == ABSENT;
  if (absent < images / 2) stage_grow_images(images * 2);
}

/* Programs that wait for a barrier often wait for the next one soon. */
static __attribute__((noreturn)) void *beat(void *unused) {
  (void)unused;
  prctl(PR_SET_NAME, "heaplab-beat");
  const struct timespec pause = {0, BEAT_NANOS};
  for (;;) {
    uint64_t time = channel->nanos = now();
    for (uint64_t until = time; time <= until; time = now()) {
      if (put_barriers()) until = time + WATCH_NANOS;
    }
    keep_room();
    nanosleep(&pause, NULL);
  }
}

/* ---- emptying the channel ---- */

static void close_channel(uint32_t why) {
  uint32_t open = 0;
  atomic_compare_exchange_strong(&channel->closed, &open, why);
}

static void close_for(int error) {
  if (error == 0 || channel->closed != 0) return;
  report("closed %d", error);
  close_channel((uint32_t)error);
}

/* A write that begins and ends at a page costs the system only a third of the time of any other. */
static size_t whole_pages(size_t bytes) { return (bytes + PAGE_BYTES - 1) & -(size_t)PAGE_BYTES; }

static void spool_window(uint32_t index, struct image *image) {
  struct window *window = window_at(channel, index);
  if (memcmp(window->magic, WINDOW_MAGIC, sizeof window->magic) == 0) {
    uint32_t end = atomic_load_explicit(&window->end, memory_order_acquire);
    int error = end <= HEAD_BYTES || end > WINDOW_BYTES ? 0 : spool_append(image, window, whole_pages(end));
    close_for(error);
  }
  memset(window->magic, 0, sizeof window->magic);
  atomic_store_explicit(&channel->owner[index], NO_WINDOW_OWNER, memory_order_release);
}

static bool spool_full_windows(void) {
  static uint32_t seen;
  uint32_t full = channel->full, ready = channel->ready;
  if (full == seen) return false;
  seen = full;
  for (uint32_t i = 0; i < ready; i++) {
    uint32_t owner = atomic_load_explicit(&channel->owner[i], memory_order_acquire);
    if (owner & FULL) spool_window(i, image_at(channel, (owner & ~FULL) - 1));
  }
  return true;
}

/* The program that the system named when it was last asked about a process, and the state that the image had before. */
static struct found {
  uint32_t serial, state;
  char program[sizeof ((struct image *)0)->next];
} found[IMAGES];

/* The recorder writes the name of the next program while the image lives. What was found when the image had another
 * state is about a program before. */
static void name_found_program(struct image *image, uint32_t index) {
  const struct found *last = &found[index];
  if (last->serial == image->serial && last->state == image->state) strcpy(image->next, last->program);
}

/* Writes all windows of an image and its head. No program may write into them any more; what is written later is lost. */
static void spool_image(struct image *image) {
  uint32_t index = (uint32_t)(image - image_at(channel, 0)), ready = channel->ready;
  for (uint32_t i = 0; i < ready; i++) {
    if ((channel->owner[i] & ~FULL) == index + 1) spool_window(i, image);
  }
  name_found_program(image, index);
  int error = spool_head(image);
  close_for(error);
}

static void free_image(struct image *image) {
  spool_image(image);
  release_image(image);
}

static bool is_present(const struct image *image) {
  return image->state != ABSENT && image->state != RESERVED;
}

/* ---- the processes ---- */

static bool is_alive(uint32_t pid) { return kill((pid_t)pid, 0) == 0 || errno != ESRCH; }

/* The program may have installed a filter in a way that the recorder cannot see from inside. */
static void check_filter(struct image *image) {
  char path[64], status[PAGE_BYTES];
  snprintf(path, sizeof path, "/proc/%u/status", image->pid);
  const char *field = stage_read(path, status, sizeof status) ? strstr(status, "\nSeccomp:\t") : NULL;
  if (field != NULL && field[10] != '0') image->sealed = 1;
}

static bool is_file_of(const struct image *image, const struct stat *file) {
  return image->inode != 0 && file->st_ino == image->inode && file->st_dev == image->device;
}

/* Between vfork and exec, a child still runs the program of its parent. */
static bool runs_its_parents_program(const struct image *child, const struct stat *file) {
  for (uint32_t i = 0; i < channel->images_ready; i++) {
    const struct image *image = image_at(channel, i);
    if (image->state == LIVE && image->serial == child->parent) return is_file_of(image, file);
  }
  return false;
}

/* Reads the path and the identity of the file that a process runs. Both are asked of one descriptor: the process may
 * start another program between two looks at its entry in /proc. */
static bool read_program(uint32_t pid, char *to, size_t bytes, struct stat *identity) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%u/exe", pid);
  int file = open(path, O_PATH | O_CLOEXEC);
  if (file < 0) return false;
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  ssize_t length = readlink(path, to, bytes - 1);
  bool known = length > 0 && (size_t)length < bytes - 1 && fstat(file, identity) == 0;
  if (known) to[length] = 0;
  close(file);
  return known;
}

/* Asks the system which program runs. This is needed when the recorder was not loaded, and when a program was replaced
 * without the C library. */
static void check_program(struct image *image, uint32_t index, uint32_t state) {
  struct found *seen = &found[index];
  char program[sizeof seen->program];
  struct stat file;
  if (!read_program(image->pid, program, sizeof program, &file)) return;
  if (state == LIVE && (image->inode == 0 || is_file_of(image, &file))) return;
  if (state == EXPECTED && runs_its_parents_program(image, &file)) return;
  seen->serial = image->serial;
  seen->state = state;
  strcpy(seen->program, program);
  uint32_t stays = STAYS;
  if (state == LIVE) atomic_compare_exchange_strong(&image->departure, &stays, LEAVES);
}

/* @return whether a recorded program still runs */
static bool check_images(void) {
  bool running = false;
  uint32_t ready = channel->images_ready;
  for (uint32_t i = 0; i < ready; i++) {
    struct image *image = image_at(channel, i);
    uint32_t state = image->state, pid = image->pid;
    if (state == ABSENT) continue;
    bool over = state == OVER || (pid != 0 && !image->foreign && !is_alive(pid));
    if (over) {
      free_image(image);
      continue;
    }
    bool stays = state == LIVE && image->departure == STAYS;
    running |= stays;
    if (stays && !image->sealed) check_filter(image);
    if (pid != 0 && !image->foreign) check_program(image, i, state);
    if (state == LIVE) spool_head_once(image, i);
  }
  return running;
}

static void program_ended(int status) { report("ended %d", status); }

struct process {
  pid_t pid, parent;
  char name[32], state;
};

static bool read_process(const char *pid, struct process *process) {
  char path[300], stat[1024];
  snprintf(path, sizeof path, "/proc/%s/stat", pid);
  char *open = stage_read(path, stat, sizeof stat) ? strchr(stat, '(') : NULL, *close = strrchr(stat, ')');
  if (open == NULL || close == NULL) return false;
  *close = 0;
  snprintf(process->name, sizeof process->name, "%s", open + 1);
  process->pid = atoi(stat);
  int parent;
  if (sscanf(close + 1, " %c %d", &process->state, &parent) != 2) return false;
  process->parent = parent;
  return process->state != 'Z';
}

static const struct image *image_of(pid_t pid) {
  for (uint32_t i = 0; i < channel->images_ready; i++) {
    const struct image *image = image_at(channel, i);
    if (image->state == LIVE && image->pid == (uint32_t)pid && image->departure == STAYS) return image;
  }
  return NULL;
}

/* Reports all descendants of a process. A descendant of ours whose parent has ended is our child. */
static void report_descendants_of(pid_t parent, const char *event, int depth) {
  DIR *folder = depth > 64 ? NULL : opendir("/proc");
  if (folder == NULL) return;
  struct process found;
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    if (entry->d_name[0] < '1' || entry->d_name[0] > '9' || !read_process(entry->d_name, &found)) continue;
    if (found.parent != parent) continue;
    report("%s %d %d %s", event, (int)found.pid, image_of(found.pid) != NULL, found.name);
    report_descendants_of(found.pid, event, depth + 1);
  }
  closedir(folder);
}

/* ---- the program ---- */

static void prepare_program(void) {
  image_at(channel, 0)->pid = (uint32_t)getpid();
  char value[SETTING_FILE_AT + sizeof stage_channel];
  struct image *image = image_at(channel, 0);
  snprintf(value, sizeof value, "1:%08u:%04u:%010u:%s", image->serial, 0u, image->pid, stage_channel);
  setenv(SETTING, value, 1);
  const char *others = getenv("LD_PRELOAD");
  char preload[2 * PAGE_BYTES];
  bool has_others = others != NULL && *others != 0 && strlen(others) < PAGE_BYTES;
  snprintf(preload, sizeof preload, "%s%s%s", channel->library, has_others ? ":" : "", has_others ? others : "");
  setenv("LD_PRELOAD", preload, 1);
}

/* Announces the image of the program, so that it exists even if the recorder is never loaded. */
static void expect_program(const char *path) {
  struct image *image = image_at(channel, 0);
  memcpy(image->magic, IMAGE_MAGIC, sizeof image->magic);
  image->serial = image->process = channel->serials = 1;
  image->departure = LEAVES;
  snprintf(image->next, sizeof image->next, "%s", path);
  image->state = EXPECTED;
}

static void sleep_nanos(uint64_t nanos) {
  const struct timespec pause = {0, (long)nanos};
  nanosleep(&pause, NULL);
}

/* Collects until the program and all recorded processes have ended, or a signal ends the wait for them. */
static void collect(void) {
  uint64_t checked = 0, over_since = 0, sleep = SHORTEST_SLEEP_NANOS;
  bool told = false;
  for (;;) {
    if (spool_full_windows()) sleep = SHORTEST_SLEEP_NANOS;
    else if (sleep < LONGEST_SLEEP_NANOS) sleep += sleep / 4;
    bool left = reap(program_ended);
    if (program_over && (!left || interrupted)) break;
    uint64_t time = now();
    if (program_over && over_since == 0) {
      over_since = time;
      checked = 0;
      report_descendants_of(getpid(), "behind", 0);
    }
    if (time - checked >= CHECK_NANOS) {
      checked = time;
      bool running = check_images(), late = program_over && time - over_since > PATIENCE_NANOS;
      if (late && !running) break;
      if (late && !told) report_descendants_of(getpid(), "waiting", 0);
      told |= late;
    }
    sleep_nanos(sleep);
  }
  report_descendants_of(getpid(), "left", 0);
}

static void spool_all(void) {
  close_channel(CLOSED_AS_DONE);
  uint32_t images = channel->images_ready;
  for (uint32_t i = 0; i < images; i++) {
    if (is_present(image_at(channel, i))) spool_image(image_at(channel, i));
  }
  if (channel->unseen != 0) report("unseen %u", channel->unseen);
}

/* Waits until the process that started us has made the traces. If it ends before, tells the user where the records are. */
static void await_traces(void) {
  char done;
  ssize_t got;
  do got = in < 0 ? 0 : read(in, &done, 1);
  while (got < 0 && errno == EINTR);
  if (got == 1) return;
  char line[2 * PAGE_BYTES];
  int length = snprintf(line, sizeof line,
                        "heaplab: ended before the trace was written; what was recorded is kept, to write it: "
                        "heaplab record --recover '%s'\n", spool_first());
  ssize_t written = write(STDERR_FILENO, line, (size_t)length);
  (void)written;
}

static int fail(int error) {
  report("failed %d", error);
  stage_remove();
  return 1;
}

static int run(char **arguments) {
  const char *library = arguments[1], *children = arguments[2];
  out = atoi(arguments[4]);
  in = atoi(arguments[5]);
  ignored = strtoull(arguments[6], NULL, 16);
  fcntl(out, F_SETFD, FD_CLOEXEC);
  fcntl(in, F_SETFD, FD_CLOEXEC);
  spool_open(arguments[0]);
  int error = stage_make(arguments[0], library, FIRST_WINDOWS, FIRST_IMAGES);
  if (error != 0) return fail(error);
  channel->children = strcmp(children, "children") == 0;
  channel->frames = (uint32_t)atoi(arguments[3]);
  channel->nanos = now();
  expect_program(arguments[7]);
  prctl(PR_SET_NAME, "heaplab-collect");
  error = launch(arguments + 7, prepare_program);
  if (error != 0) return fail(error);
  pthread_t thread;
  if (pthread_create(&thread, NULL, beat, NULL) != 0) return fail(EAGAIN);
  collect();
  spool_all();
  stage_remove();
  report("done");
  await_traces();
  return 0;
}

static int salvage(char **arguments) {
  spool_open(arguments[0]);
  if (stage_find(arguments[0])) {
    spool_all();
    stage_remove();
  }
  return 0;
}

int main(int count, char **arguments) {
  if (count > 9 && strcmp(arguments[1], "run") == 0) return run(arguments + 2);
  if (count == 3 && strcmp(arguments[1], "salvage") == 0) return salvage(arguments + 2);
  return 2;
}

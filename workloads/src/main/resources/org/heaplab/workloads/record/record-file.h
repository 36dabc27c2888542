/*
 * Where the recorder writes: one file per process image. A thread that records has a window of the file
 * to itself, mapped and shared, so that whatever ends the process, a SIGKILL too, loses nothing. A full
 * window is copied to a new place at the file's end and used again, since touching the same pages over
 * and over costs a fraction of what mapping new pages of a file costs. Threads wait for nothing.
 *
 *     0        128 KiB       256 KiB
 *     ├────────┼─────────────┼─────────────┼─────────────┼─ ─ ─ ─
 *     │ header │ window, in  │ window, in  │ copy of the │
 *     │        │ use, mapped │ use, mapped │ first one   │
 *     └────────┴─────────────┴─────────────┴─────────────┴─ ─ ─ ─
 *
 * 1. The bytes of a window below its `end` are records; `end` is stored after each.
 * 2. A window is emptied when its copy is complete. So whatever moment the process dies at, a window
 *    that has records is right and a copy with the same `before` may be half written; a window that has
 *    none is no more, and the copy is complete.
 *
 * Nothing here allocates or holds a file descriptor between two calls.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

enum { HEADER_BYTES = 4096, WINDOW_BYTES = 1 << 17, HEAD_BYTES = 64, WORDS = (WINDOW_BYTES - HEAD_BYTES) / 8 };

struct header {
  char magic[8];
  uint32_t pid, image;
  uint64_t fork_stamp; /* a forked child: records of its parent up to this stamp are its history too, */
  uint64_t fork_words; /* and so many words of the stream of the thread that forked */
  uint32_t fork_stream, stopped; /* stopped: the errno that ended the recording before the program, or 0 */
  uint64_t started_nanos; /* on the clock of the windows */
  uint64_t started_epoch_nanos;
  uint64_t unused;
  char parent[64]; /* the file that the fork fields are about */
  char program[896];
  char command[HEADER_BYTES - 1024]; /* arguments, each ended by a zero */
};
_Static_assert(sizeof(struct header) == HEADER_BYTES, "the header fills its place");

struct window {
  char magic[8];
  uint32_t stream, thread; /* thread: whose records come first */
  uint64_t place;          /* in the file; a copy has that of the window in use */
  uint64_t before;         /* words that the stream had before this window */
  uint64_t stamp;          /* of the last of them */
  uint64_t nanos;          /* when this window was begun */
  _Atomic uint32_t end;    /* where the next record goes, in bytes from here */
  uint32_t unused[3];
  uint64_t word[WORDS];
};
_Static_assert(sizeof(struct window) == WINDOW_BYTES, "windows tile the file");
_Static_assert(offsetof(struct window, word) == HEAD_BYTES, "records follow the head");

enum state { UNKNOWN, BEGINNING, RECORDING, OFF };

/* Lies on a page that fork wipes in the child. However a child came about, it finds itself UNKNOWN
 * and begins a file of its own, while one that shares its parent's memory (vfork, posix_spawn)
 * rightly goes on in its parent's file. */
struct process {
  _Atomic int state;
};

static struct process before_first;
static struct process *process = &before_first;
static struct header *header;
static char path[4096];
static _Atomic uint64_t places; /* in the file; the header has the first */

static void stop(int error) {
  if (atomic_exchange(&process->state, OFF) == OFF) return;
  char line[sizeof path + 128];
  int length = snprintf(line, sizeof line, "heaplab: recording stopped: cannot write %s: error %d%s\n", path, error,
                        error == ENOSPC || error == EDQUOT ? ", the disk is full" : "");
  ssize_t told = write(STDERR_FILENO, line, (size_t)length);
  (void)told;
  if (header != NULL) header->stopped = (uint32_t)error;
}

/* Beyond the limit a write would not fail but end the program with a signal. */
static bool may_grow(uint64_t bytes) {
  struct rlimit limit;
  return getrlimit(RLIMIT_FSIZE, &limit) != 0 || bytes <= limit.rlim_cur;
}

/* Allocated before it is mapped: a store into a page that the disk cannot hold is a SIGBUS. */
static void *allocate(int file, uint64_t at, size_t bytes, int *error) {
  *error = may_grow(at + bytes) ? posix_fallocate(file, (off_t)at, (off_t)bytes) : EFBIG;
  if (*error != 0) return NULL;
  void *map = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, (off_t)at);
  if (map != MAP_FAILED) return map;
  *error = errno;
  return NULL;
}

static int write_all(int file, const void *bytes, size_t count, uint64_t at) {
  for (size_t done = 0; done < count;) {
    ssize_t wrote = pwrite(file, (const char *)bytes + done, count - done, (off_t)(at + done));
    if (wrote > 0) done += (size_t)wrote;
    else if (wrote == 0) return ENOSPC;
    else if (errno != EINTR) return errno;
  }
  return 0;
}

static int create(uint32_t *image) {
  const char *folder = getenv("HEAPLAB_RECORD_FOLDER");
  for (*image = 0;; ++*image) {
    snprintf(path, sizeof path, "%s/%u-%u", folder, (unsigned)getpid(), *image);
    int file = open(path, O_RDWR | O_CLOEXEC | O_CREAT | O_EXCL, 0600);
    if (file < 0 && errno == EEXIST) continue;
    if (file < 0) return errno;
    int error;
    header = allocate(file, 0, HEADER_BYTES, &error);
    close(file);
    return error;
  }
}

static void read_text(const char *from, char *to, size_t bytes) {
  int file = open(from, O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  if (read(file, to, bytes - 1) < 0) to[0] = 0;
  close(file);
}

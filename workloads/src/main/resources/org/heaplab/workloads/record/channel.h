/*
 * The memory that a recording shares: the recorder in each program writes into it, the collector
 * outside empties it onto the disk. A program maps it when it starts and needs nothing of the system
 * from then on, whatever rights, root folder, descriptors or system calls it gives up.
 *
 *     0          64 KiB        4 MiB and 64 KiB
 *     ├─────────┼─────────────┼───────────┼───────────┼─ ─ ─ ─
 *     │ control │ images, one │ window 0  │ window 1  │
 *     │         │ a page      │ 64 KiB    │           │
 *     └─────────┴─────────────┴───────────┴───────────┴─ ─ ─ ─
 *
 * An image is one program in one process: exec begins another. A window has a part of the records of
 * one thread of an image.
 *
 *     window    FREE ──taken by a program──▶ owner's ──full──▶ owner's, FULL ──written by the collector──▶ FREE
 *
 * 1. Only windows below `ready` may be taken: their room is allocated. A store into a page that the file
 *    system has no room for would be a SIGBUS.
 * 2. The bytes of a window below its `end` are records; `end` is stored after each. So whatever ends a
 *    program, a SIGKILL too, loses nothing: the collector writes what its windows have.
 * 3. The collector alone frees a window, and an image once no program writes into its windows.
 */
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  PAGE_BYTES = 4096,
  WINDOW_BYTES = 1 << 16,
  HEAD_BYTES = 64,
  WORDS = (WINDOW_BYTES - HEAD_BYTES) / 8,
  WINDOWS = 8192,
  WINDOWS_AT_FIRST = 512, /* that a program maps when it starts: address space may be scarce, or become so */
  IMAGES = 1023,
  CONTROL_BYTES = 1 << 16,
};

struct window {
  char magic[8];
  uint32_t stream, thread; /* thread: whose records come first */
  uint64_t before;         /* words that the stream had before this window */
  uint64_t stamp;          /* of the last of them */
  uint64_t nanos;          /* when this window was begun, on CLOCK_MONOTONIC */
  _Atomic uint32_t end;    /* where the next record goes, in bytes from here */
  uint32_t index;
  uint32_t unused[4];
  uint64_t word[WORDS];
};
_Static_assert(sizeof(struct window) == WINDOW_BYTES, "windows tile the file");
_Static_assert(offsetof(struct window, word) == HEAD_BYTES, "records follow the head");
#define WINDOW_MAGIC "window 3"

/* An image that is EXPECTED has been announced by the process that starts it; if it stays so, it is one
 * in which the recorder was not loaded. One that is OVER waits for the collector. */
enum image_state { ABSENT, RESERVED, EXPECTED, LIVE, OVER };

enum departure { STAYS, LEAVES, LEAVES_UNREACHABLY };

struct image {
  char magic[8];
  _Atomic uint32_t state, pid; /* pid: 0 where not known yet */
  uint32_t serial;             /* of all images */
  uint32_t process;            /* the serial of the first image of its process */
  uint32_t parent;             /* the serial of the image that started the process; 0: the collector */
  uint32_t forked;             /* the process is a copy of its parent, whose records up to fork_stamp are its too, */
  uint64_t fork_stamp, fork_words; /* and so many words of the stream of the thread that forked */
  uint32_t fork_stream;
  uint32_t foreign;         /* its process ids are those of another namespace */
  uint64_t started_nanos;   /* on the clock of the windows */
  uint64_t started_epoch_nanos;
  _Atomic uint32_t stopped;   /* the errno that ended the recording before the program, or 0 */
  _Atomic uint32_t departure; /* the program is being replaced by another, `next` */
  _Atomic uint32_t wrapper;   /* its business is to start another program */
  _Atomic uint32_t sealed;    /* the process has a system call filter */
  _Atomic uint64_t lost;      /* calls for which there was no room */
  uint64_t device, inode;     /* of the program's file; 0: not known */
  char next[512];
  char program[512];
  char command[PAGE_BYTES - 1136]; /* arguments, each ended by a zero */
};
_Static_assert(sizeof(struct image) == PAGE_BYTES, "an image fills its page");
#define IMAGE_MAGIC "heaplab3"

enum { NO_WINDOW_OWNER = 0, FULL = 1u << 31 }; /* otherwise one more than the index of the image */

struct channel {
  char magic[8];
  _Atomic uint32_t closed;             /* the errno that ended the recording, or the one below */
  _Atomic uint32_t ready, images_ready; /* their room is allocated */
  _Atomic uint32_t full;               /* windows that were handed on, ever */
  _Atomic uint32_t serials;            /* given out, ever */
  _Atomic uint32_t unseen;             /* programs that found no free image */
  uint32_t children;                   /* all processes are recorded, not only the one that was asked for */
  _Atomic uint32_t barriers_wanted, barriers_done; /* on all processors that run a recorded program */
  uint32_t unused;
  uint64_t namespace;      /* of the collector's process ids */
  _Atomic uint64_t nanos;  /* CLOCK_MONOTONIC, some hundred times a second */
  char library[PAGE_BYTES - 72]; /* to be preloaded */
  _Atomic uint32_t owner[WINDOWS];
};
_Static_assert(sizeof(struct channel) <= CONTROL_BYTES, "the control part fits");
#define CHANNEL_MAGIC "channel3"
#define CLOSED_AS_DONE UINT32_MAX

enum { IMAGES_AT = CONTROL_BYTES, WINDOWS_AT = IMAGES_AT + (IMAGES + 1) * PAGE_BYTES };
#define CHANNEL_BYTES ((size_t)WINDOWS_AT + (size_t)WINDOWS * WINDOW_BYTES)

static inline struct image *image_at(struct channel *channel, uint32_t index) {
  return (struct image *)((char *)channel + IMAGES_AT) + index;
}

/* The next who reserves it must not find the process of the last. */
static inline void release_image(struct image *image) {
  image->pid = 0;
  atomic_store_explicit(&image->state, ABSENT, memory_order_release);
}

static inline struct window *window_at(struct channel *channel, uint32_t index) {
  return (struct window *)((char *)channel + WINDOWS_AT) + index;
}

/* What the environment of a program says, at fixed places:
 *
 *     HEAPLAB_RECORD=1:00000002:0000:0000001234:/dev/shm/heaplab-x7Yw/channel
 *                    │ │        │    │          └ the file to map
 *                    │ │        │    └ the process of that image; 0: none yet
 *                    │ │        └ index of an image: the one announced, or the one that this environment was of
 *                    │ └ its serial
 *                    └ 1: record this program; 0: only if it is of that very process
 */
#define SETTING "HEAPLAB_RECORD"
#define LIBRARY_NAME "heaplab-record.so"
enum { SETTING_SERIAL_AT = 2, SETTING_INDEX_AT = 11, SETTING_PID_AT = 16, SETTING_FILE_AT = 27 };

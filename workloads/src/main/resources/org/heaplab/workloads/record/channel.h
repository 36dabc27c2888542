/*
 * The shared memory of a recording. The recorder in each program writes into it, and the collector, a
 * process of its own, copies it to the disk. A program maps it when it starts. After that the recorder
 * needs nothing from the system, so the program may give up rights, root folder, descriptors or system
 * calls.
 *
 *     0          64 KiB        4 MiB and 64 KiB
 *     ├─────────┼─────────────┼───────────┼───────────┼─ ─ ─ ─
 *     │ control │ images, one │ window 0  │ window 1  │
 *     │         │ a page      │ 64 KiB    │           │
 *     └─────────┴─────────────┴───────────┴───────────┴─ ─ ─ ─
 *
 * An image is one run of one program in one process. When the process calls exec, a new image begins.
 * A window has a part of the records of one thread of an image.
 *
 *     window    FREE ──taken by a program──▶ owner's ──full──▶ owner's, FULL ──written by the collector──▶ FREE
 *
 * 1. A program may take only windows below `ready`, since their room is allocated. If the file system
 *    had no room for a page, a store into it would raise SIGBUS.
 * 2. The bytes of a window below its `end` are records; `end` is stored after each record. So nothing is
 *    lost when a program ends, even by SIGKILL: the collector writes what the program's windows have.
 * 3. Only the collector frees a window. It frees an image when no program writes into the image's windows
 *    any more.
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
  WINDOWS_AT_FIRST = 512, /* a program maps so many when it starts, since its address space may be limited, now or later */
  IMAGES = 1023,
  CONTROL_BYTES = 1 << 16,
};

struct window {
  char magic[8];
  uint32_t stream, thread; /* thread: the one of the first records */
  uint64_t before;         /* how many words the stream had before this window */
  uint64_t stamp;          /* the stamp of the last of them */
  uint64_t nanos;          /* when this window was begun, on CLOCK_MONOTONIC */
  _Atomic uint32_t end;    /* where the next record goes, in bytes from the start of the window */
  uint32_t index;
  uint32_t unused[4];
  uint64_t word[WORDS];
};
_Static_assert(sizeof(struct window) == WINDOW_BYTES, "windows tile the file");
_Static_assert(offsetof(struct window, word) == HEAD_BYTES, "records follow the head");
#define WINDOW_MAGIC "window 4"
#define CODE_STREAM UINT32_MAX /* the stream of windows that have text about the code of the process, see record-code.h */

/* An EXPECTED image has been announced by the process that starts it. If it stays EXPECTED, the recorder
 * was not loaded into it. An image that is OVER waits for the collector. */
enum image_state { ABSENT, RESERVED, EXPECTED, LIVE, OVER };

enum departure { STAYS, LEAVES, LEAVES_UNREACHABLY };

struct image {
  char magic[8];
  _Atomic uint32_t state, pid; /* pid: 0 when not known yet */
  uint32_t serial;             /* numbers all images */
  uint32_t process;            /* the serial of the first image of its process */
  uint32_t parent;             /* the serial of the image that started the process; 0: the collector */
  uint32_t forked; /* the process is a copy of its parent; its history includes the parent's records up to fork_stamp */
  uint64_t fork_stamp, fork_words; /* fork_words: as many words of the stream of the thread that forked belong to it */
  uint32_t fork_stream;
  uint32_t foreign;         /* its process ids belong to another namespace */
  uint64_t started_nanos;   /* on the clock of the windows */
  uint64_t started_epoch_nanos;
  _Atomic uint32_t stopped;   /* the errno that ended the recording before the program, or 0 */
  _Atomic uint32_t departure; /* whether another program, `next`, replaces this one */
  _Atomic uint32_t wrapper;   /* the program only starts another program */
  _Atomic uint32_t sealed;    /* the process has a system call filter */
  _Atomic uint64_t lost;      /* how many calls were not recorded because there was no room */
  uint64_t device, inode;     /* of the program's file; 0 when not known */
  char next[512];
  char program[512];
  char command[PAGE_BYTES - 1136]; /* arguments, each ended by a zero */
};
_Static_assert(sizeof(struct image) == PAGE_BYTES, "an image fills its page");
#define IMAGE_MAGIC "heaplab3"

enum { NO_WINDOW_OWNER = 0, FULL = 1u << 31 }; /* an owner is one more than the index of its image */

struct channel {
  char magic[8];
  _Atomic uint32_t closed;             /* the errno that ended the recording, or CLOSED_AS_DONE */
  _Atomic uint32_t ready, images_ready; /* how many windows and images have room */
  _Atomic uint32_t full;               /* how many windows were handed on in total */
  _Atomic uint32_t serials;            /* how many serials were used in total */
  _Atomic uint32_t unseen;             /* how many programs found no free image */
  uint32_t children;                   /* whether all processes are recorded, or only the program asked for */
  _Atomic uint32_t barriers_wanted, barriers_done; /* on all processors that run a recorded program */
  uint32_t frames;         /* how many frames of its stack each request is recorded with, at least 1 */
  uint64_t namespace;      /* of the collector's process ids */
  _Atomic uint64_t nanos;  /* CLOCK_MONOTONIC, stored some hundred times a second */
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

/* Clears the process id first, so that the next program to reserve the image does not find an old one. */
static inline void release_image(struct image *image) {
  image->pid = 0;
  atomic_store_explicit(&image->state, ABSENT, memory_order_release);
}

static inline struct window *window_at(struct channel *channel, uint32_t index) {
  return (struct window *)((char *)channel + WINDOWS_AT) + index;
}

/* The recorder's variable in the environment of a program. Its fields have fixed offsets:
 *
 *     HEAPLAB_RECORD=1:00000002:0000:0000001234:/dev/shm/heaplab-x7Yw/channel
 *                    │ │        │    │          └ the file to map
 *                    │ │        │    └ the process of that image; 0: none yet
 *                    │ │        └ index of an image: the one announced, or the one that had this environment before
 *                    │ └ its serial
 *                    └ 1: record this program; 0: record it only if it runs in that process
 */
#define SETTING "HEAPLAB_RECORD"
#define LIBRARY_NAME "heaplab-record.so"
enum { SETTING_SERIAL_AT = 2, SETTING_INDEX_AT = 11, SETTING_PID_AT = 16, SETTING_FILE_AT = 27 };

/* The clock that allocators read. */
/*
 * Allocators give memory back when some time has passed since it was freed. In a space pass, the clock that
 * they ask shows the time of the trace: between two of its marks the CPU time that the replay itself uses,
 * and at a mark it moves on to what the mark says, so that a program's think time passes for the allocator
 * too. Reading the footprint, or another process on the same core, does not move it.
 */
static int (*system_clock)(clockid_t, struct timespec *);
static int own_clock;
static uint64_t clock_offset; /* nanoseconds to add to the CPU time */
static uint64_t clock_start;  /* what it showed before the first operation */
static uint64_t clock_reads;  /* how often it was asked */

static inline uint64_t nanos_of(const struct timespec *time) {
  return time->tv_sec * 1000000000ULL + time->tv_nsec;
}

static uint64_t cpu_nanos(void) {
  struct timespec now;
  syscall(SYS_clock_gettime, CLOCK_PROCESS_CPUTIME_ID, &now);
  return nanos_of(&now);
}

/* Stands in for the C library's, also in the libraries that are loaded. */
int clock_gettime(clockid_t clock, struct timespec *time) {
  int passing = clock != CLOCK_PROCESS_CPUTIME_ID && clock != CLOCK_THREAD_CPUTIME_ID;
  if (own_clock && passing) {
    clock_reads++;
    uint64_t now = cpu_nanos() + clock_offset;
    time->tv_sec = now / 1000000000ULL;
    time->tv_nsec = now % 1000000000ULL;
    return 0;
  }
  return system_clock ? system_clock(clock, time) : (int)syscall(SYS_clock_gettime, clock, time);
}

static uint64_t nanos(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return nanos_of(&now);
}

/* The trace has come to a time, in nanoseconds since its start. The clock never goes back. */
static void pass_time(uint64_t trace_nanos) {
  uint64_t due = clock_start + trace_nanos, cpu = cpu_nanos();
  if (cpu + clock_offset < due) clock_offset = due - cpu;
}

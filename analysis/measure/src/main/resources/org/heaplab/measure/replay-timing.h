/* How long the trace takes, and single operations of it. */
static void time_pass(void) {
  uint64_t at = 0, count = trace->records, start = nanos();
  while (at < count && step(records + at)) at++;
  uint64_t took = nanos() - start;
  if (at < count) say_line("oom ", at, 0, 1);
  else say_line("time ", took, 0, 1);
}

/*
 * Log-linear buckets: values below 256 are counted each, larger ones in 128 steps to a power of two, so
 * that a bucket is at most 1/128 of its value wide: HdrHistogram's layout for two significant digits.
 */
enum { LOG_STEPS = 7, STEPS = 1 << LOG_STEPS, BUCKETS = (64 - LOG_STEPS + 1) * STEPS };

static int bucket_of(uint64_t value) {
  if (value < 2 * STEPS) return value;
  int shift = 63 - __builtin_clzll(value) - LOG_STEPS;
  return shift * STEPS + (int)(value >> shift);
}

static uint64_t least_in(int bucket) {
  if (bucket < 2 * STEPS) return bucket;
  int shift = bucket / STEPS - 1;
  return (uint64_t)(bucket - shift * STEPS) << shift;
}

/* How often each time was counted, and the longest. */
typedef struct {
  uint64_t *counts, longest;
} histogram;

static histogram no_times(void) {
  return (histogram){room(BUCKETS * sizeof(uint64_t)), 0};
}

static void count_time(histogram *of, uint64_t took) {
  of->counts[bucket_of(took)]++;
  if (took > of->longest) of->longest = took;
}

static void say_times(const char *word, const histogram *of) {
  for (int bucket = 0; bucket < BUCKETS; bucket++)
    if (of->counts[bucket]) say(word), say_line(" ", least_in(bucket), of->counts[bucket], 2);
}

static void say_refused(uint64_t at) {
  if (at < trace->records) say_line("oom ", at, 0, 1);
}

/* Of all operations together. */
static void latency_pass(void) {
  histogram all = no_times();
  uint64_t at = 0;
  for (; at < trace->records; at++) {
    int counted = records[at].kind <= REALLOC;
    uint64_t start = nanos();
    if (!step(records + at)) break;
    uint64_t took = nanos() - start;
    if (counted) count_time(&all, took);
  }
  say_refused(at);
  say_times("latency", &all);
  say_line("result max_ns=", all.longest, 0, 1);
}

/* The kinds of operations that are told apart, as OperationKind has them. */
enum { MALLOC_64, MALLOC_1K, MALLOC_32K, MALLOC_LARGER, FREED, RESIZED, VISITED, KINDS };
static const char *const kind_names[] = {"malloc-64", "malloc-1k", "malloc-32k", "malloc-larger",
                                         "free",      "realloc",   "access"};

/* -1 of a record that is not timed. */
static int kind_of(const record *at) {
  switch (at->kind) {
    case MALLOC:
      if (at->size <= 64) return MALLOC_64;
      if (at->size <= 1 << 10) return MALLOC_1K;
      return at->size <= 32 << 10 ? MALLOC_32K : MALLOC_LARGER;
    case FREE: return FREED;
    case REALLOC: return RESIZED;
    case ACCESS: return VISITED;
    default: return -1;
  }
}

/* The block that a client comes back to, drawn as Visits draws it; 0 for none. */
static const entry *drawn_block(void) {
  static uint64_t drawn;
  drawn = drawn * 6364136223846793005ULL + 1442695040888963407ULL;
  const entry *slot = slots + (drawn >> 33) % trace->slots;
  return slot->block ? slot : 0;
}

static void visit(const entry *slot, histogram *of) {
  static const record store = {.kind = ACCESS, .size = 1 << 1 | 1};
  uint64_t start = nanos();
  if (accessing) touch(slot, &store);
  count_time(of, nanos() - start);
}

static uint64_t time_operations(histogram *of, uint64_t spacing) {
  uint64_t at = 0, left = spacing;
  for (; at < trace->records; at++) {
    int kind = kind_of(records + at);
    uint64_t start = nanos();
    if (!step(records + at)) break;
    uint64_t took = nanos() - start;
    if (kind < 0) continue;
    count_time(of + kind, took);
    if (kind == VISITED || --left > 0) continue;
    left = spacing;
    const entry *slot = drawn_block();
    if (slot) visit(slot, of + VISITED);
  }
  return at;
}

/* What reading the clock costs: the median between two readings, and the least that is not 0. */
static void say_clock(void) {
  enum { READINGS = 100000 };
  histogram between = no_times();
  uint64_t least = 0, seen = 0;
  int median = 0;
  for (int i = 0; i < READINGS; i++) {
    uint64_t start = nanos(), took = nanos() - start;
    count_time(&between, took);
    if (took > 0 && (least == 0 || took < least)) least = took;
  }
  while ((seen += between.counts[median]) < READINGS / 2) median++;
  say_line("result clock_cost_ns=", least_in(median), 0, 1);
  say_line("result clock_step_ns=", least, 0, 1);
}

/* Of each kind, with a visit of a block after so many operations. */
static void operations_pass(const char *spacing) {
  histogram of[KINDS];
  for (int kind = 0; kind < KINDS; kind++) of[kind] = no_times();
  say_refused(time_operations(of, number_at(&spacing)));
  for (int kind = 0; kind < KINDS; kind++) {
    char word[32] = "operation ";
    say_times(strcat(word, kind_names[kind]), of + kind);
    if (of[kind].longest == 0) continue;
    say("result max_"), say(kind_names[kind]);
    say_line("=", of[kind].longest, 0, 1);
  }
  say_clock();
}

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

static void latency_pass(void) {
  uint64_t *counts = room(BUCKETS * sizeof(uint64_t));
  uint64_t at = 0, max = 0;
  for (; at < trace->records; at++) {
    int counted = records[at].kind <= REALLOC;
    uint64_t start = nanos();
    if (!step(records + at)) break;
    uint64_t took = nanos() - start;
    if (!counted) continue;
    counts[bucket_of(took)]++;
    if (took > max) max = took;
  }
  if (at < trace->records) say_line("oom ", at, 0, 1);
  for (int bucket = 0; bucket < BUCKETS; bucket++)
    if (counts[bucket]) say_line("latency ", least_in(bucket), counts[bucket], 2);
  say_line("result max_ns=", max, 0, 1);
}

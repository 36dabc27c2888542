/* How much memory the allocator takes along the trace. */
/*
 * Reading smaps_rollup visits every page that the process has: milliseconds for each gigabyte, a thousand
 * times. The count of anonymous pages in statm costs microseconds, however many there are, and differs from
 * the dirty ones by a constant: pages of libraries that were written to. But some systems keep it for each
 * processor and are a few pages late with it. So from LARGE_FOOTPRINT on, and only after the two have agreed
 * AGREEMENTS times in a row, within a thousandth, most samples are taken from the count, and each
 * CHECK_EVERYth reads both again; where they disagree, that is the end of it.
 */
enum { AGREEMENTS = 8, CHECK_EVERY = 32, LOG_TOLERANCE = 10 };
#define LARGE_FOOTPRINT (64ULL << 20)

static int rollup, statm;
static char proc_text[PAGE];

static struct {
  int64_t constant; /* dirty bytes beyond the count, when both were read last */
  int agreements;   /* in a row; negative: never to be trusted again */
  int unchecked;    /* samples since both were read */
} count;

static const char *read_proc(int file, const char *what) {
  ssize_t length = pread(file, proc_text, sizeof proc_text - 1, 0);
  if (length <= 0) fail(what, " must be readable");
  proc_text[length] = 0;
  return proc_text;
}

static uint64_t number_at(const char **at) {
  uint64_t number = 0;
  while (**at == ' ') ++*at;
  while (**at >= '0' && **at <= '9') number = number * 10 + (*(*at)++ - '0');
  return number;
}

static uint64_t private_dirty(void) {
  const char *at = strstr(read_proc(rollup, "/proc/self/smaps_rollup"), "Private_Dirty:");
  if (!at) fail("/proc/self/smaps_rollup must have a line Private_Dirty", "");
  at += strlen("Private_Dirty:");
  return number_at(&at) << 10;
}

/* statm: size, resident, shared, ... in pages. */
static uint64_t anonymous(void) {
  const char *at = read_proc(statm, "/proc/self/statm");
  number_at(&at);
  uint64_t resident = number_at(&at), shared = number_at(&at);
  return (resident - shared) * PAGE;
}

static uint64_t check_count(uint64_t counted) {
  uint64_t dirty = private_dirty();
  int64_t constant = (int64_t)dirty - (int64_t)counted, change = constant - count.constant;
  if ((uint64_t)(change < 0 ? -change : change) <= dirty >> LOG_TOLERANCE) count.agreements += count.agreements >= 0;
  else count.agreements = count.agreements >= AGREEMENTS ? -1 : count.agreements < 0 ? -1 : 0;
  count.constant = constant;
  count.unchecked = 0;
  return dirty;
}

static uint64_t dirty_bytes(void) {
  uint64_t counted = anonymous();
  int trusted = count.agreements >= AGREEMENTS && count.unchecked < CHECK_EVERY - 1;
  if (!trusted || (int64_t)counted + count.constant < (int64_t)LARGE_FOOTPRINT) return check_count(counted);
  count.unchecked++;
  return counted + count.constant;
}

static uint64_t padding(void) {
  uint64_t bytes = 0;
  for (uint64_t slot = 0; slot < trace->slots; slot++)
    if (slots[slot].block) bytes += heap.usable_size(slots[slot].block) - slots[slot].size;
  return bytes;
}

static void open_counts(void) {
  rollup = open("/proc/self/smaps_rollup", O_RDONLY | O_CLOEXEC);
  statm = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
}

/* What the library, which is loaded, has made dirty by itself. */
static void say_startup(void) {
  const char *at = argument.plain;
  uint64_t dirty = private_dirty(), plain = number_at(&at);
  say_line("result startup_bytes=", dirty > plain ? dirty - plain : 0, 0, 1);
}

/* Starts the clock of the trace. Returns what is dirty already. */
static uint64_t start_space(void) {
  private_dirty();
  clock_start = nanos();
  clock_offset = clock_start - cpu_nanos();
  own_clock = 1;
  return private_dirty();
}

static uint64_t footprint_above(uint64_t start) {
  uint64_t now = dirty_bytes();
  return now > start ? now - start : 0;
}

static void space_pass(void) {
  uint64_t *footprints = room(trace->samples * sizeof(uint64_t));
  uint64_t padding_at_peak = 0, sample = 0, at = 0;
  uint64_t start = start_space();
  for (; at < trace->records; at++) {
    if (!step(records + at)) break;
    if (records[at].kind == TIME) pass_time(records[at].size);
    if (sample < trace->samples && at == samples[sample]) {
      uint64_t stopped = cpu_nanos();
      footprints[sample++] = footprint_above(start);
      clock_offset -= cpu_nanos() - stopped;
    }
    if (at == trace->peak_record) padding_at_peak = padding();
  }
  for (uint64_t i = 0; i < sample; i++) say_line("sample ", samples[i], footprints[i], 2);
  if (at < trace->records) say_line("oom ", at, 0, 1);
  if (at > trace->peak_record) say_line("result padding_at_peak=", padding_at_peak, 0, 1);
  say_line("result clock_reads=", clock_reads, 0, 1);
}

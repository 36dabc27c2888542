/* What the bytes of the footprint are held for, as far as a native allocator tells. */
/*
 * Of each live block: the bytes that the replay wrote, the usable bytes after them in pages that are held, and a
 * header of known size before them, which usable_size does not show. What is left of the footprint is the rest.
 * Where pages that were dirty before the first operation are used, the footprint may be less than the blocks; then
 * the last causes have less.
 */
enum { LIVE, PADDING, HEADERS, REST, CAUSES };
static const char *const cause_names[CAUSES] = {"live=", "padding=", "headers=", "rest="};

static uint64_t cause_header;

static uint64_t held_padding(const entry *slot, uint64_t touched) {
  uint64_t usable = heap.usable_size(slot->block);
  uint64_t in_page = -(uint64_t)(slot->block + touched) % PAGE;
  return usable - touched < in_page ? usable - touched : in_page;
}

static uint64_t share(uint64_t *left, uint64_t wanted) {
  uint64_t bytes = wanted < *left ? wanted : *left;
  *left -= bytes;
  return bytes;
}

static void count_causes(uint64_t footprint, uint64_t *causes) {
  uint64_t live = 0, padded = 0, blocks = 0;
  for (uint64_t slot = 0; slot < trace->slots; slot++) {
    if (!slots[slot].block) continue;
    uint64_t touched = written ? written[slot] : slots[slot].size;
    blocks++;
    live += touched;
    padded += held_padding(slots + slot, touched);
  }
  causes[LIVE] = share(&footprint, live);
  causes[PADDING] = share(&footprint, padded);
  causes[HEADERS] = share(&footprint, blocks * cause_header);
  causes[REST] = footprint;
}

static void say_causes(const char *what, const uint64_t *causes) {
  for (int i = 0; i < CAUSES; i++) {
    say("result "), say(what);
    say_line(cause_names[i], causes[i], 0, 1);
  }
}

/* How far a block of the record is written, also of one that is written whole. */
static void note_written(const record *at) {
  int sized = at->kind == MALLOC || at->kind == REALLOC;
  if (written && sized && !(at->log_alignment & PARTLY)) written[at->slot] = at->size;
}

static void causes_pass(const char *arguments) {
  uint64_t points = number_at(&arguments), done = 0, walks = 0, sample = 0, most = 0, at = 0;
  uint64_t peak[CAUSES] = {0}, sums[CAUSES] = {0}, now[CAUSES];
  cause_header = number_at(&arguments);
  if (points > trace->ops) points = trace->ops;
  uint64_t start = start_space();
  for (; at < trace->records; at++) {
    if (!step(records + at)) break;
    note_written(records + at);
    if (records[at].kind == TIME) pass_time(records[at].size);
    done += records[at].kind <= REALLOC;
    int even = walks < points && done == (walks + 1) * trace->ops / points;
    int sampled = sample < trace->samples && at == samples[sample];
    sample += sampled;
    if (!even && !sampled) continue;
    uint64_t stopped = cpu_nanos(), footprint = footprint_above(start);
    if (even || footprint > most) count_causes(footprint, now);
    if (footprint > most) memcpy(peak, now, sizeof peak);
    if (footprint > most) most = footprint;
    for (int i = 0; even && i < CAUSES; i++) sums[i] += now[i];
    walks += even;
    clock_offset -= cpu_nanos() - stopped;
  }
  if (at < trace->records) say_line("oom ", at, 0, 1);
  say_causes("peak_", peak);
  say_causes("sum_", sums);
  say_line("result walks=", walks, 0, 1);
}

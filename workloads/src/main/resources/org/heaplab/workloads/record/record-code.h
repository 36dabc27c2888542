/*
 * Which file each piece of the process's code is from. It is needed to name the places that call the allocator,
 * after the program has ended.
 *
 * The lines of /proc/self/maps that are about code go into windows of their own, whose stream is CODE_STREAM. They
 * are copied when a call comes from a place that lies in no known piece of code: at the first call, and after a
 * library was loaded. If a library takes the place of one that was unloaded, its calls have the name of the other.
 * A process with a system call filter copies nothing more.
 */
enum {
  LOG_PLACES = 12,
  CODE_PIECES = 1024,
  CODE_COPIES = 64, /* a program that makes code while it runs shall not copy the lines again and again */
  CODE_TEXT_BYTES = 1 << 13,
};

static struct {
  uintptr_t from, end;
} code_piece[CODE_PIECES];

static _Atomic uint32_t code_pieces, code_copies;
static _Atomic bool copying_code;
static _Atomic uintptr_t known_place[1 << LOG_PLACES]; /* places that were looked at before, by their hash */

/* While copying_code is set, only the thread that set it uses these. */
static char code_text[CODE_TEXT_BYTES];
static struct window *code_window;
static char *code_at;
static uint64_t code_words;

static void hand_on_code(void) {
  struct window *window = code_window;
  if (window == NULL) return;
  while ((uintptr_t)code_at % sizeof(uint64_t) != 0) *code_at++ = '\n';
  window->stream = CODE_STREAM;
  window->thread = 0;
  window->before = code_words;
  window->stamp = window->nanos = 0;
  code_words += (uint64_t)(code_at - (char *)window->word) / sizeof(uint64_t);
  atomic_store_explicit(&window->end, (uint32_t)(code_at - (char *)window), memory_order_relaxed);
  atomic_thread_fence(memory_order_release);
  memcpy(window->magic, WINDOW_MAGIC, sizeof window->magic);
  hand_on(window);
  code_window = NULL;
}

static void put_code_line(const char *line, size_t length) {
  int error;
  if (code_window != NULL && code_at + length + sizeof(uint64_t) > (char *)(code_window + 1)) hand_on_code();
  if (code_window == NULL) {
    code_window = take_window(true, &error);
    if (code_window == NULL) return;
    code_at = (char *)code_window->word;
  }
  memcpy(code_at, line, length);
  code_at += length;
}

/* A line such as `55d0c0a01000-55d0c0a02000 r-xp 00001000 fe:01 1234    /usr/bin/program`, with its line end. */
static void take_code_line(const char *line, size_t length) {
  char *rest;
  uintptr_t from = strtoul(line, &rest, 16), end = *rest == '-' ? strtoul(rest + 1, &rest, 16) : 0;
  if (*rest != ' ' || rest + 4 >= line + length || rest[3] != 'x') return;
  put_code_line(line, length);
  uint32_t piece = code_pieces;
  if (piece == CODE_PIECES) return;
  code_piece[piece].from = from;
  code_piece[piece].end = end;
  atomic_store_explicit(&code_pieces, piece + 1, memory_order_release);
}

static void copy_code_lines(int file) {
  size_t filled = 0;
  ssize_t got;
  code_pieces = 0;
  while ((got = read(file, code_text + filled, sizeof code_text - filled)) > 0) {
    filled += (size_t)got;
    size_t start = 0;
    for (char *end; (end = memchr(code_text + start, '\n', filled - start)) != NULL;) {
      size_t length = (size_t)(end + 1 - (code_text + start));
      take_code_line(code_text + start, length);
      start += length;
    }
    if (start == 0 && filled == sizeof code_text) break;
    memmove(code_text, code_text + start, filled -= start);
  }
  hand_on_code();
}

/* False while another thread does it. */
static bool copy_code(void) {
  bool nobody = false;
  if (sealed || image->sealed || code_copies >= CODE_COPIES) return true;
  if (!atomic_compare_exchange_strong(&copying_code, &nobody, true)) return false;
  int saved = errno, file = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
  code_copies++;
  if (file >= 0) {
    copy_code_lines(file);
    close(file);
  }
  errno = saved;
  atomic_store(&copying_code, false);
  return true;
}

static bool lies_in_known_code(uintptr_t place) {
  uint32_t pieces = atomic_load_explicit(&code_pieces, memory_order_acquire);
  for (uint32_t i = 0; i < pieces; i++) {
    if (place - code_piece[i].from < code_piece[i].end - code_piece[i].from) return true;
  }
  return false;
}

/* Called when a call comes from another place than the one before. Does not change errno. */
static inline void notice_code(uintptr_t place) {
  _Atomic uintptr_t *known = &known_place[place * 0x9E3779B97F4A7C15 >> (64 - LOG_PLACES)];
  if (LIKELY(atomic_load_explicit(known, memory_order_relaxed) == place)) return;
  if (lies_in_known_code(place) || copy_code()) atomic_store_explicit(known, place, memory_order_relaxed);
}

/* Called in a forked child: the thread that was copying is one of the parent's. */
static void forget_copying_code(void) {
  copying_code = false;
  code_window = NULL;
}

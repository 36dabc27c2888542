/* The allocator under test, the one that does nothing, and one step of the trace on it. */
/*
 * Every block is the same bytes, as in the Nothing of our own allocators: what its replay takes is what the
 * replay itself costs.
 */
static char *nothing;

void *nothing_malloc(size_t size) {
  (void)size;
  return nothing;
}

void nothing_free(void *block) {
  (void)block;
}

void *nothing_realloc(void *block, size_t size) {
  (void)size;
  return block;
}

int nothing_posix_memalign(void **block, size_t alignment, size_t size) {
  (void)alignment, (void)size;
  *block = nothing;
  return 0;
}

size_t nothing_usable_size(void *block) {
  (void)block;
  return trace->largest;
}

static void reserve_nothing(void) {
  nothing = mmap(0, trace->largest + PAGE, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (nothing == MAP_FAILED) fail("the system refuses addresses for the largest block", "");
}

static void *symbol(void *library, const char *name) {
  void *found = dlsym(library, name);
  if (!found) fail("the library must have the symbol ", name);
  return found;
}

static void *loaded;

static void load_allocator(void) {
  system_clock = (int (*)(clockid_t, struct timespec *))symbol(RTLD_NEXT, "clock_gettime");
  void *library = RTLD_DEFAULT;
  if (*argument.library) {
    library = dlopen(argument.library, RTLD_NOW | RTLD_LOCAL);
    if (!library) fail("", dlerror());
  }
  heap.malloc = (void *(*)(size_t))symbol(library, argument.malloc);
  heap.free = (void (*)(void *))symbol(library, argument.free);
  heap.realloc = (void *(*)(void *, size_t))symbol(library, argument.realloc);
  heap.posix_memalign = (int (*)(void **, size_t, size_t))symbol(library, argument.posix_memalign);
  heap.usable_size = (size_t(*)(void *))symbol(library, argument.usable_size);
  if (*argument.at_phases) heap.at_phases = (int (*)(size_t))symbol(library, argument.at_phases);
  loaded = library;
}

static void *optional(const char *name) {
  return dlsym(loaded, name);
}

/* What the library says of its own version; nothing where it has no way to. */
static void say_version(void) {
  const char *(*libc)(void) = (const char *(*)(void))optional("gnu_get_libc_version");
  int (*mallctl)(const char *, void *, size_t *, void *, size_t) = optional("mallctl");
  if (!mallctl) mallctl = optional("je_mallctl");
  int (*mimalloc)(void) = optional("mi_version");
  const char *(*tcmalloc)(int *, int *, const char **) = optional("tc_version");
  const char *text = 0;
  size_t length = sizeof text;
  if (mallctl && mallctl("version", &text, &length, 0, 0) == 0) {
    say("result version=jemalloc "), say(text), say("\n");
  } else if (mimalloc) {
    int version = mimalloc(), major = version < 1000 ? version / 100 : version / 10000;
    say("result version=mimalloc "), say_number(major), say("."), say_number(version < 1000 ? version / 10 % 10 : version / 100 % 100);
    say("."), say_number(version < 1000 ? version % 10 : version % 100), say("\n");
  } else if (tcmalloc) {
    int major, minor;
    const char *patch;
    say("result version="), say(tcmalloc(&major, &minor, &patch)), say("\n");
  } else if (libc && !*argument.library && strcmp(argument.malloc, "malloc") == 0 && !getenv("LD_PRELOAD")) {
    say("result version=glibc "), say(libc()), say("\n");
  }
}

/* One byte in every cache line of the block's bytes from start to end, and the last one. */
static inline void write_block(char *block, uint64_t start, uint64_t end) {
  for (uint64_t at = (start + WRITE_STRIDE - 1) & -(uint64_t)WRITE_STRIDE; at < end; at += WRITE_STRIDE)
    *(volatile char *)(block + at) = 1;
  if (end > start) *(volatile char *)(block + end - 1) = 1;
}

static inline int log_alignment(const record *at) {
  int log = at->log_alignment & ~(PARTLY | WAS_PARTLY);
  return log < MAX_LOG_ALIGNMENT ? log : MAX_LOG_ALIGNMENT;
}

/* How many bytes of the block are written before the realloc. */
static inline uint64_t written_before(const entry *slot, const record *at) {
  return at->log_alignment & WAS_PARTLY ? written[at->slot] : slot->size;
}

/* How many are to be after the malloc or realloc: as the record TOUCHED before it says, or all. */
static inline uint64_t written_after(const record *at, uint64_t before) {
  if (!(at->log_alignment & PARTLY)) return at->size;
  uint64_t kept = before < at->size ? before : at->size;
  written[at->slot] = at[-1].size > kept ? at[-1].size : kept;
  return written[at->slot];
}

static inline int request(entry *slot, const record *at) {
  void *block = 0;
  if ((at->log_alignment & ~PARTLY) == DEFAULT_LOG_ALIGNMENT) {
    block = heap.malloc(at->size);
  } else {
    if (heap.posix_memalign(&block, (size_t)1 << log_alignment(at), at->size) != 0) block = 0;
  }
  if (!block) return 0;
  slot->block = block;
  slot->size = at->size;
  uint64_t after = written_after(at, 0);
  if (writing) write_block(block, 0, after);
  return 1;
}

/* A size of 0 is asked for as 1: C lets realloc(p, 0) free the block. */
static inline int resize(entry *slot, const record *at) {
  char *block = heap.realloc(slot->block, at->size ? at->size : 1);
  if (!block) return 0;
  uint64_t before = written_before(slot, at), after = written_after(at, before);
  slot->block = block;
  slot->size = at->size;
  if (writing && after > before) write_block(block, before, after);
  return 1;
}

/* How many of a block's first bytes are written. */
static inline uint64_t reach(const entry *slot, const record *at) {
  return at->log_alignment & PARTLY ? written[at->slot] : slot->size;
}

static inline void touch(const entry *slot, const record *access) {
  uint64_t offset = access->size >> 8;
  if (offset >= reach(slot, access)) return;
  volatile char *at = slot->block + offset;
  if (access->size & 1) *at = 1;
  else (void)*at;
}

/* Returns 0 when the allocator refused the request. */
static inline int step(const record *at) {
  entry *slot = slots + at->slot;
  switch (at->kind) {
    case MALLOC: return request(slot, at);
    case FREE:
      heap.free(slot->block);
      slot->block = 0;
      slot->size = 0;
      return 1;
    case REALLOC: return resize(slot, at);
    case ACCESS:
      if (accessing) touch(slot, at);
      return 1;
    case PHASE:
      if (heap.at_phases) heap.at_phases(0);
      return 1;
    default: return 1;
  }
}

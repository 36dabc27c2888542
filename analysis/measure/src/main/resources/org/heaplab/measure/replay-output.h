/* What the replay says, and memory of its own. Nothing here calls malloc. */
static char output[1 << 16];
static size_t output_length;

static void flush(void) {
  for (size_t done = 0; done < output_length;) {
    ssize_t written = write(STDOUT_FILENO, output + done, output_length - done);
    if (written <= 0) _exit(1);
    done += written;
  }
  output_length = 0;
}

static void say(const char *text) {
  size_t length = strlen(text);
  if (output_length + length > sizeof output) flush();
  if (length > sizeof output) length = sizeof output;
  memcpy(output + output_length, text, length);
  output_length += length;
}

static void say_number(uint64_t value) {
  char digits[24];
  char *at = digits + sizeof digits;
  *--at = 0;
  do *--at = '0' + value % 10;
  while (value /= 10);
  say(at);
}

static void say_line(const char *word, uint64_t first, uint64_t second, int numbers) {
  say(word);
  say_number(first);
  if (numbers > 1) say(" "), say_number(second);
  say("\n");
}

static void fail(const char *what, const char *value) {
  say("error ");
  say(what);
  say(value);
  say("\n");
  flush();
  _exit(1);
}

static void *room(uint64_t bytes) {
  bytes = (bytes + 2 * PAGE - 1) & -(uint64_t)PAGE;
  void *start = mmap(0, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED) fail("the system refuses memory for the replay itself", "");
  memset(start, 0, bytes);
  return start;
}

static void load_trace(void) {
  int file = open(argument.file, O_RDONLY | O_CLOEXEC);
  struct stat status;
  if (file < 0 || fstat(file, &status) != 0) fail("the replay file must be readable: ", argument.file);
  char *bytes = room(status.st_size);
  for (off_t done = 0; done < status.st_size;) {
    ssize_t got = read(file, bytes + done, status.st_size - done);
    if (got <= 0) fail("the replay file must be readable to its end: ", argument.file);
    done += got;
  }
  close(file);
  trace = (header *)bytes;
  if (status.st_size < HEADER_BYTES || trace->magic != MAGIC) fail("a replay file must begin with its magic number: ", argument.file);
  records = (record *)(bytes + HEADER_BYTES);
  samples = (uint64_t *)(records + trace->records);
  slots = room(trace->slots * sizeof(entry));
  if (trace->partly) written = room(trace->slots * sizeof(uint64_t));
}

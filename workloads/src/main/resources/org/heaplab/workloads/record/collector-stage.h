/*
 * The folders in which the recorded programs find the channel and the library. Every user may pass through
 * them, and their names cannot be guessed. The library's folder is on a file system from which programs may
 * be run. The channel's folder is in memory if there is room. Both lie among the temporary files, so the
 * system deletes what is left of them.
 */
#include <sys/mman.h>
#include <sys/statvfs.h>

static struct channel *channel;
static int stage_file = -1;
static char stage_channel[PAGE_BYTES], stage_library[PAGE_BYTES];

static bool stage_read(const char *path, char *to, size_t bytes) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  ssize_t got = file < 0 ? -1 : read(file, to, bytes - 1);
  if (file >= 0) close(file);
  to[got < 0 ? 0 : got] = 0;
  return got > 0;
}

static bool stage_may_all_pass(const char *folder) {
  char path[PAGE_BYTES];
  snprintf(path, sizeof path, "%s", folder);
  struct stat status;
  for (char *slash; (slash = strrchr(path, '/')) != NULL; *slash = 0) {
    if (stat(*path == 0 ? "/" : path, &status) != 0 || (status.st_mode & S_IXOTH) == 0) return false;
  }
  return true;
}

/* In a list of preloaded libraries a name ends at a blank or colon, and there are no quotes. */
static bool stage_is_plain(const char *path) { return strpbrk(path, " :\t\n'") == NULL && path[0] == '/'; }

/* Makes a folder with a file in it. With `runs` the folder allows programs to be run from it.
 * @return the file, or -1 */
static int stage_create(char *path, const char *name, bool runs, const char *const *folders, size_t bytes) {
  for (; *folders != NULL; folders++) {
    struct statvfs system;
    if (strlen(*folders) > sizeof channel->library - 32 || !stage_is_plain(*folders) || !stage_may_all_pass(*folders) || statvfs(*folders, &system) != 0 ||
        (runs && (system.f_flag & ST_NOEXEC))) continue;
    snprintf(path, PAGE_BYTES, "%s/heaplab-XXXXXX", *folders);
    if (mkdtemp(path) == NULL) continue;
    chmod(path, 0711);
    size_t length = strlen(path);
    snprintf(path + length, PAGE_BYTES - length, "/%s", name);
    int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0 && posix_fallocate(file, 0, (off_t)bytes) == 0) return file;
    if (file >= 0) close(file);
    unlink(path);
    path[length] = 0;
    rmdir(path);
  }
  path[0] = 0;
  errno = ENOSPC;
  return -1;
}

static void stage_remove_one(char *path) {
  if (path[0] == 0) return;
  unlink(path);
  *strrchr(path, '/') = 0;
  rmdir(path);
  path[0] = 0;
}

static void stage_remove(void) {
  stage_remove_one(stage_channel);
  stage_remove_one(stage_library);
}

/* Allocates room for more windows. Until then the file has a hole there. */
static void stage_grow_windows(uint32_t windows) {
  uint32_t ready = channel->ready;
  if (windows > WINDOWS) windows = WINDOWS;
  off_t from = (off_t)WINDOWS_AT + (off_t)ready * WINDOW_BYTES;
  if (windows > ready && posix_fallocate(stage_file, from, (off_t)(windows - ready) * WINDOW_BYTES) == 0) {
    channel->ready = windows;
  }
}

static void stage_grow_images(uint32_t images) {
  uint32_t ready = channel->images_ready;
  if (images > IMAGES) images = IMAGES;
  off_t from = IMAGES_AT + (off_t)ready * PAGE_BYTES;
  if (images > ready && posix_fallocate(stage_file, from, (off_t)(images - ready) * PAGE_BYTES) == 0) {
    channel->images_ready = images;
  }
}

static bool stage_map(void) {
  void *map = mmap(NULL, CHANNEL_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, stage_file, 0);
  if (map == MAP_FAILED) return false;
  channel = map;
  return true;
}

static int stage_copy_library(const char *library, const char *const *folders) {
  int from = open(library, O_RDONLY | O_CLOEXEC);
  struct stat status;
  if (from < 0 || fstat(from, &status) != 0) return errno;
  int to = stage_create(stage_library, LIBRARY_NAME, true, folders, (size_t)status.st_size), error = 0;
  if (to < 0) error = errno;
  char buffer[1 << 14];
  off_t at = 0;
  for (ssize_t got; error == 0 && (got = read(from, buffer, sizeof buffer)) > 0; at += got) {
    if (pwrite(to, buffer, (size_t)got, at) != got) error = ENOSPC;
  }
  if (to >= 0) fchmod(to, 0644);
  if (to >= 0) close(to);
  close(from);
  return error;
}

/* @return 0 or an error */
static int stage_make(const char *spool, const char *library, uint32_t windows, uint32_t images) {
  const char *own = getenv("TMPDIR"), *temporary = own == NULL ? "/tmp" : own;
  const char *const in_memory_first[] = {"/dev/shm", temporary, "/tmp", "/var/tmp", spool, NULL};
  const char *const to_run_from[] = {temporary, "/tmp", "/var/tmp", "/dev/shm", "/run", spool, NULL};
  int error = stage_copy_library(library, to_run_from);
  if (error != 0) return error;
  stage_file = stage_create(stage_channel, "channel", false, in_memory_first,
                            IMAGES_AT + (size_t)images * PAGE_BYTES);
  if (stage_file < 0) return errno;
  fchmod(stage_file, 0666);
  if (ftruncate(stage_file, (off_t)CHANNEL_BYTES) != 0 || !stage_map()) return errno;
  struct stat namespace;
  if (stat("/proc/self/ns/pid", &namespace) == 0) channel->namespace = namespace.st_ino;
  memcpy(channel->library, stage_library, strlen(stage_library) + 1);
  channel->images_ready = images;
  stage_grow_windows(windows);
  memcpy(channel->magic, CHANNEL_MAGIC, sizeof channel->magic);
  char path[2 * PAGE_BYTES];
  snprintf(path, sizeof path, "%s/stage", spool);
  FILE *file = fopen(path, "we");
  if (file == NULL) return 0;
  fprintf(file, "%s\n%s\n", stage_channel, stage_library);
  fclose(file);
  return 0;
}

/* Finds and maps the channel of a killed collector. */
static bool stage_find(const char *spool) {
  char path[2 * PAGE_BYTES];
  snprintf(path, sizeof path, "%s/stage", spool);
  FILE *file = fopen(path, "re");
  if (file == NULL) return false;
  bool found = fgets(stage_channel, sizeof stage_channel, file) != NULL &&
               fgets(stage_library, sizeof stage_library, file) != NULL;
  fclose(file);
  stage_channel[strcspn(stage_channel, "\n")] = stage_library[strcspn(stage_library, "\n")] = 0;
  stage_file = found ? open(stage_channel, O_RDWR | O_CLOEXEC) : -1;
  return stage_file >= 0 && stage_map() && memcmp(channel->magic, CHANNEL_MAGIC, sizeof channel->magic) == 0;
}

/*
 * The files into which the collector writes what it takes out of the channel. Each image has a file for its
 * head and a file for its windows; a window takes as many pages as its records need. The first folder lies
 * beside the trace to be written. When its disk is full, the collector continues in a folder on another disk.
 *
 *     SPOOL/12.image     the image's page of the channel
 *     SPOOL/12.windows   windows one after the other, each up to its end and the end of a page
 *     SPOOL/report       what happened, one line for each event; `folder PATH` names a further folder
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "channel.h"

/* REPORT_BYTES are allocated at the start, so that the report can be written when the disk is full. */
enum { SPOOL_FOLDERS = 5, REPORT_BYTES = 1 << 16 };

static char spool_folder[SPOOL_FOLDERS][PAGE_BYTES];
static int spool_folders, spool_report_file = -1;

static const char *spool_first(void) { return spool_folder[0]; }

/* Called before the program starts. */
static void spool_open(const char *folder) {
  snprintf(spool_folder[spool_folders++], PAGE_BYTES, "%s", folder);
  char path[2 * PAGE_BYTES];
  snprintf(path, sizeof path, "%s/report", folder);
  spool_report_file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (spool_report_file >= 0) fallocate(spool_report_file, FALLOC_FL_KEEP_SIZE, 0, REPORT_BYTES);
}

static void spool_report(const char *line, size_t length) {
  ssize_t written = spool_report_file < 0 ? 0 : write(spool_report_file, line, length);
  (void)written;
}

/* Continues on another disk; false when there is none. */
static bool spool_move_on(void) {
  const char *own = getenv("TMPDIR"), *folders[] = {own == NULL ? "/var/tmp" : own, "/var/tmp", "/tmp", "/dev/shm"};
  for (int i = spool_folders - 1; i < (int)(sizeof folders / sizeof *folders) && spool_folders < SPOOL_FOLDERS; i++) {
    char *next = spool_folder[spool_folders], line[2 * PAGE_BYTES];
    snprintf(next, PAGE_BYTES, "%s/heaplab-recording-XXXXXX", folders[i]);
    if (mkdtemp(next) == NULL) continue;
    spool_folders++;
    int length = snprintf(line, sizeof line, "folder %s\n", next);
    spool_report(line, (size_t)length);
    return true;
  }
  return false;
}

/* Writes all bytes at the end of a file, or none. */
static int spool_write(int file, const void *bytes, size_t count, off_t end) {
  int error = 0;
  for (size_t done = 0; error == 0 && done < count;) {
    ssize_t wrote = pwrite(file, (const char *)bytes + done, count - done, end + (off_t)done);
    if (wrote > 0) done += (size_t)wrote;
    else if (wrote == 0) error = ENOSPC;
    else if (errno != EINTR) error = errno;
  }
  if (error != 0 && ftruncate(file, end) != 0) error = errno;
  return error;
}

static void spool_path(char *path, const struct image *image, const char *kind) {
  snprintf(path, 2 * PAGE_BYTES, "%s/%u.%s", spool_folder[spool_folders - 1], image->serial, kind);
}

/* Keeps one file open at a time, since mostly one program records. */
static int spool_append(const struct image *image, const void *window, size_t bytes) {
  static int file = -1, folder;
  static uint32_t serial;
  static off_t end;
  int error;
  do {
    if (file < 0 || serial != image->serial || folder != spool_folders) {
      char path[2 * PAGE_BYTES];
      spool_path(path, image, "windows");
      if (file >= 0) close(file);
      file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
      if (file < 0) return errno;
      serial = image->serial;
      folder = spool_folders;
      end = lseek(file, 0, SEEK_END);
    }
    error = spool_write(file, window, bytes, end);
  } while ((error == ENOSPC || error == EDQUOT) && spool_move_on());
  if (error == 0) end += (off_t)bytes;
  return error;
}

static int spool_head(const struct image *image) {
  int error;
  do {
    char path[2 * PAGE_BYTES];
    spool_path(path, image, "image");
    int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return errno;
    error = spool_write(file, image, PAGE_BYTES, 0);
    close(file);
  } while ((error == ENOSPC || error == EDQUOT) && spool_move_on());
  return error;
}

/* Writes the head early, so that the image is known if the recording is cut off. */
static void spool_head_once(const struct image *image, uint32_t index) {
  static uint32_t written[IMAGES];
  if (written[index] != image->serial && spool_head(image) == 0) written[index] = image->serial;
}

/*
 * Starts a program under Valgrind's tool Lackey, takes the logs of it and of all programs that it starts, and passes them
 * on to heaplab. Each program's log comes on a connection of its own, and goes on on one.
 *
 *     relay PORT OUT IN IGNORED LIBRARY COMMAND…
 *
 * PORT is where heaplab takes the logs, OUT and IN are descriptors, IGNORED is the set of signals that COMMAND has to
 * ignore, and LIBRARY is preloaded into it. The relay reports on OUT, one line for each event:
 *
 *     failed ERROR    the program cannot be run
 *     ended STATUS    the program has ended
 *     alone           it has ended, and all that it left behind
 *     interrupted     the user does not want to wait for that
 *     left            programs go on without heaplab
 *
 * A byte on IN says that the traces are written. When nobody takes the other end of a log, Valgrind writes it to the
 * program's standard error instead (send_bytes_to_logging_sink in m_libcprint.c). So what heaplab does not take, the relay
 * throws away, and it stays until the last of the programs has ended.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "launch.h"

enum { BACKLOG = 128, LOOK_MILLIS = 10, BUFFER_BYTES = 1 << 16, VALGRIND_WORDS = 8, MOST_PATH = 4096 };

static int server, out, in;
static uint16_t heaplab_port;
static const char *library;
static _Atomic int logs; /* that are open */

static void report(const char *event, int value) {
  if (out < 0) return;
  char line[64];
  int length = value < 0 ? snprintf(line, sizeof line, "%s\n", event) : snprintf(line, sizeof line, "%s %d\n", event, value);
  if (write(out, line, (size_t)length) < 0) return;
}

/* ---- the logs ---- */

static struct sockaddr_in port_of_this_machine(uint16_t port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/* @return whether there is a port, and which one it is */
static bool listen_anywhere(uint16_t *port) {
  struct sockaddr_in address = port_of_this_machine(0);
  socklen_t length = sizeof address;
  server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (server < 0 || bind(server, (struct sockaddr *)&address, length) != 0 || listen(server, BACKLOG) != 0) return false;
  if (getsockname(server, (struct sockaddr *)&address, &length) != 0) return false;
  *port = ntohs(address.sin_port);
  return true;
}

static int connect_to_heaplab(void) {
  struct sockaddr_in address = port_of_this_machine(heaplab_port);
  int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connection >= 0 && connect(connection, (struct sockaddr *)&address, sizeof address) == 0) return connection;
  if (connection >= 0) close(connection);
  return -1;
}

struct log {
  int from, to; /* to: -1 when heaplab does not take it */
};

static bool pass_on(int to, const char *bytes, ssize_t count) {
  for (ssize_t done = 0, some; done < count; done += some) {
    some = write(to, bytes + done, (size_t)(count - done));
    if (some < 0 && errno == EINTR) some = 0;
    if (some < 0) return false;
  }
  return true;
}

static void *relay(void *given) {
  struct log log = *(struct log *)given;
  free(given);
  char bytes[BUFFER_BYTES];
  for (ssize_t got; (got = read(log.from, bytes, sizeof bytes)) != 0;) {
    if (got < 0 && errno != EINTR) break;
    if (got < 0 || log.to < 0 || pass_on(log.to, bytes, got)) continue;
    close(log.to);
    log.to = -1;
  }
  if (log.to >= 0) close(log.to);
  close(log.from);
  logs--;
  return NULL;
}

/* Programs connect in the order in which they begin, and heaplab gets their logs in this order. */
static void take_logs(void) {
  for (int from; (from = accept4(server, NULL, NULL, SOCK_CLOEXEC)) >= 0;) {
    pthread_t thread;
    struct log *log = malloc(sizeof *log);
    *log = (struct log){from, connect_to_heaplab()};
    logs++;
    if (pthread_create(&thread, NULL, relay, log) == 0) pthread_detach(thread);
    else relay(log);
  }
}

/* ---- the program ---- */

static int why_not_executable(const char *path) {
  struct stat file;
  if (access(path, X_OK) != 0 || stat(path, &file) != 0) return errno;
  return S_ISDIR(file.st_mode) ? EACCES : 0;
}

/* Valgrind says in its own words what it cannot run; this is what execvp would say. */
static int why_not_run(const char *name) {
  if (strchr(name, '/') != NULL) return why_not_executable(name);
  const char *folders = getenv("PATH");
  int why = ENOENT;
  for (const char *from = folders == NULL ? "/bin:/usr/bin" : folders; from != NULL;) {
    const char *end = strchrnul(from, ':');
    char path[MOST_PATH];
    snprintf(path, sizeof path, "%.*s%s%s", (int)(end - from), from, end == from ? "" : "/", name);
    int here = why_not_executable(path);
    if (here == 0) return 0;
    if (here == EACCES) why = EACCES;
    from = *end == 0 ? NULL : end + 1;
  }
  return why;
}

static void prepare_program(void) {
  const char *others = getenv("LD_PRELOAD");
  bool has_others = others != NULL && *others != 0;
  char *preload;
  if (asprintf(&preload, "%s%s%s", library, has_others ? ":" : "", has_others ? others : "") < 0) return;
  setenv("LD_PRELOAD", preload, 1);
}

static int start(char **command, int count, uint16_t port) {
  int error = why_not_run(command[0]);
  if (error != 0) return error;
  char socket[64];
  snprintf(socket, sizeof socket, "--log-socket=127.0.0.1:%d", port);
  char *words[VALGRIND_WORDS] = {"valgrind",        "--command-line-only=yes", "--tool=lackey", "--basic-counts=no",
                                 "--trace-mem=yes", "--trace-children=yes",    socket,          "--"};
  char **all = calloc((size_t)(VALGRIND_WORDS + count + 1), sizeof *all);
  memcpy(all, words, sizeof words);
  memcpy(all + VALGRIND_WORDS, command, (size_t)count * sizeof *command);
  error = launch(all, prepare_program);
  free(all);
  return error;
}

/* Valgrind keeps a program from being stopped by the terminal, but not from SIGSTOP. */
static void stop_program(int signal) {
  (void)signal;
  if (!program_over) kill(program, SIGSTOP);
}

static void take_stop(void) {
  const struct sigaction stop = {.sa_handler = stop_program, .sa_flags = SA_RESTART};
  if ((ignored >> (SIGTSTP - 1) & 1) == 0) sigaction(SIGTSTP, &stop, NULL);
}

static void program_ended(int status) {
  take_logs();
  report("ended", status);
}

/* The descriptors that heaplab was given are the program's. Who reads from a pipe waits until all have closed it. */
static void close_all_but(const int *kept, int count) {
  DIR *folder = opendir("/proc/self/fd");
  if (folder == NULL) return;
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    int each = atoi(entry->d_name);
    bool keep = entry->d_name[0] == '.' || each == dirfd(folder);
    for (int i = 0; i < count; i++) keep |= each == kept[i];
    if (!keep) close(each);
  }
  closedir(folder);
}

static void take_more_descriptors(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

/* ---- the end ---- */

static void say_lost(bool left) {
  char line[256];
  int length = snprintf(line, sizeof line, "heaplab: ended before the trace was written; with --accesses nothing is kept%s\n",
                        left ? ", and the program goes on" : "");
  if (write(STDERR_FILENO, line, (size_t)length) < 0) return;
}

/* heaplab needs nothing any more. */
static void let_go(bool left) {
  char byte;
  ssize_t got = read(in, &byte, 1);
  if (got != 1) say_lost(left);
  else if (left) report("left", -1);
  close(in);
  close(out);
  close(STDERR_FILENO);
  in = out = -1;
}

static void stay(void) {
  bool left = true, told = false;
  while (left || logs > 0 || in >= 0) {
    struct pollfd waiting[] = {{.fd = in, .events = POLLIN}, {.fd = server, .events = POLLIN}};
    poll(waiting, 2, LOOK_MILLIS);
    take_logs();
    if (left && !(left = reap(program_ended))) report("alone", -1);
    if (interrupted && !told) report("interrupted", -1);
    told |= interrupted;
    if (waiting[0].revents != 0) let_go(left || logs > 0);
  }
}

int main(int count, char **arguments) {
  if (count < 7) return 2;
  heaplab_port = (uint16_t)atoi(arguments[1]);
  out = atoi(arguments[2]);
  in = atoi(arguments[3]);
  ignored = strtoull(arguments[4], NULL, 16);
  library = arguments[5];
  fcntl(out, F_SETFD, FD_CLOEXEC);
  fcntl(in, F_SETFD, FD_CLOEXEC);
  prctl(PR_SET_NAME, "heaplab-relay");
  uint16_t port = 0;
  int error = listen_anywhere(&port) ? start(arguments + 6, count - 6, port) : errno;
  if (error != 0) {
    report("failed", error);
    return 1;
  }
  const int kept[] = {STDERR_FILENO, out, in, server};
  close_all_but(kept, sizeof kept / sizeof *kept);
  take_more_descriptors();
  take_stop();
  stay();
  return 0;
}

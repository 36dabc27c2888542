/* Steps that give something up: rights, root folder, descriptors, limits. */
#include "steps.h"

#include <grp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

enum { NOBODY = 65534 };

static bool give_up_root(const char *text, char **rest) {
  check(setgroups(0, NULL) == 0 && setgid(NOBODY) == 0 && setuid(NOBODY) == 0, "setuid");
  return false;
}

/* Changes only this thread, which the C library does not do. */
static bool raw_setuid(const char *text, char **rest) { return check(syscall(SYS_setuid, NOBODY) == 0, "setuid"), false; }
static bool effective(const char *text, char **rest) { return check(seteuid(NOBODY) == 0, "seteuid"), false; }
static bool groups(const char *text, char **rest) {
  gid_t many[] = {1000, 2000, 3000};
  return check(setgroups(3, many) == 0 && setresgid(NOBODY, NOBODY, NOBODY) == 0 && setresuid(NOBODY, NOBODY, NOBODY) == 0, "setresuid"), false;
}

static bool undumpable(const char *text, char **rest) { return check(prctl(PR_SET_DUMPABLE, 0) == 0, "prctl"), false; }
static bool no_new_rights(const char *text, char **rest) { return check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "prctl"), false; }
static bool jail(const char *text, char **rest) { return check(chroot(text) == 0 && chdir("/") == 0, "chroot"), false; }
static bool go(const char *text, char **rest) { return check(chdir(text) == 0, "chdir"), false; }

static bool close_from(const char *text, char **rest) { return closefrom((int)number(text)), false; }

/* One by one, as older servers do. */
static bool close_each(const char *text, char **rest) {
  for (int i = 3; i < 4096; i++) close(i);
  return false;
}

static bool use_up(const char *text, char **rest) {
  while (open("/dev/null", O_RDONLY) >= 0) continue;
  return false;
}

/* reuse: opens one file for each descriptor from 3 to 299, also for those that were open */
static bool reuse(const char *text, char **rest) {
  int file = open("reused", O_CREAT | O_TRUNC | O_RDWR, 0666);
  check(file >= 0, "open");
  for (int i = 3; i < 300; i++) check(i == file || dup2(file, i) == i, "dup2");
  return false;
}

/* same: nothing else was written to that file */
static bool same(const char *text, char **rest) {
  struct stat now;
  for (int i = 3; i < 300; i++) check(fstat(i, &now) == 0 && now.st_size == 0 && lseek(i, 0, SEEK_CUR) == 0, "a descriptor of another");
  return false;
}

static bool limit(int what, rlim_t most) {
  struct rlimit it = {most, most};
  return check(setrlimit(what, &it) == 0, "setrlimit"), false;
}

static bool limit_files(const char *text, char **rest) { return limit(RLIMIT_NOFILE, (rlim_t)number(text)); }
static bool limit_size(const char *text, char **rest) { return limit(RLIMIT_FSIZE, (rlim_t)number(text)); }
static bool limit_space(const char *text, char **rest) { return limit(RLIMIT_AS, (rlim_t)number(text) << 20); }
static bool limit_data(const char *text, char **rest) { return limit(RLIMIT_DATA, (rlim_t)number(text) << 20); }
static bool limit_processes(const char *text, char **rest) { return limit(RLIMIT_NPROC, (rlim_t)number(text)); }
static bool limit_locked(const char *text, char **rest) { return limit(RLIMIT_MEMLOCK, (rlim_t)number(text)); }

/* lock-all: all memory that is mapped from now on is touched at once */
static bool lock_all(const char *text, char **rest) { return check(mlockall(MCL_CURRENT | MCL_FUTURE) == 0, "mlockall"), false; }

static bool block_signals(const char *text, char **rest) {
  sigset_t all;
  sigfillset(&all);
  return check(sigprocmask(SIG_BLOCK, &all, NULL) == 0, "sigprocmask"), false;
}

const struct action rights_actions[] = {
    {"setuid", give_up_root}, {"raw-setuid", raw_setuid},   {"seteuid", effective},    {"groups", groups},
    {"undumpable", undumpable}, {"no-new-rights", no_new_rights}, {"chroot", jail},    {"chdir", go},
    {"close-from", close_from}, {"close-each", close_each}, {"use-up", use_up},        {"reuse", reuse},
    {"same", same},           {"limit-files", limit_files}, {"limit-size", limit_size}, {"limit-space", limit_space},
    {"limit-data", limit_data}, {"limit-processes", limit_processes}, {"limit-locked", limit_locked},
    {"lock-all", lock_all},   {"block-signals", block_signals},
    {NULL, NULL},
};

/*
 * Steps that forbid system calls from then on: `deny=CALLS` (EPERM), `lack=CALLS` (ENOSYS), `kill=CALLS`,
 * `only=CALLS` (all others kill), `strict`. The filter is installed with `by=prctl` (the default), with `by=syscall`,
 * which applies it to all threads, or with `by=asm`, which no library can see.
 */
#include "steps.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>

#define CALL(name) {#name, SYS_##name}
static const struct {
  const char *name;
  int number;
} calls[] = {
    CALL(read), CALL(write), CALL(openat), CALL(close), CALL(fstat), CALL(newfstatat), CALL(lseek), CALL(pread64),
    CALL(pwrite64), CALL(writev), CALL(mprotect), CALL(munmap), CALL(brk), CALL(mremap), CALL(madvise), CALL(mincore),
    CALL(msync), CALL(ftruncate), CALL(fallocate), CALL(memfd_create), CALL(membarrier), CALL(futex), CALL(getpid),
    CALL(gettid), CALL(getppid), CALL(getuid), CALL(clone), CALL(clone3), CALL(wait4), CALL(exit), CALL(exit_group),
    CALL(rt_sigaction), CALL(rt_sigprocmask), CALL(rt_sigreturn), CALL(set_robust_list), CALL(rseq), CALL(prctl),
    CALL(seccomp), CALL(clock_gettime), CALL(clock_nanosleep), CALL(gettimeofday), CALL(sched_yield), CALL(getcpu),
    CALL(sched_getaffinity), CALL(socket), CALL(connect), CALL(sendmsg), CALL(recvmsg), CALL(sendto), CALL(pipe2),
    CALL(dup), CALL(fcntl), CALL(kill), CALL(tgkill), CALL(readlinkat), CALL(getrlimit), CALL(prlimit64),
    CALL(getrandom), CALL(process_vm_readv), CALL(userfaultfd), CALL(eventfd2), CALL(poll), CALL(ppoll), CALL(mmap),
#ifdef SYS_open
    CALL(open), CALL(readlink), CALL(fork), CALL(vfork), CALL(shmget), CALL(shmat),
#endif
};

static const char *how = "prctl";

static long install(unsigned operation, struct sock_fprog *program) {
  check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "no new privileges");
  if (strcmp(how, "syscall") == 0) return syscall(SYS_seccomp, operation, SECCOMP_FILTER_FLAG_TSYNC, program);
#ifdef __x86_64__
  if (strcmp(how, "asm") == 0) {
    long result;
    __asm__ volatile("syscall" : "=a"(result) : "0"(SYS_seccomp), "D"(operation), "S"(0), "d"(program) : "rcx", "r11", "memory");
    return result;
  }
#endif
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program);
}

static int find(const char *name, size_t length) {
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
    if (strlen(calls[i].name) == length && strncmp(calls[i].name, name, length) == 0) return calls[i].number;
  }
  errno = EINVAL;
  check(false, name);
  return -1;
}

/* `mmap-file` forbids only mappings of files, `mmap` forbids all. */
static bool filter(const char *names, unsigned listed, unsigned others) {
  struct sock_filter code[256] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr))};
  unsigned short at = 1;
  for (size_t length; *names != 0; names += length + (names[length] == ',')) {
    length = strcspn(names, ",");
    bool of_file = length == 9 && strncmp(names, "mmap-file", 9) == 0;
    int number = of_file ? SYS_mmap : find(names, length);
    if (of_file) {
      code[at++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 4);
      code[at++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[4]));
      code[at++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0xFFFFFFFF, 1, 0);
      code[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, listed);
      code[at++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    } else {
      code[at++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1);
      code[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, listed);
    }
  }
  code[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, others);
  struct sock_fprog program = {at, code};
  check(install(SECCOMP_SET_MODE_FILTER, &program) == 0, "seccomp");
  return false;
}

static bool by(const char *text, char **rest) { return how = text, false; }
static bool deny(const char *text, char **rest) { return filter(text, SECCOMP_RET_ERRNO | EPERM, SECCOMP_RET_ALLOW); }
static bool lack(const char *text, char **rest) { return filter(text, SECCOMP_RET_ERRNO | ENOSYS, SECCOMP_RET_ALLOW); }
static bool kill_for(const char *text, char **rest) { return filter(text, SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_ALLOW); }
static bool only(const char *text, char **rest) { return filter(text, SECCOMP_RET_ALLOW, SECCOMP_RET_KILL_PROCESS); }
static bool strict(const char *text, char **rest) { return check(prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) == 0, "strict"), false; }

const struct action filter_actions[] = {
    {"by", by}, {"deny", deny}, {"lack", lack}, {"kill", kill_for}, {"only", only}, {"strict", strict}, {NULL, NULL},
};

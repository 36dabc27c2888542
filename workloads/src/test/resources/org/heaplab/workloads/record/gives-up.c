/* Allocates 10 blocks and gives something up (rights, root folder, descriptors, environment, system calls). Then it
 * allocates and frees 100000 blocks, which need several windows, also on two more threads and in a forked child. */
#define _GNU_SOURCE
#include <grp.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void *volatile block;

static void take(int count, size_t bytes) {
  for (int i = 0; i < count; i++) {
    block = malloc(bytes);
    if (i % 2 == 0) free(block);
  }
}

static void *work(void *unused) {
  take(100000, 777);
  return unused;
}

/* Allows the system calls for memory, threads and children; any other call ends the program. */
static int filter(void) {
  static const int allowed[] = {SYS_brk,    SYS_mmap,         SYS_munmap,         SYS_mprotect, SYS_madvise,
                                SYS_mremap, SYS_exit,         SYS_exit_group,     SYS_futex,    SYS_clone,
                                SYS_clone3, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_wait4,    SYS_set_robust_list,
                                SYS_rseq};
  enum { CALLS = sizeof allowed / sizeof *allowed };
  struct sock_filter code[CALLS + 3] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr))};
  for (int i = 0; i < CALLS; i++) {
    code[i + 1] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)allowed[i], CALLS - i, 0);
  }
  code[CALLS + 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
  code[CALLS + 2] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  struct sock_fprog program = {CALLS + 3, code};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return 1;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0;
}

static int give_up(const char *what) {
  struct rlimit none = {0, 0};
  if (strcmp(what, "rights") == 0) return setgroups(0, NULL) || setgid(65534) || setuid(65534);
  if (strcmp(what, "root") == 0) return chroot("/proc/self/fdinfo") || chdir("/");
  if (strcmp(what, "descriptors") == 0) {
    closefrom(0);
    return setrlimit(RLIMIT_NOFILE, &none);
  }
  if (strcmp(what, "environment") == 0) return clearenv();
  return filter();
}

int main(int count, char **arguments) {
  if (count != 2) return 2;
  take(10, 555);
  if (give_up(arguments[1])) return 3;
  pthread_t threads[2];
  for (int i = 0; i < 2; i++) {
    if (pthread_create(&threads[i], NULL, work, NULL) != 0) return 4;
  }
  for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
  pid_t child = fork();
  take(100000, child == 0 ? 888 : 777);
  int status = 0;
  if (child > 0) waitpid(child, &status, 0);
  _exit(status != 0);
}

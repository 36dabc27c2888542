/*
 * Programs that give up system calls. A filter may refuse a system call, or end the program because of it.
 * So under a filter the recorder makes no system call at all, not even to ask what was touched. If the
 * program installs the filter through the C library, the recorder sees it here, before it is active.
 * Otherwise the collector sees it a little later, from outside.
 */
#include <linux/seccomp.h>
#include <stdarg.h>
#include <sys/prctl.h>

#include "record-exec.h"

static struct {
  int (*prctl)(int, ...);
  long (*syscall)(long, ...);
} unsealed;

static __attribute__((constructor)) void look_up_unsealed(void) {
  unsealed.prctl = dlsym(RTLD_NEXT, "prctl");
  unsealed.syscall = dlsym(RTLD_NEXT, "syscall");
}

/* Reads the arguments of all six registers, even if the call uses fewer. */
#define REST(first)                                                                                \
  va_list rest;                                                                                    \
  va_start(rest, first);                                                                           \
  long a = va_arg(rest, long), b = va_arg(rest, long), c = va_arg(rest, long);                     \
  long d = va_arg(rest, long), e = va_arg(rest, long), f = va_arg(rest, long);                     \
  va_end(rest)

PUBLIC int prctl(int option, ...) {
  if (UNLIKELY(unsealed.prctl == NULL)) look_up_unsealed();
  if (option == PR_SET_SECCOMP) sealed = true;
  REST(option);
  return unsealed.prctl(option, a, b, c, d, e, f);
}

/* A program may also call exec in this way. */
PUBLIC long syscall(long number, ...) {
  if (UNLIKELY(unsealed.syscall == NULL)) look_up_unsealed();
  REST(number);
  if (UNLIKELY(number == SYS_seccomp || number == SYS_prctl)) sealed = true;
  if (number == SYS_execve) return execve((char *)a, (char **)b, (char **)c);
  if (number == SYS_execveat) return execveat((int)a, (char *)b, (char **)c, (char **)d, (int)e);
  return unsealed.syscall(number, a, b, c, d, e, f);
}

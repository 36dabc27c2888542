/*
 * Programs that give up system calls. A filter may refuse a call or end the program for it, so once
 * there is one the recorder makes none any more, not even where it only asks what was touched. The filter is seen coming where the program asks for
 * it through the C library; otherwise the collector sees it a little later, from outside.
 */
#include <linux/seccomp.h>
#include <stdarg.h>
#include <sys/prctl.h>

#include "record-large.h"

static struct {
  int (*prctl)(int, ...);
  long (*syscall)(long, ...);
} unsealed;

static void look_up_unsealed(void) {
  unsealed.prctl = dlsym(RTLD_NEXT, "prctl");
  unsealed.syscall = dlsym(RTLD_NEXT, "syscall");
}

/* All six registers, whatever the call takes. */
#define PASS_ON(function, first)                                                                  \
  va_list rest;                                                                                   \
  va_start(rest, first);                                                                          \
  long a = va_arg(rest, long), b = va_arg(rest, long), c = va_arg(rest, long);                    \
  long d = va_arg(rest, long), e = va_arg(rest, long), f = va_arg(rest, long);                    \
  va_end(rest);                                                                                   \
  return function(first, a, b, c, d, e, f)

PUBLIC int prctl(int option, ...) {
  if (UNLIKELY(unsealed.prctl == NULL)) look_up_unsealed();
  if (option == PR_SET_SECCOMP) sealed = true;
  PASS_ON(unsealed.prctl, option);
}

PUBLIC long syscall(long number, ...) {
  if (UNLIKELY(unsealed.syscall == NULL)) look_up_unsealed();
  if (UNLIKELY(number == SYS_seccomp || number == SYS_prctl)) sealed = true;
  PASS_ON(unsealed.syscall, number);
}

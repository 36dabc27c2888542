/* Shared by the files of `steps`. An action gets the text after its `=` and the steps that follow. It returns whether it
 * has done those steps itself. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef bool action_fn(const char *text, char **rest);
struct action {
  const char *name;
  action_fn *run;
};

extern const struct action heap_actions[], process_actions[], exec_actions[], rights_actions[], filter_actions[];

void run(char **steps);
void check(bool good, const char *what);
long number(const char *text);      /* `12` of `12:34` */
long second(const char *text);      /* `34` of `12:34`, 0 without it */

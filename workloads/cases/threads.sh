# Threads: many, short ones, ended in every way; signal handlers; libraries that are loaded and unloaded.

situation threads/three-thousand-short <<'END'
record steps short-threads=3000 take=10
trace mallocs=30000..33000 threads=3000..3001
quiet
END

situation threads/two-hundred-at-once <<'END'
record steps threads=200 take=1000 pair=1000
trace mallocs=400000..400200 frees=200000..200200 threads=201
quiet
END

situation threads/two-at-full-speed <<'END'
record steps threads=2 pair=2000000
trace mallocs=4000000..4000002 frees=4000000..4000002
quiet
END

situation threads/exit-while-others-allocate <<'END'
record steps aside=4:100000000 take=50000 exit=0
trace mallocs=50000..400050004
END

situation threads/abort-while-others-allocate <<'END'
record steps aside=4:100000000 take=50000 abort
trace mallocs=50000..400050004
END

situation threads/thread-specific-destructors <<'END'
record blocks destructors
trace mallocs=100..200 frees=100..200
matches t.trace end_live_blocks=0..2
END

situation threads/cancelled <<'END'
record blocks cancel
trace mallocs=50..110 frees=50..110
END

situation threads/signal-handlers <<'END'
record blocks signals
trace mallocs=1000 frees=1000
END

situation threads/libraries-come-and-go <<'END'
record env LD_LIBRARY_PATH="$work/bin" blocks library
trace mallocs=100..400
alive=$(counts t.trace | sed -n 's/^end_live_blocks //p')
((alive < 60)) || complain "end_live_blocks: expected less than 60, actual $alive"
END

situation threads/exit-handlers <<'END'
record blocks exit
trace mallocs=15 frees=15 end_live_blocks=0
END

situation threads/every-call <<'END'
record blocks calls
trace mallocs=280 reallocs=50 frees=280 end_live_blocks=0
END

situation threads/end-of-the-first <<'END'
cat >first.c <<'C'
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>
static void *volatile sink;
static void *go_on(void *unused) {
  usleep(100000);
  for (int i = 0; i < 50000; i++) sink = malloc(777);
  return NULL;
}
int main(void) {
  pthread_t other;
  pthread_create(&other, NULL, go_on, NULL);
  pthread_exit(NULL);
}
C
cc -fno-builtin -pthread -o first first.c
record ./first
trace mallocs=50000..50020
END

situation threads/small-stacks-of-signals <<'END'
cat >small.c <<'C'
#include <signal.h>
#include <stdlib.h>
static char place[16384];
static void *volatile sink;
static void handle(int number) { for (int i = 0; i < 30000; i++) free(sink = malloc(100)); }
int main(void) {
  sigaltstack(&(stack_t){.ss_sp = place, .ss_size = sizeof place}, NULL);
  sigaction(SIGUSR1, &(struct sigaction){.sa_handler = handle, .sa_flags = SA_ONSTACK}, NULL);
  raise(SIGUSR1);
  return 0;
}
C
cc -fno-builtin -o small small.c
record ./small
trace mallocs=30000 frees=30000
END

situation threads/small-stacks-of-threads <<'END'
cat >small.c <<'C'
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
static void *volatile sink;
static void *body(void *unused) { for (int i = 0; i < 30000; i++) free(sink = malloc(100)); return NULL; }
int main(void) {
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 16384);
  for (int i = 0; i < 20; i++) { pthread_t one; if (pthread_create(&one, &small, body, NULL) != 0) return 1; pthread_join(one, NULL); }
  return 0;
}
C
cc -fno-builtin -pthread -o small small.c
record ./small
trace mallocs=600000..600020 frees=600000..600020
END

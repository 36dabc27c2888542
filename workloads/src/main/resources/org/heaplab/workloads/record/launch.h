/*
 * What a process does that starts a program for heaplab and stays between the two: it becomes the parent of every process
 * that outlives the program, leaves the terminal's signals to the program, and passes on those that ask heaplab to end.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t starter, program;
static bool program_over;
static volatile sig_atomic_t interrupted; /* the user does not want to wait for what the program left behind */

static void on_terminal(int signal) {
  (void)signal;
  if (program_over) interrupted = 1;
}

static void on_end(int signal) {
  if (program > 0 && !program_over) kill(program, signal);
  else interrupted = 1;
}

enum { TERMINAL_SIGNALS = 5, END_SIGNALS = 2 };
static const int terminal_signals[TERMINAL_SIGNALS] = {SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU};
static const int end_signals[END_SIGNALS] = {SIGTERM, SIGHUP};
static struct sigaction terminal_before[TERMINAL_SIGNALS], end_before[END_SIGNALS], pipe_before, file_before;

/* The terminal sends its signals to the program as well. Signals that are ignored when we start stay ignored in the
 * program. */
static void take_signals(void) {
  struct sigaction terminal = {.sa_handler = on_terminal, .sa_flags = SA_RESTART};
  struct sigaction end = {.sa_handler = on_end, .sa_flags = SA_RESTART}, ignore = {.sa_handler = SIG_IGN};
  for (int i = 0; i < TERMINAL_SIGNALS; i++) sigaction(terminal_signals[i], &terminal, &terminal_before[i]);
  for (int i = 0; i < END_SIGNALS; i++) {
    sigaction(end_signals[i], NULL, &end_before[i]);
    if (end_before[i].sa_handler != SIG_IGN) sigaction(end_signals[i], &end, NULL);
  }
  sigaction(SIGPIPE, &ignore, &pipe_before);
  sigaction(SIGXFSZ, &ignore, &file_before);
}

static uint64_t ignored; /* signals that were ignored when heaplab started, one bit for each from 1 on; Java changes some */

static void give_signals_back(void) {
  for (int i = 0; i < TERMINAL_SIGNALS; i++) sigaction(terminal_signals[i], &terminal_before[i], NULL);
  for (int i = 0; i < END_SIGNALS; i++) sigaction(end_signals[i], &end_before[i], NULL);
  sigaction(SIGPIPE, &pipe_before, NULL);
  sigaction(SIGXFSZ, &file_before, NULL);
  const struct sigaction ignore = {.sa_handler = SIG_IGN};
  for (int i = 0; i < 64; i++) {
    if (ignored >> i & 1) sigaction(i + 1, &ignore, NULL);
  }
  /* The two signals of the C library: posix_spawn leaves them ignored, and sigaction refuses them. */
  const char by_default[64] = {0};
  for (int i = 32; i <= 33; i++) syscall(SYS_rt_sigaction, i, by_default, NULL, 8);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Starts the program. `prepare` runs in the new process first.
 * @return 0, or the error that kept the program from being run */
static int launch(char **command, void (*prepare)(void)) {
  int result[2], error = 0;
  starter = getppid();
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  take_signals();
  if (pipe2(result, O_CLOEXEC) != 0) return errno;
  program = fork();
  if (program == 0) {
    prepare();
    give_signals_back();
    execvp(command[0], command);
    error = errno;
    ssize_t told = write(result[1], &error, sizeof error);
    _exit(told > 0 ? 127 : 126);
  }
  close(result[1]);
  if (program < 0) error = errno;
  else if (read(result[0], &error, sizeof error) != sizeof error) error = 0;
  close(result[0]);
  return error;
}

/* Looks after processes that have ended; heaplab stops and goes on with the program. `ended` is told the program's exit
 * status, 128 plus the signal's number when a signal ended it.
 * @return whether there are processes left */
static bool reap(void (*ended)(int status)) {
  int status;
  pid_t pid;
  while ((pid = waitpid(-1, &status, WNOHANG | WUNTRACED | WCONTINUED)) > 0) {
    if (pid != program) continue;
    if (getppid() == starter) kill(starter, WIFSTOPPED(status) ? SIGSTOP : SIGCONT);
    if (!WIFEXITED(status) && !WIFSIGNALED(status)) continue;
    program_over = true;
    ended(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
  }
  return pid == 0;
}

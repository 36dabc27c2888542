/* Steps that call exec with the steps that follow: this program again, or `exec=PROGRAM`. And steps that empty the
 * environment, through which a recorder may reach the next program. */
#include "steps.h"

#include <spawn.h>
#include <stdio.h>

extern char **environ;
static char self[] = "/proc/self/exe";
static char path[4096];

/* The arguments of the next program: its name, then the rest. */
static char **arguments(char **rest) {
  ssize_t length = readlink(self, path, sizeof path - 1);
  check(length > 0, "readlink");
  path[length] = 0;
  rest[-1] = path;
  return rest - 1;
}

/* exec, exec=PROGRAM */
static bool exec_libc(const char *text, char **rest) {
  char **next = arguments(rest);
  if (text != NULL) execvp(next[0] = (char *)text, next);
  else execv(path, next);
  return check(false, "exec"), true;
}

static bool exec_raw(const char *text, char **rest) {
  char **next = arguments(rest);
  syscall(SYS_execve, path, next, environ);
  return check(false, "execve"), true;
}

static bool exec_empty(const char *text, char **rest) {
  char *none[] = {NULL}, **next = arguments(rest);
  execve(path, next, none);
  return check(false, "execve"), true;
}

static bool exec_null(const char *text, char **rest) {
  char **next = arguments(rest);
  syscall(SYS_execve, path, next, NULL);
  return check(false, "execve"), true;
}

static bool exec_at(const char *text, char **rest) {
  char **next = arguments(rest);
  syscall(SYS_execveat, open(path, O_PATH), "", next, environ, AT_EMPTY_PATH);
  return check(false, "execveat"), true;
}

static bool exec_descriptor(const char *text, char **rest) {
  char **next = arguments(rest);
  fexecve(open(path, O_RDONLY), next, environ);
  return check(false, "fexecve"), true;
}

static bool await(pid_t pid) {
  int status;
  check(waitpid(pid, &status, 0) == pid && status == 0, "waitpid");
  return true;
}

static bool spawn(const char *text, char **rest) {
  pid_t pid;
  char **next = arguments(rest);
  check((errno = posix_spawn(&pid, path, NULL, NULL, next, environ)) == 0, "posix_spawn");
  return await(pid);
}

static bool vfork_exec(const char *text, char **rest) {
  char **next = arguments(rest);
  pid_t pid = vfork();
  if (pid == 0) {
    execv(path, next);
    _exit(1);
  }
  return await(pid);
}

static const char *line(char **rest) {
  static char text[4096];
  for (char **next = arguments(rest); *next != NULL; next++) strcat(strcat(text, *next), " ");
  return text;
}

static bool by_system(const char *text, char **rest) { return check(system(line(rest)) == 0, "system"), true; }
static bool by_popen(const char *text, char **rest) { return check(pclose(popen(line(rest), "w")) == 0, "popen"), true; }

static bool clear_environment(const char *text, char **rest) { return clearenv(), false; }
static bool unset(const char *text, char **rest) { return unsetenv(text), false; }

/* Overwrites the strings themselves, as programs do that set their title. */
static bool overwrite_environment(const char *text, char **rest) {
  for (char **each = environ; *each != NULL; each++) memset(*each, 'x', strlen(*each));
  return false;
}

static bool no_environment(const char *text, char **rest) { return environ = NULL, false; }

const struct action exec_actions[] = {
    {"exec", exec_libc},       {"exec-raw", exec_raw},
    {"exec-empty", exec_empty}, {"exec-null", exec_null},
    {"exec-at", exec_at},      {"exec-descriptor", exec_descriptor},
    {"spawn", spawn},          {"vfork", vfork_exec},
    {"system", by_system},     {"popen", by_popen},
    {"clearenv", clear_environment}, {"unset", unset},
    {"overwrite-environ", overwrite_environment}, {"no-environ", no_environment},
    {NULL, NULL},
};

/*
 * Programs that start programs. Each new program is announced in the channel before it starts. If it then
 * does not appear there, the recorder was not loaded into it. Each also gets the library and the setting in
 * its environment, even if the program that starts it changed its own (env -i, clearenv, another LD_PRELOAD).
 */
#include <sched.h>
#include <spawn.h>

#include "record-large.h"

extern char **environ;

static struct {
  int (*execve)(const char *, char *const[], char *const[]);
  int (*execvpe)(const char *, char *const[], char *const[]);
  int (*execveat)(int, const char *, char *const[], char *const[], int);
  int (*fexecve)(int, char *const[], char *const[]);
  int (*posix_spawn)(pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *,
                     char *const[], char *const[]);
  int (*posix_spawnp)(pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *,
                      char *const[], char *const[]);
  int (*system)(const char *);
  FILE *(*popen)(const char *, const char *);
  pid_t (*fork)(void);
  int (*unshare)(int);
  int (*setns)(int, int);
} launch;

static __attribute__((constructor)) void look_up_launches(void) {
  bool entered = enter();
  launch.execve = dlsym(RTLD_NEXT, "execve");
  launch.execvpe = dlsym(RTLD_NEXT, "execvpe");
  launch.execveat = dlsym(RTLD_NEXT, "execveat");
  launch.fexecve = dlsym(RTLD_NEXT, "fexecve");
  launch.posix_spawn = dlsym(RTLD_NEXT, "posix_spawn");
  launch.posix_spawnp = dlsym(RTLD_NEXT, "posix_spawnp");
  launch.system = dlsym(RTLD_NEXT, "system");
  launch.popen = dlsym(RTLD_NEXT, "popen");
  launch.fork = dlsym(RTLD_NEXT, "fork");
  launch.unshare = dlsym(RTLD_NEXT, "unshare");
  launch.setns = dlsym(RTLD_NEXT, "setns");
  if (entered) leave();
}

/* ---- the environment of a program to be started ---- */

static const char preload_name[] = "LD_PRELOAD=", setting_name[] = SETTING "=", library_name[] = "/" LIBRARY_NAME;
enum { ENTRIES_MORE = 3, SETTING_BYTES = sizeof setting_name + SETTING_FILE_AT + PAGE_BYTES };

static bool begins(const char *text, const char *with) { return strncmp(text, with, strlen(with)) == 0; }

static const char *entry(char *const *environment, const char *name) {
  for (; environment != NULL && *environment != NULL; environment++) {
    if (begins(*environment, name)) return *environment + strlen(name);
  }
  return NULL;
}

static size_t count_entries(char *const *environment) {
  size_t count = 0;
  while (environment != NULL && environment[count] != NULL) count++;
  return count;
}

static size_t preload_bytes(char *const *environment) {
  const char *others = entry(environment, preload_name);
  return sizeof preload_name + sizeof channel->library + (others == NULL ? 0 : strlen(others) + 1);
}

/* Puts our library first, unless the list has it already. */
static void merge_preload(char *to, const char *others) {
  const char *ours = channel->library;
  bool has_ours = others != NULL && strstr(others, ours) != NULL, has_others = others != NULL && *others != 0;
  char *at = stpcpy(to, preload_name);
  if (!has_ours) at = stpcpy(at, ours);
  if (!has_ours && has_others) *at++ = ':';
  if (has_others) strcpy(at, others);
}

/* Copies all entries but ours; returns where the next entry goes. */
static char **copy_others(char **to, char *const *from) {
  for (; from != NULL && *from != NULL; from++) {
    if (!begins(*from, preload_name) && !begins(*from, setting_name)) *to++ = *from;
  }
  return to;
}

/* Fills `to`, which must have room for ENTRIES_MORE entries more than `from` has. */
static void fill_environment(char **to, char *const *from, char *preload, char *text, const struct image *about) {
  to = copy_others(to, from);
  char *value = stpcpy(text, setting_name);
  write_setting(value, true, about);
  value[1] = value[SETTING_INDEX_AT - 1] = value[SETTING_PID_AT - 1] = value[SETTING_FILE_AT - 1] = ':';
  strcpy(value + SETTING_FILE_AT, channel_file);
  *to++ = preload;
  *to++ = text;
  *to = NULL;
}

/* Whether an environment has the library of a recording that is over. The library is deleted, so the loader would print
 * an error. */
static bool is_outlived(char *const *environment) {
  const char *preload = entry(environment, preload_name);
  if (sealed || setting == NULL || preload == NULL || strstr(preload, library_name) == NULL) return false;
  size_t length = strcspn(preload, ": ");
  if (length >= PAGE_BYTES) return false;
  char first[PAGE_BYTES];
  copy_text(first, preload, length + 1);
  return strstr(first, library_name) != NULL && access(first, F_OK) != 0;
}

static void strip_environment(char **to, char *const *from, char *preload) {
  const char *others = strchr(entry(from, preload_name), ':');
  strcpy(stpcpy(preload, preload_name), others == NULL ? "" : others + 1);
  to = copy_others(to, from);
  if (others != NULL) *to++ = preload;
  *to = NULL;
}

/* Defines `environment`: the given one, or one with the library and the setting for the image, or one without the
 * deleted library. It exists until the caller returns. */
#define ENVIRONMENT(given, about)                                                                  \
  bool strips = (about) == NULL && is_outlived(given);                                             \
  size_t entries = (about) == NULL && !strips ? 0 : count_entries(given);                          \
  char *filled[entries + ENTRIES_MORE], text[(about) == NULL ? 1 : SETTING_BYTES],                 \
      preload[(about) == NULL && !strips ? 1 : preload_bytes(given)];                              \
  char *const *environment = (given);                                                              \
  if ((about) != NULL) {                                                                           \
    merge_preload(preload, entry(given, preload_name));                                            \
    fill_environment(filled, given, preload, text, about);                                         \
    environment = filled;                                                                          \
  } else if (strips) {                                                                             \
    strip_environment(filled, given, preload);                                                     \
    environment = filled;                                                                          \
  }

/* ---- announcing ---- */

static bool is_recording(void) {
  return channel != NULL && image != NULL && process->state == RECORDING && channel->closed == 0;
}

/* The program may not be able to read the library: its root folder may be another one, or its rights too few. */
static bool is_reachable(void) { return sealed || access(channel->library, R_OK) == 0; }

static struct image *expect_child(const char *path, uint32_t pid) {
  struct image *child = reserve_image();
  if (child == NULL) return NULL;
  child->pid = pid;
  child->parent = image->serial;
  child->foreign = image->foreign;
  child->departure = is_reachable() ? LEAVES : LEAVES_UNREACHABLY;
  copy_text(child->next, path, sizeof child->next);
  child->state = EXPECTED;
  return child;
}

/* The image that the new program's environment has to name; NULL when the program is not to be recorded. A child of
 * vfork shares its parent's memory, and only its process id shows that it is not the parent. */
static struct image *depart(const char *path) {
  if (!is_recording()) return NULL;
  uint32_t pid = sealed || image->foreign || image->pid == 0 ? image->pid : (uint32_t)getpid();
  if (image->pid != pid) return follows ? expect_child(path, pid) : NULL;
  copy_text(image->next, path, sizeof image->next);
  image->departure = is_reachable() ? LEAVES : LEAVES_UNREACHABLY;
  return image;
}

static const struct image *reachable(const struct image *announced) {
  return announced != NULL && announced->departure == LEAVES ? announced : NULL;
}

/* The program was not started. */
static void stay(struct image *announced) {
  if (announced == NULL) return;
  announced->departure = STAYS;
  if (announced != image) release_image(announced);
}

/* ---- what the program calls ---- */

static int replace(__typeof__(launch.execve) call, const char *path, char *const argv[], char *const envp[]) {
  struct image *announced = depart(path);
  ENVIRONMENT(envp, reachable(announced));
  int result = call(path, argv, environment);
  stay(announced);
  return result;
}

PUBLIC int execve(const char *path, char *const argv[], char *const envp[]) {
  return replace(launch.execve, path, argv, envp);
}

PUBLIC int execvpe(const char *path, char *const argv[], char *const envp[]) {
  return replace(launch.execvpe, path, argv, envp);
}

PUBLIC int execveat(int folder, const char *path, char *const argv[], char *const envp[], int flags) {
  struct image *announced = depart(path);
  ENVIRONMENT(envp, reachable(announced));
  int result = launch.execveat(folder, path, argv, environment, flags);
  stay(announced);
  return result;
}

PUBLIC int fexecve(int file, char *const argv[], char *const envp[]) {
  struct image *announced = depart(argv[0] == NULL ? "" : argv[0]);
  ENVIRONMENT(envp, reachable(announced));
  int result = launch.fexecve(file, argv, environment);
  stay(announced);
  return result;
}

PUBLIC int execv(const char *path, char *const argv[]) { return execve(path, argv, environ); }

PUBLIC int execvp(const char *path, char *const argv[]) { return execvpe(path, argv, environ); }

/* Defines `argv`: the arguments up to a NULL. */
#define ARGUMENTS(first, list)                                                                     \
  va_list list, counted;                                                                           \
  va_start(list, first);                                                                           \
  va_copy(counted, list);                                                                          \
  size_t count = 1;                                                                                \
  while (va_arg(counted, char *) != NULL) count++;                                                 \
  va_end(counted);                                                                                 \
  char *argv[count + 1];                                                                           \
  argv[0] = (char *)(first);                                                                       \
  for (size_t i = 1; i <= count; i++) argv[i] = va_arg(list, char *)

PUBLIC int execl(const char *path, const char *first, ...) {
  ARGUMENTS(first, list);
  va_end(list);
  return execve(path, argv, environ);
}

PUBLIC int execlp(const char *path, const char *first, ...) {
  ARGUMENTS(first, list);
  va_end(list);
  return execvpe(path, argv, environ);
}

PUBLIC int execle(const char *path, const char *first, ...) {
  ARGUMENTS(first, list);
  char *const *envp = va_arg(list, char *const *);
  va_end(list);
  return execve(path, argv, envp);
}

/* Stores the child's process id, unless the child's image was freed and reserved again meanwhile. */
static void know_child(struct image *child, uint32_t serial, pid_t pid) {
  uint32_t unknown = 0;
  if (child->serial == serial) atomic_compare_exchange_strong(&child->pid, &unknown, (uint32_t)pid);
}

static int spawn(__typeof__(launch.posix_spawn) call, pid_t *pid, const char *path,
                 const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes, char *const argv[],
                 char *const envp[]) {
  struct image *child = is_recording() && follows ? expect_child(path, 0) : NULL;
  ENVIRONMENT(envp, reachable(child));
  pid_t started = 0;
  uint32_t serial = child == NULL ? 0 : child->serial;
  int error = call(&started, path, actions, attributes, argv, environment);
  if (error != 0) stay(child);
  if (error != 0) return error;
  if (child != NULL) know_child(child, serial, started);
  if (pid != NULL) *pid = started;
  return 0;
}

PUBLIC int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
                       const posix_spawnattr_t *attributes, char *const argv[], char *const envp[]) {
  return spawn(launch.posix_spawn, pid, path, actions, attributes, argv, envp);
}

PUBLIC int posix_spawnp(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
                        const posix_spawnattr_t *attributes, char *const argv[], char *const envp[]) {
  return spawn(launch.posix_spawnp, pid, path, actions, attributes, argv, envp);
}

/* For `system` and `popen`: the C library itself starts their shell, with the current environment. */
static const struct image *lacking_setting(void) {
  return is_recording() && follows && entry(environ, setting_name) == NULL && is_reachable() ? image : NULL;
}

PUBLIC int system(const char *command) {
  const struct image *about = lacking_setting();
  ENVIRONMENT(environ, about);
  char **own = environ;
  environ = (char **)environment;
  int status = launch.system(command);
  if (environ == environment) environ = own;
  return status;
}

PUBLIC FILE *popen(const char *command, const char *mode) {
  const struct image *about = lacking_setting();
  ENVIRONMENT(environ, about);
  char **own = environ;
  environ = (char **)environment;
  FILE *stream = launch.popen(command, mode);
  if (environ == environment) environ = own;
  return stream;
}

/* After this call children may have process ids of another namespace. */
PUBLIC int unshare(int flags) {
  int result = launch.unshare(flags);
  if (result == 0 && (flags & CLONE_NEWPID)) children_are_foreign = true;
  return result;
}

PUBLIC int setns(int file, int type) {
  int result = launch.setns(file, type);
  if (result == 0 && (type == 0 || (type & CLONE_NEWPID))) children_are_foreign = true;
  return result;
}

/* Reserves the child's image before the fork, since only the parent learns the child's process id without a system
 * call. */
PUBLIC pid_t fork(void) {
  struct image *child = is_recording() && follows ? reserve_image() : NULL;
  uint32_t serial = child == NULL ? 0 : child->serial;
  self.child = child;
  pid_t pid = launch.fork();
  int saved = errno;
  if (pid == 0) return 0;
  self.child = NULL;
  if (child != NULL && pid > 0) know_child(child, serial, pid);
  if (child != NULL && pid < 0) release_image(child);
  errno = saved;
  return pid;
}

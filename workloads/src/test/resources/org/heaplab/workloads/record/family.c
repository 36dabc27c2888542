/* Allocates 10 blocks of 1111 bytes; a forked child frees 4 of them and allocates 5 of 2222; with "exec", the child then
 * becomes the program again, which as "grandchild" allocates 6 of 3333. Afterwards the parent allocates 7 of 4444. */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char *blocks[10];

static void take(int count, size_t bytes) {
  for (int i = 0; i < count; i++) blocks[i] = malloc(bytes);
}

int main(int count, char **arguments) {
  const char *role = count > 1 ? arguments[1] : "fork";
  if (strcmp(role, "grandchild") == 0) {
    take(6, 3333);
    return 0;
  }
  take(10, 1111);
  pid_t child = strcmp(role, "vfork") == 0 ? vfork() : fork();
  if (child == 0 && strcmp(role, "vfork") == 0) _exit(0);
  if (child == 0) {
    for (int i = 0; i < 4; i++) free(blocks[i]);
    take(5, 2222);
    if (strcmp(role, "exec") == 0) execl(arguments[0], arguments[0], "grandchild", (char *)NULL);
    return 0;
  }
  if (waitpid(child, NULL, 0) != child) return 1;
  take(7, 4444);
  return 0;
}

/* Allocates before main, from a constructor, and makes the loader allocate, by dlopen. */
#include <dlfcn.h>
#include <stdlib.h>

static void *early;

static __attribute__((constructor(101))) void begin(void) { early = malloc(5151); }

int main(void) {
  void *library = dlopen("libm.so.6", RTLD_NOW);
  if (library == NULL || dlsym(library, "no such symbol") != NULL || dlerror() == NULL) return 1;
  free(early);
  return dlclose(library);
}

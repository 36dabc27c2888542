/*
 * The operators new and delete of C++. Those of the C++ library call malloc and free, and these calls are
 * recorded. An allocator may define its own operators. They take blocks from its heap, and no recorded call
 * shows it. So the allocator's malloc and free, which use the same heap, are called instead. Blocks that the
 * allocator takes for itself do not belong to the program and are not recorded. Operators that other code
 * defines are called as they are; what they take from malloc is recorded, as requested where the operator was called.
 */
#include <link.h>

enum operators { NOT_LOOKED_UP, OF_THE_ALLOCATOR, OF_OTHERS };

static _Atomic int operators;
static struct span {
  uintptr_t from, bytes;
} allocator; /* the allocator's code, if it defines the operators */

static int find_code(struct dl_phdr_info *object, size_t size, void *sought) {
  (void)size;
  struct span *span = sought;
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[i];
    uintptr_t from = object->dlpi_addr + part->p_vaddr;
    if (part->p_type != PT_LOAD || span->from - from >= part->p_memsz) continue;
    *span = (struct span){from, part->p_memsz};
    return 1;
  }
  return 0;
}

static bool lies_in(const void *address, struct span span) { return (uintptr_t)address - span.from < span.bytes; }

/* The next definition after ours in the search order. If only a plug-in has loaded the C++ library, the one there. */
static void *next_operator(const char *name) {
  bool entered = enter();
  void *next = dlsym(RTLD_NEXT, name);
  void *library = next != NULL ? NULL : dlopen("libstdc++.so.6", RTLD_LAZY | RTLD_NOLOAD);
  if (library != NULL) next = dlsym(library, name);
  if (entered) leave();
  return next;
}

static __attribute__((noinline)) int look_up_operators(void) {
  void *next = next_operator("_Znwm");
  struct span code = {(uintptr_t)real.malloc, 0};
  if (dl_iterate_phdr(find_code, &code) == 0) code.bytes = 0;
  if (next != NULL && !lies_in(next, code)) return operators = OF_OTHERS;
  if (next != NULL) allocator = code;
  return operators = OF_THE_ALLOCATOR;
}

static inline bool are_of_allocator(void) {
  int whose = operators;
  return is_ready() && (whose != NOT_LOOKED_UP ? whose : look_up_operators()) == OF_THE_ALLOCATOR;
}

/* When there is no memory, the allocator's own operator calls the program's new-handler, and throws. If an operator calls
 * another one, the place that called the first counts. */
#define NEW(name, parameters, allocate, ...)                                                       \
  PUBLIC void *name parameters {                                                                   \
    const void *caller = __builtin_return_address(0);                                              \
    if (are_of_allocator()) {                                                                      \
      bool entered = lies_in(caller, allocator) && enter();                                        \
      void *block = allocate;                                                                      \
      if (entered) leave();                                                                        \
      if (block != NULL) return block;                                                             \
    }                                                                                              \
    static _Atomic(void *) next;                                                                   \
    if (next == NULL) next = next_operator(#name);                                                 \
    if (next == NULL) return NULL;                                                                 \
    if (self.caller == NULL) self.caller = caller;                                                 \
    void *block = ((void *(*)parameters)next)(__VA_ARGS__);                                        \
    self.caller = NULL;                                                                            \
    return block;                                                                                  \
  }

static void free_for_operator(void *block, const void *caller) {
  bool entered = lies_in(caller, allocator) && enter();
  free(block);
  if (entered) leave();
}

#define DELETE(name, parameters, ...)                                                              \
  PUBLIC void name parameters {                                                                    \
    if (are_of_allocator()) return free_for_operator(block, __builtin_return_address(0));          \
    static _Atomic(void *) next;                                                                   \
    if (next == NULL) next = next_operator(#name);                                                 \
    if (next != NULL) ((void (*)parameters)next)(__VA_ARGS__);                                     \
    else free(block);                                                                              \
  }

typedef const void *nothrow;

NEW(_Znwm, (size_t size), malloc_from(size, caller), size)
NEW(_Znam, (size_t size), malloc_from(size, caller), size)
NEW(_ZnwmRKSt9nothrow_t, (size_t size, nothrow tag), malloc_from(size, caller), size, tag)
NEW(_ZnamRKSt9nothrow_t, (size_t size, nothrow tag), malloc_from(size, caller), size, tag)
NEW(_ZnwmSt11align_val_t, (size_t size, size_t alignment), memalign_from(alignment, size, caller), size, alignment)
NEW(_ZnamSt11align_val_t, (size_t size, size_t alignment), memalign_from(alignment, size, caller), size, alignment)
NEW(_ZnwmSt11align_val_tRKSt9nothrow_t, (size_t size, size_t alignment, nothrow tag), memalign(alignment, size), size,
    alignment, tag)
NEW(_ZnamSt11align_val_tRKSt9nothrow_t, (size_t size, size_t alignment, nothrow tag), memalign(alignment, size), size,
    alignment, tag)

DELETE(_ZdlPv, (void *block), block)
DELETE(_ZdaPv, (void *block), block)
DELETE(_ZdlPvm, (void *block, size_t size), block, size)
DELETE(_ZdaPvm, (void *block, size_t size), block, size)
DELETE(_ZdlPvRKSt9nothrow_t, (void *block, nothrow tag), block, tag)
DELETE(_ZdaPvRKSt9nothrow_t, (void *block, nothrow tag), block, tag)
DELETE(_ZdlPvSt11align_val_t, (void *block, size_t alignment), block, alignment)
DELETE(_ZdaPvSt11align_val_t, (void *block, size_t alignment), block, alignment)
DELETE(_ZdlPvmSt11align_val_t, (void *block, size_t size, size_t alignment), block, size, alignment)
DELETE(_ZdaPvmSt11align_val_t, (void *block, size_t size, size_t alignment), block, size, alignment)
DELETE(_ZdlPvSt11align_val_tRKSt9nothrow_t, (void *block, size_t alignment, nothrow tag), block, alignment, tag)
DELETE(_ZdaPvSt11align_val_tRKSt9nothrow_t, (void *block, size_t alignment, nothrow tag), block, alignment, tag)

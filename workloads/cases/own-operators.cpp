// A program's own operators new and delete. They use malloc, or with -DARENA an array that no recorder can see. They are
// in the executable or in a library. With -DMAIN this is also the program: 500 blocks each way, 250 of them freed.
#include <cstdlib>
#include <new>

#ifdef ARENA
static char arena[1 << 20];
static std::size_t used;
static void *take(std::size_t size) { return arena + (used += (size + 15) / 16 * 16) - (size + 15) / 16 * 16; }
static void give(void *) {}
#else
static void *take(std::size_t size) { return malloc(size); }
static void give(void *block) { free(block); }
#endif

void *operator new(std::size_t size) { return take(size); }
void *operator new[](std::size_t size) { return take(size); }
void operator delete(void *block) noexcept { give(block); }
void operator delete(void *block, std::size_t) noexcept { give(block); }
void operator delete[](void *block) noexcept { give(block); }
void operator delete[](void *block, std::size_t) noexcept { give(block); }

#ifdef MAIN
#include MAIN
#endif

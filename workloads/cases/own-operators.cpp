// Operators new and delete of a program's own, on malloc, or with -DARENA in an array that no recorder sees into. In the
// executable or in a library; with -DMAIN also the program: 500 blocks each way, 250 of them given back.
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

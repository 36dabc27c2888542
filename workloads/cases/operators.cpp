// Calls every form of operator new and delete a known number of times. `all`: allocates and frees 2,220 blocks. `throw`:
// makes ten requests that are too large; each calls the new-handler once and then throws. `own`: uses the operators of a
// class 300 times. Prints what it did with write, which does not allocate.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <unistd.h>

using std::align_val_t;
using std::nothrow;
using std::size_t;

namespace {
constexpr size_t bytes = 100;
constexpr auto wide = align_val_t(64);
void *blocks[1000];
void *volatile sink;

template <class Take, class Give> void times(int count, Take take, Give give) {
  for (int i = 0; i < count; i++) {
    sink = blocks[i] = take();
    if (sink == nullptr) _exit(3);
  }
  for (int i = 0; i < count; i++) give(blocks[i]);
}

void all() {
  times(600, [] { return ::operator new(bytes); }, [](void *p) { ::operator delete(p); });
  times(400, [] { return ::operator new(bytes); }, [](void *p) { ::operator delete(p, bytes); });
  times(300, [] { return ::operator new[](bytes); }, [](void *p) { ::operator delete[](p); });
  times(200, [] { return ::operator new[](bytes); }, [](void *p) { ::operator delete[](p, bytes); });
  times(200, [] { return ::operator new(bytes, nothrow); }, [](void *p) { ::operator delete(p, nothrow); });
  times(100, [] { return ::operator new[](bytes, nothrow); }, [](void *p) { ::operator delete[](p, nothrow); });
  times(200, [] { return ::operator new(bytes, wide); }, [](void *p) { ::operator delete(p, wide); });
  times(100, [] { return ::operator new(bytes, wide); }, [](void *p) { ::operator delete(p, bytes, wide); });
  times(30, [] { return ::operator new[](bytes, wide); }, [](void *p) { ::operator delete[](p, wide); });
  times(20, [] { return ::operator new[](bytes, wide); }, [](void *p) { ::operator delete[](p, bytes, wide); });
  times(40, [] { return ::operator new(bytes, wide, nothrow); }, [](void *p) { ::operator delete(p, wide, nothrow); });
  times(30, [] { return ::operator new[](bytes, wide, nothrow); }, [](void *p) { ::operator delete[](p, wide, nothrow); });
  alignas(64) static char place[200];
  for (int i = 0; i < 1000; i++) sink = new (place) char[bytes]; // takes nothing
  ::operator delete(nullptr);
}

int handled;
void handler() {
  handled++;
  std::set_new_handler(nullptr);
}

void throwing() {
  int caught = 0, refused = 0;
  for (int i = 0; i < 10; i++) {
    std::set_new_handler(handler);
    try {
      sink = ::operator new(size_t(1) << 60);
    } catch (const std::bad_alloc &) {
      caught++;
    }
    refused += ::operator new(size_t(1) << 60, nothrow) == nullptr;
  }
  char line[100];
  int length = snprintf(line, sizeof line, "handled %d caught %d refused %d\n", handled, caught, refused);
  if (write(1, line, size_t(length)) < 0) _exit(1);
}

struct Own {
  char content[200];
  static void *operator new(size_t size) { return malloc(size); }
  static void operator delete(void *block) { free(block); }
};
} // namespace

int main(int count, char **arguments) {
  const char *what = count > 1 ? arguments[1] : "all";
  if (strcmp(what, "all") == 0) all();
  if (strcmp(what, "throw") == 0) throwing();
  if (strcmp(what, "own") == 0) times(300, [] { return new Own; }, [](void *p) { delete static_cast<Own *>(p); });
  return 0;
}

// Every form of operator new and delete, each a known number of times.
#include <cstdlib>
#include <new>

static void *volatile sink;

template <typename New, typename Delete>
static void times(int count, New allocate, Delete release) {
  for (int i = 0; i < count; i++) {
    sink = allocate();
    release(sink);
  }
}

int main() {
  const std::align_val_t aligned{64};
  const std::nothrow_t &quiet = std::nothrow;
  times(10, [] { return operator new(1001); }, [](void *p) { operator delete(p); });
  times(20, [] { return operator new[](1002); }, [](void *p) { operator delete[](p, 1002); });
  times(30, [&] { return operator new(1003, quiet); }, [&](void *p) { operator delete(p, quiet); });
  times(40, [&] { return operator new[](1004, quiet); }, [&](void *p) { operator delete[](p, quiet); });
  times(50, [&] { return operator new(1088, aligned); }, [&](void *p) { operator delete(p, 1088, aligned); });
  times(60, [&] { return operator new[](1152, aligned); }, [&](void *p) { operator delete[](p, aligned); });
  times(70, [&] { return operator new(1216, aligned, quiet); }, [&](void *p) { operator delete(p, aligned, quiet); });
  times(80, [] { return std::malloc(1008); }, [](void *p) { std::free(p); });
  try {
    sink = operator new(static_cast<std::size_t>(1) << 62);
    return 1;
  } catch (const std::bad_alloc &) {
    sink = operator new(1009);
  }
  return 0;
}

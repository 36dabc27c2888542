// Allocates 500 blocks by new and 500 by new[], and frees 250 of each.
#include <cstddef>

static char *volatile sink;
int main() {
  static char *one[500], *many[500];
  for (int i = 0; i < 500; i++) {
    sink = one[i] = new char;
    sink = many[i] = new char[40];
  }
  for (int i = 0; i < 250; i++) {
    delete one[i];
    delete[] many[i];
  }
  return 0;
}

#!/bin/sh
# A compiler: gcc's cc1 -O2 on a generated C file of a hundred functions.
. "$(dirname "$0")/recording.sh"
need gcc gcc
need awk mawk
cc1=$(gcc -print-prog-name=cc1)
need "$cc1" gcc

awk '
function random(n) { seed = (seed * 16807) % 2147483647; return seed % n }
BEGIN {
  seed = 1998
  print "#include <stdint.h>\n#include <string.h>"
  for (s = 0; s < 40; s++) printf "struct s%d { int32_t a[%d]; uint64_t b; double c; struct s%d *next; };\n", s, 1 + random(30), s
  for (f = 0; f < 105; f++) {
    s = random(40)
    printf "static uint64_t f%d(struct s%d *p, uint64_t x, int n) {\n  uint64_t r = x * %du;\n", f, s, 3 + random(1000)
    printf "  for (int i = 0; i < n; i++) {\n    switch ((r >> %d) %% 6) {\n", random(9)
    for (c = 0; c < 6; c++) printf "    case %d: r ^= p->b + %du; p->c *= 1.%d; p->a[i %% %d] += (int32_t) (r >> %d); break;\n", c, random(5000), random(99), 1 + random(3), random(31)
    printf "    }\n    if (p->next && (r & %d) == 0) p = p->next;\n", random(16)
    if (f > 3) printf "    else if (i %% %d == 0) r += f%d((void *) p->next, r, i / 2);\n", 2 + random(9), f - 1 - random(3)
    printf "    uint64_t t[%d]; memset(t, i, sizeof t); for (int k = 0; k < %d; k++) r += t[k] * r + k;\n", 4 + random(12), 4
    print "  }\n  return r;\n}"
  }
  print "uint64_t run(void *p, uint64_t x) {\n  uint64_t r = 0;"
  for (f = 0; f < 105; f++) printf "  r += f%d(p, x + r, %d);\n", f, random(50)
  print "  return r;\n}"
}' >"$work/generated.c"

cd "$work"
gcc -E generated.c -o generated.i
"$heaplab" record -o "$traces/cc1.trace" -- "$cc1" -quiet -O2 generated.i -o generated.s

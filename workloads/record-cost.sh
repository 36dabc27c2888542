#!/bin/bash
# The cost of recording. Runs programs that mostly allocate, plain and recorded in turn, and prints the medians of their
# times. The time includes the collector, but not the JVM that writes the trace afterwards, since this does not slow the
# program down. Usage: record-cost.sh [ROUNDS]
set -eu
rounds=${1:-7}
sources=$(cd "$(dirname "$0")" && pwd)/src/main/resources/org/heaplab/workloads/record
work=$(mktemp -d "${TMPDIR:-/tmp}/heaplab-cost.XXXXXX")
trap 'rm -rf "$work"' EXIT
command -v cc >/dev/null || { echo "record-cost.sh: cc is missing: install the package gcc" >&2; exit 1; }
cc -std=gnu11 -O2 -pthread -shared -fPIC -fvisibility=hidden -o "$work/recorder.so" "$sources/recorder.c" -ldl
cc -std=gnu11 -O2 -pthread -fPIE -o "$work/collector" "$sources/collector.c"

cat >"$work/pairs.c" <<'C'
/* Does this five million times on each thread: reads and frees one of 1024 blocks, allocates a block of 16 to 127 bytes
 * instead, and fills it. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *run(void *argument) {
  static __thread char *blocks[1024];
  uint64_t x = 88172645463325252u + (uintptr_t)argument, sum = 0;
  for (int i = 0; i < 5000000; i++) {
    x ^= x << 13, x ^= x >> 7, x ^= x << 17;
    char **block = &blocks[x % 1024];
    size_t bytes = 16 + (x >> 32) % 112;
    if (*block != NULL) sum += (unsigned char)**block;
    free(*block);
    *block = memset(malloc(bytes), (int)i, bytes);
  }
  return (void *)(uintptr_t)sum;
}

int main(int count, char **arguments) {
  pthread_t other;
  int two = count > 1 && atoi(arguments[1]) == 2;
  if (two && pthread_create(&other, NULL, run, (void *)1) != 0) return 1;
  run(NULL);
  return two ? pthread_join(other, NULL) : 0;
}
C
cc -O2 -pthread -o "$work/pairs" "$work/pairs.c"

# The middle one of the numbers on standard input.
median() { sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# timed NAME COMMAND…: adds elapsed and processor seconds to NAME.elapsed and NAME.processor
timed() {
  local name=$1 TIMEFORMAT='%R %U %S'
  shift
  { time "$@" >/dev/null; } 2>&1 | awk -v name="$work/$name" '{ print $1 >>(name ".elapsed"); print $2 + $3 >>(name ".processor") }'
}

# compare LABEL COMMAND…
compare() {
  local label=$1 kind
  shift
  rm -f "$work"/*.elapsed "$work"/*.processor
  for ((round = 0; round < rounds; round++)); do
    timed plain "$@"
    mkdir "$work/records"
    timed recorded "$work/collector" run "$work/records" "$work/recorder.so" alone 1 3 4 0 "$@" 3>/dev/null 4</dev/zero
    rm -r "$work/records"
  done
  for kind in elapsed processor; do
    plain=$(median <"$work/plain.$kind") recorded=$(median <"$work/recorded.$kind")
    awk -v label="$label" -v kind=$kind -v a="$plain" -v b="$recorded" \
      'BEGIN { printf "%-28s %-10s %8.3f s %8.3f s %6.2f\n", label, kind, a, b, b / a }'
  done
}

printf '%-28s %-10s %10s %10s %6s   (medians of %d)\n' program time plain recorded ratio "$rounds"
compare 'C, blocks of 16 to 127 bytes' "$work/pairs" 1
compare 'the same, two threads' "$work/pairs" 2
if python=$(python3 -c 'import sys; print(sys.executable)' 2>/dev/null); then
  PYTHONMALLOC=malloc compare 'python3, PYTHONMALLOC=malloc' "$python" -S -c \
    'print(sum(len(str(i)) + len([i, str(i)]) for i in range(1500000)))'
fi
if command -v perl >/dev/null; then
  compare 'perl, a hash of lists' perl -e \
    'for (1 .. 400000) { push @{ $h{$_ % 5000} }, "value $_"; delete $h{($_ * 7) % 5000} if $_ % 3 == 0 } print scalar %h'
fi

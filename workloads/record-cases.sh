#!/bin/bash
# Records small programs in many situations. Their heap operations are known exactly, so the traces and the messages are
# compared with what is right. Prints a line per situation: ok, FAIL with what was expected, or skipped with what is
# missing. Ends with status 1 if there is any FAIL.
#
#     record-cases.sh [--list] [--only PATTERN] [--jobs N] [--keep]
#
# The situations are in cases/*.sh, a file per kind; the programs are beside them.
. "$(dirname "$0")/cases/check.sh"
for kind in rights filters limits allocators chains children streams losses threads accesses; do . "$here/$kind.sh"; done

compile() {
  local compiler=$1 name=$2
  shift 2
  "$compiler" -O1 -fno-builtin -pthread -o "$work/bin/$name" "$@" || { echo "$me: cannot build $name" >&2; return 1; }
}

# A program that needs an optional package is built by its situation, from $here.
build() {
  compile cc steps "$here"/steps*.c && compile cc blocks "$here/blocks.c" -ldl &&
    compile c++ operators "$here/operators.cpp" && compile cc plugin.so -shared -fPIC "$here/plugin.c"
}

main "$@"

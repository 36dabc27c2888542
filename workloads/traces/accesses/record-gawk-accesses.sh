#!/bin/sh
# A text tool: gawk reads a text, counts its words, joins the lines in which rare ones stand and sorts what it found.
. "$(dirname "$0")/recording.sh"
need gawk gawk

gawk 'BEGIN {
  srand(1998)
  for (i = 0; i < 200; i++) {
    line = ""
    for (w = 0; w < 10; w++) line = line sprintf("w%d ", int(exp(rand() * 5.5)))
    print line
  }
}' >"$work/text"
cat >"$work/count.awk" <<'AWK'
{
  for (i = 1; i <= NF; i++) {
    count[$i]++
    where[$i] = where[$i] " " NR
  }
}
END {
  for (word in count) if (count[word] < 4) rare[word] = where[word]
  n = asorti(rare, sorted)
  for (i = 1; i <= n; i++) print sorted[i] ":" rare[sorted[i]]
}
AWK

cd "$work"
"$heaplab" record --accesses -o "$traces/gawk-accesses.trace" -- gawk -f count.awk text >answers

#!/bin/sh
# A full cache: redis may use 24 MiB. It gets values of 240 bytes first and then values of 492 bytes. Each new value
# evicts those that were used least recently.
. "$(dirname "$0")/recording.sh"
need redis-server redis-server
need redis-cli redis-tools
need awk mawk

# sets FIRST LAST BYTES: pipelined SETs of the keys from FIRST to LAST
sets() {
  awk -v first="$1" -v last="$2" -v bytes="$3" 'BEGIN {
    value = sprintf("%*s", bytes, ""); gsub(/ /, "v", value)
    for (i = first; i <= last; i++) {
      key = sprintf("key:%08d", i)
      printf "*3\r\n$3\r\nSET\r\n$%d\r\n%s\r\n$%d\r\n%s\r\n", length(key), key, bytes, value
    }
  }' | redis-cli -s socket --pipe >/dev/null
}

cd "$work"
"$heaplab" record -o "$traces/redis.trace" -- \
  redis-server --port 0 --unixsocket socket --save '' --appendonly no \
  --maxmemory 24mb --maxmemory-policy allkeys-lru --loglevel warning &
server=$!
until redis-cli -s socket ping >/dev/null 2>&1; do
  kill -0 $server
  sleep 0.2
done
sets 1 100000 240
sets 100001 170000 492
redis-cli -s socket shutdown nosave || true
wait $server

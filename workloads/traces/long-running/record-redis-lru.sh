#!/bin/sh
# A cache: redis may use 18 MB and evicts what was used least recently. The application is ours: it asks for keys, popular
# ones more often, and stores what the cache did not have. Its releases store values of about 100, 300, 200, 700 bytes.
. "$(dirname "$0")/recording.sh"
. "$(dirname "$0")/redis.sh"

cat >"$work/application.py" <<'PYTHON'
import random
import sys
from redis import command, kill, send

random.seed(int(sys.argv[1]))
# Of each release: bytes of a value, requests.
RELEASES = [(100, 100000), (300, 52000), (200, 56000), (700, 30000)]
THINGS = 600000

for release, (size, requests) in enumerate(RELEASES):
    for _ in range(requests // 100):
        # A release does not understand the values of the one before it, so its keys are new.
        keys = [b"v%d:thing:%d" % (release, int(THINGS * random.random() ** 2)) for _ in range(100)]
        found = send([command(b"GET", key) for key in keys])
        sets = [command(b"SET", key, b"v" * int(size * random.uniform(0.8, 1.2))) for key, there in zip(keys, found) if not there]
        if sets:
            send(sets)
kill()
PYTHON

cd "$work"
record_redis application.py --maxmemory 18mb --maxmemory-policy allkeys-lru

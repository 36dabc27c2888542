#!/bin/sh
# A cache of rendered parts of pages: redis may use 36 MB and evicts at random. The site is ours: it stores parts without
# end, some as strings, some as hashes; its designs make them grow from 180 bytes to 350, 600, 900 and 1250.
. "$(dirname "$0")/recording.sh"
. "$(dirname "$0")/redis.sh"

cat >"$work/site.py" <<'PYTHON'
import random
import sys
from redis import command, kill, send

random.seed(int(sys.argv[1]))
# Of each design: bytes of a part, parts stored.
DESIGNS = [(180, 100000), (350, 40000), (600, 25000), (900, 20000), (1250, 20000)]


def part(bytes):
    return b"p" * max(1, int(random.gauss(bytes, bytes / 5)))


for design, (bytes, parts) in enumerate(DESIGNS):
    for _ in range(parts // 50):
        commands = []
        for _ in range(50):
            page, kind = random.randrange(1000000), random.randrange(10)
            if kind < 8:
                commands.append(command(b"SET", b"part:%d:%d" % (page, kind), part(bytes)))
            else:
                head = part(bytes // 4)
                commands.append(command(b"HSET", b"page:%d:%d" % (page, kind), b"head", head, b"body", part(3 * bytes // 4), b"design", b"%d" % design))
        send(commands)
kill()
PYTHON

cd "$work"
record_redis site.py --maxmemory 36mb --maxmemory-policy allkeys-random

#!/bin/sh
# A session store: redis keeps sessions that expire six hours after their last write. The visitors are ours: three
# days, most traffic in the evening, little at night. An hour lasts a second here. It ends, killed, in the third night.
. "$(dirname "$0")/recording.sh"
. "$(dirname "$0")/redis.sh"

cat >"$work/visitors.py" <<'PYTHON'
import math
import random
import sys
import time
from redis import command, kill, send

random.seed(int(sys.argv[1]))
DAYS = 3
STEPS_A_HOUR = 20
BUSIEST_HOUR = 6500  # visits
HOURS_KEPT = 6


def share(hour):
    """Of the busiest hour: little from one to six, a small peak at noon, a large one in the evening."""
    noon = math.exp(-(((hour - 12.5) / 3.5) ** 2))
    evening = math.exp(-(((hour - 20) / 2.7) ** 2)) + math.exp(-(((hour + 4) / 2.7) ** 2))
    return 0.03 + 0.6 * noon + 0.97 * evening


def session(visits):
    """A session grows with every page that its visitor sees."""
    return b"s" * (80 + int(random.lognormvariate(6.3, 0.8)) + 90 * visits)


recent = []
members = 0
begun = time.monotonic()
for step in range((DAYS * 24 - 1) * STEPS_A_HOUR):
    hour = 5 + step / STEPS_A_HOUR
    commands = []
    for _ in range(int(BUSIEST_HOUR / STEPS_A_HOUR * share(hour % 24) + random.random())):
        if recent and random.random() < 0.55:
            at = random.randrange(len(recent))
            key, visits, last = recent[at]
            if hour - last > HOURS_KEPT:
                recent[at] = recent[-1]
                recent.pop()
                continue
            recent[at] = key, visits + 1, hour
            commands.append(command(b"GET", key))
            commands.append(command(b"SETEX", key, b"%d" % HOURS_KEPT, session(visits)))
        else:
            key = b"session:%016x" % random.getrandbits(64)
            recent.append((key, 1, hour))
            commands.append(command(b"SETEX", key, b"%d" % HOURS_KEPT, session(0)))
            if random.random() < 0.04:
                # Those who stay logged in have a token that lasts for a month.
                members += 1
                commands.append(command(b"HSET", b"member:%d" % members, b"token", key, b"until", b"%d" % (hour + 720), b"agent", b"a" * random.randrange(20, 160)))
    if commands:
        send(commands)
    time.sleep(max(0, begun + (step + 1) / STEPS_A_HOUR - time.monotonic()))
kill()
PYTHON

cd "$work"
record_redis visitors.py

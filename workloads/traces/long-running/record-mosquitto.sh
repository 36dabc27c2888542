#!/bin/sh
# A message broker: mosquitto. The clients are ours: sensors of houses publish values that are retained, and telephones
# subscribe to their house; most telephones are off at night, and the broker keeps messages for them. Two days; an hour
# lasts half a second. It ends, killed, in the second morning, when the telephones have got their messages.
. "$(dirname "$0")/recording.sh"
# Debian keeps the broker where only root looks.
PATH=$PATH:/usr/sbin
need mosquitto mosquitto
need python3 python3

cat >"$work/houses.py" <<'PYTHON'
import os
import random
import signal
import socket
import struct
import sys
import time

random.seed(int(sys.argv[1]))
HOUSES = 250
SENSORS = 160  # of a house
HOURS = range(8, 57)


def text(string):
    return struct.pack(">H", len(string)) + string


def packet(kind, body):
    length, rest = b"", len(body)
    while True:
        length += bytes([rest % 128 | (128 if rest > 127 else 0)])
        rest //= 128
        if rest == 0:
            return bytes([kind]) + length + body


class Client:
    def __init__(self, name, clean):
        self.got = b""
        self.number = 0
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect("socket")
        self.socket.sendall(packet(0x10, text(b"MQTT") + bytes([4, 2 if clean else 0]) + struct.pack(">H", 0) + text(name)))
        self.socket.setblocking(False)

    def send(self, data):
        self.socket.setblocking(True)
        self.socket.sendall(data)
        self.socket.setblocking(False)

    def publish(self, topic, value):
        """A value that the broker keeps until the next one comes, for those who subscribe later."""
        self.send(packet(0x31, text(topic) + value))

    def publish_surely(self, topic, value):
        """A message that the broker keeps until every subscriber has it."""
        self.number = self.number % 60000 + 1
        self.send(packet(0x32, text(topic) + struct.pack(">H", self.number) + value))

    def subscribe(self, topic):
        self.send(packet(0x82, struct.pack(">H", 1) + text(topic) + b"\1"))

    def take(self):
        """Reads what has come and acknowledges messages that must not be lost."""
        acknowledged = b""
        while True:
            try:
                data = self.socket.recv(65536)
            except BlockingIOError:
                break
            if not data:
                sys.exit("the broker closed a connection")
            self.got += data
        at = 0
        while len(self.got) - at >= 2:
            length, shift, start = 0, 0, at + 1
            while start < len(self.got):
                length |= (self.got[start] & 127) << shift
                shift += 7
                start += 1
                if self.got[start - 1] < 128:
                    break
            if start + length > len(self.got) or self.got[start - 1] > 127:
                break
            if self.got[at] & 0xF6 == 0x32:
                name = struct.unpack_from(">H", self.got, start)[0]
                acknowledged += b"\x40\x02" + self.got[start + 2 + name : start + 4 + name]
            at = start + length
        self.got = self.got[at:]
        if acknowledged:
            self.send(acknowledged)
        return at > 0

    def close(self):
        self.send(packet(0xE0, b""))
        self.socket.close()


def value(kind):
    size = (40, 90, 200, 600)[kind]
    return b"v" * random.randint(size // 2, 2 * size)


hubs = [Client(b"hub-%d" % house, True) for house in range(HOUSES)]
kinds = [[random.choice((0, 0, 0, 1, 1, 2, 3)) for _ in range(SENSORS)] for _ in range(HOUSES)]
telephones = {}
begun = time.monotonic()
for hour in HOURS:
    day = hour % 24
    awake = 0.95 if 8 <= day < 22 else 0.6 if day in (7, 22) else 0.08
    for telephone in range(2 * HOUSES):
        wanted = random.random() < awake
        name, topic = b"telephone-%d" % telephone, b"house/%d/#" % (telephone // 2)
        if wanted and telephone not in telephones:
            telephones[telephone] = Client(name, False)
            telephones[telephone].subscribe(topic)
        elif not wanted and telephone in telephones:
            telephones[telephone].take()
            telephones.pop(telephone).close()
    for house, hub in enumerate(hubs):
        for _ in range(8 if 7 <= day < 23 else 5):
            sensor = random.randrange(SENSORS)
            hub.publish(b"house/%d/sensor/%d" % (house, sensor), value(kinds[house][sensor]))
        for _ in range(random.randint(0, 4)):
            hub.publish_surely(b"house/%d/event/%d" % (house, random.randrange(5)), value(random.randrange(4)))
        hub.take()
        if house % 25 == 0:
            for telephone in telephones.values():
                telephone.take()
    time.sleep(max(0, begun + (hour + 1 - HOURS[0]) / 2 - time.monotonic()))
quiet = time.monotonic() + 1
while time.monotonic() < quiet:
    if any([client.take() for client in [*hubs, *telephones.values()]]):
        quiet = time.monotonic() + 1
    time.sleep(0.05)
os.kill(int(open("pid").read()), signal.SIGKILL)
PYTHON

cd "$work"
chmod 755 .
cat >conf <<CONF
listener 0 $work/socket
allow_anonymous true
pid_file $work/pid
user root
max_queued_messages 1000
log_type error
CONF
# Each client is an open file.
ulimit -n 4096 2>/dev/null || true
"$heaplab" record -o "$trace" -- mosquitto -c conf &
recording=$!
until [ -S socket ] && [ -s pid ]; do
  kill -0 $recording
  sleep 0.2
done
python3 houses.py "$seed" || {
  kill -9 "$(cat pid)"
  wait $recording
  exit 1
}
wait $recording

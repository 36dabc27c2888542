# Shared by the record-redis-*.sh scripts, which source it after recording.sh.
need redis-server redis-server
need python3 python3

# What the loads need to talk to redis: send several commands at once, read their answers, kill the server.
cat >"$work/redis.py" <<'PYTHON'
import os
import signal
import socket
import sys

server = socket.socket(socket.AF_UNIX)
server.connect("socket")
answers = server.makefile("rb")


def command(*words):
    return b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in words)


def send(commands):
    """Says for each command whether it found something; what does not search always does."""
    server.sendall(b"".join(commands))
    found = []
    for _ in commands:
        answer = answers.readline()
        if answer[:1] == b"-":
            sys.exit(answer.decode())
        if answer[:1] == b"$" and answer != b"$-1\r\n":
            answers.read(int(answer[1:]) + 2)
        found.append(answer != b"$-1\r\n")
    return found


def kill():
    os.kill(int(open("pid").read()), signal.SIGKILL)
PYTHON

# record_redis LOAD OPTION...: records a server with these options under the load, a file of python, which kills it
record_redis() {
  load=$1
  shift
  "$heaplab" record -o "$trace" -- \
    redis-server --port 0 --unixsocket socket --pidfile pid --save '' --appendonly no --loglevel warning "$@" >log &
  recording=$!
  until [ -S socket ] && [ -s pid ]; do
    kill -0 $recording
    sleep 0.2
  done
  python3 "$load" "$seed" || {
    kill -9 "$(cat pid)"
    wait $recording
    exit 1
  }
  wait $recording
}

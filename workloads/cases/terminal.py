"""Types at an interactive bash on a terminal: terminal.py COMMAND KEY EXPECTED NEXT INPUT, where KEY is `stop`
(control-Z), `interrupt` (control-C) or `none`; then EXPECTED must appear, NEXT and INPUT are typed, and the prompt
must come back."""
import os, pty, select, sys, time

command, key, expected, following, text = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    os.environ["PS1"] = "READY> "
    os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])

seen = b""


def read(until, seconds):
    global seen
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if until in seen:
            seen = seen[seen.index(until) + len(until):]
            return
        if select.select([terminal], [], [], 0.1)[0]:
            piece = os.read(terminal, 4096)
            sys.stdout.buffer.write(piece)
            seen += piece
    sys.exit("expected '%s' on the terminal" % until.decode())


def type_line(line):
    os.write(terminal, line.encode() + b"\n")
    if line:
        read(line[-10:].encode(), 5)


def children_named(names):
    """Whether a program of this name runs in this session."""
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = open("/proc/%s/stat" % process).read()
            if os.getsid(int(process)) == pid and fields[fields.index("(") + 1:fields.rindex(")")] in names:
                return True
        except OSError:
            pass
    return False


read(b"READY> ", 10)
type_line(command)
end = time.monotonic() + 20
while not children_named(("steps", "sleep", "bash-child", "lackey-amd64-li", "lackey-arm64-li")) and key != "none" and time.monotonic() < end:
    time.sleep(0.05)
time.sleep(0.5 if key != "none" else 2)
if key != "none":
    os.write(terminal, {"stop": b"\x1a", "interrupt": b"\x03"}[key])
if expected:
    read(expected.encode(), 10)
if following:
    type_line(following)
if text:
    time.sleep(0.5)
    type_line(text)
read(b"READY> ", 40)
os.write(terminal, b"exit\n")

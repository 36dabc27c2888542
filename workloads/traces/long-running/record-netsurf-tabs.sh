#!/bin/sh
# A browser: netsurf shows thirty pages, then idles on the last one, as a tab does that stays open. The pages are ours:
# articles, tables, lists, pictures and style sheets; each redirects to the next one. It ends, killed, while it idles.
. "$(dirname "$0")/recording.sh"
need netsurf-fb netsurf-fb
need python3 python3

cat >"$work/site.py" <<'PYTHON'
import os
import random
import struct
import sys
import zlib

random.seed(int(sys.argv[1]))
PAGES = 30
WORDS = ["".join(random.choice("bcdfghklmnprstvw") + random.choice("aeiou") for _ in range(random.randint(1, 4))) for _ in range(2000)]


def words(n):
    return " ".join(WORDS[int(2000 * random.random() ** 2)] for _ in range(n))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(name, width, height):
    a, b = random.randrange(1, 8), random.randrange(1, 8)
    rows = b"".join(b"\0" + bytes((x * a ^ y * b) & 255 for x in range(3 * width)) for y in range(height))
    with open(name, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        file.write(chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)))
        file.write(chunk(b"IDAT", zlib.compress(rows, 6)))
        file.write(chunk(b"IEND", b""))


def article():
    return f"<div class=c{random.randrange(20)}><h3>{words(4)}</h3>" + "".join(
        f"<p>{words(random.randint(15, 60))} <b>{words(3)}</b> <a href=page{random.randint(1, PAGES)}.html>{words(2)}</a></p>"
        for _ in range(random.randint(1, 4))
    ) + "</div>"


def table():
    columns = random.randint(3, 6)
    rows = "".join(
        "<tr>" + "".join(f"<td class=c{random.randrange(20)}>{words(random.randint(1, 4))}</td>" for _ in range(columns)) + "</tr>\n"
        for _ in range(random.randint(5, 25))
    )
    return f"<table border=1>{rows}</table>"


def nested(depth):
    if depth == 0:
        return f"<li>{words(random.randint(3, 9))}</li>"
    return f"<li><b>{words(2)}</b><ul>" + "".join(nested(depth - 1) for _ in range(random.randint(2, 4))) + "</ul></li>"


os.mkdir("site")
os.chdir("site")
for sheet in range(5):
    with open(f"style{sheet}.css", "w") as file:
        for i in range(20):
            file.write(f".c{i} {{ color: #{random.randrange(4096):03x}; padding: {random.randrange(6)}px; margin: {random.randrange(4)}px }}\n")
            file.write(f"div.c{i} p > b, ul li.c{i} a {{ font-weight: bold; border: {random.randrange(3)}px solid #{random.randrange(4096):03x} }}\n")
for page in range(1, PAGES + 1):
    # A few sites: each has its style and a picture on top of all of its pages.
    site = (page - 1) // 6
    parts = [f"<img src=top{site}.png>"]
    if page % 6 == 1:
        png(f"top{site}.png", 500, 80)
    for number in range(random.randint(5, 13)):
        kind = random.random()
        if kind < 0.55:
            parts.append(article())
        elif kind < 0.65:
            parts.append(table())
        elif kind < 0.72:
            parts.append(f"<ul>{nested(3)}</ul>")
        else:
            png(f"p{page}-{number}.png", random.randint(120, 800), random.randint(90, 600))
            parts.append(f"<img src=p{page}-{number}.png>")
    onward = f'<meta http-equiv="refresh" content="1;url=page{page + 1}.html">' if page < PAGES else ""
    with open(f"page{page}.html", "w") as file:
        file.write(f"<html><head><title>{words(3)}</title><link rel=stylesheet href=style{site}.css>{onward}</head><body>\n")
        file.write("\n".join(parts) + "\n</body></html>\n")
PYTHON

cd "$work"
python3 site.py "$seed"
# The shell writes its process number, which the browser keeps.
"$heaplab" record -o "$trace" -- sh -c 'echo $$ >pid; exec "$@"' sh \
  netsurf-fb -V log -f ram -w 1024 -h 768 "file://$work/site/page1.html" &
recording=$!
until grep -q "content_open: .*/page30.html" log 2>/dev/null; do
  sleep 1
  kill -0 $recording
done
sleep 30
kill -9 "$(cat pid)"
wait $recording

#!/bin/sh
# A browser session: netsurf shows fourteen pages with tables, lists, style sheets and images, one after the other. Each
# page redirects to the next one. A few seconds after the last page opens, the script ends the browser.
. "$(dirname "$0")/recording.sh"
need netsurf-fb netsurf-fb
need python3 python3

cat >"$work/site.py" <<'PYTHON'
import os
import struct
import zlib

seed = 1998


def random(n):
    global seed
    seed = seed * 16807 % 2147483647
    return seed % n


WORDS = ["".join("bcdfghklmnprstvw"[random(16)] + "aeiou"[random(5)] for _ in range(1 + random(4))) for _ in range(2000)]


def words(n):
    return " ".join(WORDS[random(1 + random(len(WORDS)))] for _ in range(n))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(name, width, height):
    a, b, c = 1 + random(7), 1 + random(7), random(256)
    rows = b"".join(
        b"\0" + bytes(v & 255 for x in range(width) for v in (x * a + y, y * b + c, (x * y >> 5) + c)) for y in range(height)
    )
    with open(name, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        file.write(chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)))
        file.write(chunk(b"IDAT", zlib.compress(rows, 6)))
        file.write(chunk(b"IEND", b""))


def table(rows, columns):
    lines = ["<table border=1>"]
    for row in range(rows):
        lines.append("<tr>" + "".join(f"<td class=c{random(20)}>{words(1 + random(4))}</td>" for _ in range(columns)) + "</tr>")
    return "\n".join(lines + ["</table>"])


def nested(depth):
    if depth == 0:
        return f"<li>{words(3 + random(8))}</li>"
    return f"<li><b>{words(2)}</b><ul>" + "".join(nested(depth - 1) for _ in range(2 + random(3))) + "</ul></li>"


PAGES = 14
os.mkdir("site")
os.chdir("site")
with open("style.css", "w") as file:
    for i in range(20):
        file.write(f".c{i} {{ color: #{random(4096):03x}; padding: {random(6)}px; margin: {random(4)}px }}\n")
        file.write(f"div.c{i} p > b, ul li.c{i} a {{ font-weight: bold; border: {random(3)}px solid #{random(4096):03x} }}\n")
for page in range(1, PAGES + 1):
    pictures = []
    for number in range(4 + random(9)):
        pictures.append(f"p{page}-{number}.png")
        png(pictures[-1], 150 + random(500), 100 + random(400))
    if page > 3:
        pictures += [f"p{page - 2}-0.png", f"p{page - 3}-1.png"]
    parts = [table(6 + random(20), 3 + random(3)) if random(2) else f"<ul>{nested(3)}</ul>" for _ in range(2)]
    for number in range(9 + random(10)):
        parts.append(f"<div class=c{random(20)}><h3>{words(4)}</h3><p>{words(20 + random(60))} <b>{words(3)}</b> <a href=page{1 + random(PAGES)}.html>{words(2)}</a></p></div>")
        if number < len(pictures):
            parts.append(f"<img src={pictures[number]}>")
    onward = f'<meta http-equiv="refresh" content="2;url=page{page + 1}.html">' if page < PAGES else ""
    with open(f"page{page}.html", "w") as file:
        file.write(f"<html><head><title>{words(3)}</title><link rel=stylesheet href=style.css>{onward}</head><body>\n")
        file.write("\n".join(parts) + "\n</body></html>\n")
PYTHON

cd "$work"
python3 site.py
"$heaplab" record -o "$traces/netsurf.trace" -- netsurf-fb -V log -f ram -w 1024 -h 768 "file://$work/site/page1.html" &
browser=$!
until grep -q "content_open: .*/page14.html" log 2>/dev/null; do
  sleep 1
  kill -0 $browser
done
sleep 3
kill $browser
wait $browser || true

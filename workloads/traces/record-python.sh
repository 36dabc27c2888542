#!/bin/sh
# A script interpreter whose own small-object allocator is switched off: python reads, edits and writes JSON documents,
# of which a changing set stays in a cache.
. "$(dirname "$0")/recording.sh"
need python3 python3

cat >"$work/documents.py" <<'PYTHON'
import json

seed = 1998


def random(n):
    global seed
    seed = seed * 16807 % 2147483647
    return seed % n


def document(depth):
    kind = random(5) if depth > 0 else 3 + random(2)
    if kind < 2:
        return {f"key{random(500)}": document(depth - 1) for _ in range(2 + random(8))}
    if kind == 2:
        return [document(depth - 1) for _ in range(1 + random(12))]
    return random(100000) / 8 if kind == 3 else "word " * (1 + random(12))


def visit(node, found):
    if isinstance(node, dict):
        for key, value in node.items():
            found.setdefault(key, []).append(value if not isinstance(value, (dict, list)) else None)
            visit(value, found)
    elif isinstance(node, list):
        for value in node:
            visit(value, found)


cache = {}
total = 0
for number in range(200):
    text = json.dumps(document(4))
    parsed = json.loads(text)
    found = {}
    visit(parsed, found)
    cache[random(40)] = (parsed, {key: len(values) for key, values in found.items()})
    total += len(json.dumps(parsed, indent=1, sort_keys=True).splitlines())
print(total, "lines")
PYTHON

cd "$work"
PYTHONMALLOC=malloc PYTHONHASHSEED=0 "$heaplab" record -o "$traces/python.trace" -- python3 -S documents.py

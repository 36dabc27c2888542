#!/bin/sh
# A script interpreter with a garbage collector of its own: expressions are parsed into trees, simplified and printed again,
# while a window of old trees stays alive.
. "$(dirname "$0")/recording.sh"
need lua5.4 lua5.4

cat >"$work/algebra.lua" <<'LUA'
local seed = 1998
local function random(n)
  seed = (seed * 16807) % 2147483647
  return seed % n + 1
end

local operators = { "+", "-", "*" }
local function make(depth)
  if depth == 0 or random(6) == 1 then
    return random(3) == 1 and "x" .. random(40) or tostring(random(9) - 1)
  end
  return "(" .. make(depth - 1) .. operators[random(3)] .. make(depth - 1) .. ")"
end

local function parse(text, at)
  if text:sub(at, at) == "(" then
    local left, operator, right
    left, at = parse(text, at + 1)
    operator = text:sub(at, at)
    right, at = parse(text, at + 1)
    return { operator = operator, left = left, right = right }, at + 1
  end
  local leaf = text:match("^%w+", at)
  return { leaf = leaf }, at + #leaf
end

local function simplify(tree)
  if tree.leaf then return tree end
  local left, right = simplify(tree.left), simplify(tree.right)
  if tree.operator == "*" and (left.leaf == "0" or right.leaf == "0") then return { leaf = "0" } end
  if tree.operator == "+" and left.leaf == "0" then return right end
  return { operator = tree.operator, left = left, right = right }
end

local function show(tree)
  if tree.leaf then return tree.leaf end
  return "(" .. show(tree.left) .. tree.operator .. show(tree.right) .. ")"
end

local window = {}
for round = 1, 40 do
  local tree = parse(make(3 + random(3)), 1)
  show(simplify(tree))
  window[random(12)] = tree
end
print(#window)
LUA

cd "$work"
"$heaplab" record --accesses -o "$traces/lua-accesses.trace" -- lua5.4 algebra.lua

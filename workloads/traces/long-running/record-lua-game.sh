#!/bin/sh
# A game loop in lua. The game is ours: levels come and go with their map chunks and creatures, a third of the assets is
# kept for the next level, the journal, the quests and the map of the world grow. It ends, killed, in the village between two levels.
. "$(dirname "$0")/recording.sh"
need lua5.4 lua5.4

cat >"$work/game.lua" <<'LUA'
math.randomseed(tonumber(arg[1]))
local random = math.random

local function words(n)
  local text = {}
  for i = 1, n do text[i] = string.char(96 + random(26)):rep(random(9)) end
  return table.concat(text, " ")
end

local assets, journal, quests, heroes, explored = {}, {}, {}, {}, {}
local clock = 0

local function log(text)
  clock = clock + 1
  journal[#journal + 1] = clock .. ": " .. text
  -- The game shows the newest 4000 lines.
  if #journal > 6000 then journal = table.move(journal, 2001, #journal, 1, {}) end
end

for i = 1, 6 do
  heroes[i] = { name = words(1), x = 0, y = 0, bag = {}, skills = {} }
  for s = 1, 30 do heroes[i].skills[words(1) .. s] = random(100) end
end

local function drop_assets()
  local kept = {}
  for _, asset in ipairs(assets) do
    if random(3) == 1 then kept[#kept + 1] = asset end
  end
  assets = kept
end

local function load_assets(count)
  for _ = 1, count do
    local kind = random(10)
    -- Most assets are small sounds and scripts, some are pictures.
    local bytes = kind < 7 and 200 + random(3000) or kind < 10 and 3000 + random(20000) or 20000 + random(80000)
    local asset = { name = words(2), data = ("%c"):format(random(255)):rep(bytes), frames = {} }
    for f = 1, random(12) do asset.frames[f] = { x = f, y = random(64), seconds = random() } end
    assets[#assets + 1] = asset
  end
end

local function make_chunk(x, y)
  local chunk = { x = x, y = y, tiles = {}, things = {} }
  for i = 1, 256 do chunk.tiles[i] = random(40) end
  for i = 1, random(30) do chunk.things[i] = { kind = "tree" .. random(9), x = random(16), y = random(16), health = random() } end
  return chunk
end

local function make_creature(level)
  local creature = { name = words(1) .. level, x = random() * 200, y = random() * 200, path = {}, loot = {} }
  for i = 1, random(4) do creature.loot[i] = { item = "item" .. random(500), note = random(3) == 1 and words(3 + random(6)) or nil } end
  return creature
end

local function play(level)
  load_assets(300 + random(500))
  local chunks, order, creatures = {}, {}, {}
  for _ = 1, 300 + random(1500) do creatures[#creatures + 1] = make_creature(level) end
  local frames = 300 + random(500)
  local px, py = random(20), random(20)
  for frame = 1, frames do
    -- The group walks over the map, which keeps the newest 700 chunks.
    px, py = px + random(3) - 2, py + random(3) - 2
    for dx = -2, 2 do
      for dy = -2, 2 do
        local key = (px + dx) .. "," .. (py + dy)
        if not chunks[key] then
          chunks[key] = make_chunk(px + dx, py + dy)
          order[#order + 1] = key
          -- The map in the menu shows the whole world that was seen.
          explored[level .. ":" .. key] = { height = random(99), label = random(5) == 1 and words(2) or nil }
          if #order > 700 then chunks[table.remove(order, 1)] = nil end
        end
      end
    end
    if frame % 40 == 0 then px, py = px + random(9) - 5, py + random(9) - 5 end
    for _ = 1, 20 do
      local creature = creatures[random(#creatures)]
      local path = {}
      for i = 1, 8 + random(16) do path[i] = random(200) end
      creature.path = path
    end
    if random(4) == 1 then
      local at = random(#creatures)
      local dead = creatures[at]
      creatures[at] = make_creature(level)
      local hero = heroes[random(#heroes)]
      for _, loot in ipairs(dead.loot) do
        hero.bag[#hero.bag + 1] = loot
        if #hero.bag > 120 then table.remove(hero.bag, random(#hero.bag)) end
      end
      log(hero.name .. " beats " .. dead.name .. " and finds " .. #dead.loot .. " things, " .. words(random(8)))
    end
    if random(30) == 1 then
      quests[#quests + 1] = { title = words(4), text = words(40 + random(80)), level = level, steps = { words(6), words(6), words(6) } }
      if #quests > 800 then table.remove(quests, random(400)) end
    end
  end
end

local function village()
  for _ = 1, 60 do
    local hero = heroes[random(#heroes)]
    log(hero.name .. " sells " .. #hero.bag .. " things to " .. words(2))
    for _ = 1, 4 do table.remove(hero.bag) end
  end
  load_assets(30)
end

for level = 1, 14 do
  play(level)
  drop_assets()
  -- Games clean up while the screen is black.
  collectgarbage()
  village()
end
os.execute("kill -9 $PPID")
LUA

cd "$work"
"$heaplab" record -o "$trace" -- lua5.4 game.lua "$seed"

#!/bin/sh
# A web application in ruby, without a network. The application and its requests are ours: three days of pages made of
# templates, JSON and records, with caches that expire; an hour is a number of requests, few at night. It ends, killed,
# in the third night.
. "$(dirname "$0")/recording.sh"
need ruby ruby

cat >"$work/application.rb" <<'RUBY'
require "json"
random = Random.new(Integer(ARGV[0]))

WORDS = Array.new(3000) { Array.new(1 + random.rand(4)) { %w[ba de ki lo mu na po ra si tu ve wo].sample(random: random) }.join }
Item = Struct.new(:id, :title, :text, :price, :tags, :reviews)

def words(random, count) = Array.new(count) { WORDS[random.rand(1 + random.rand(WORDS.size))] }.join(" ")

def item(random, id)
  Item.new(id, words(random, 4), words(random, 20 + random.rand(80)), random.rand(90000),
           Array.new(random.rand(6)) { WORDS[random.rand(400)] }, [])
end

items = Hash.new { |all, id| all[id] = item(random, id) }
cache = {}
sessions = {}
statistics = Hash.new { |all, key| all[key] = [] }

page = lambda do |id, hour|
  found = cache[id]
  return found[0] if found && found[1] > hour
  one = items[id]
  reviews = one.reviews.map { |review| "<li><b>#{review[:by]}</b> #{review[:text]}</li>" }
  related = one.tags.map { |tag| "<a href=/tag/#{tag}>#{tag.capitalize}</a>" }
  html = "<html><head><title>#{one.title}</title></head><body><h1>#{one.title}</h1><p>#{one.text}</p>" \
         "#{related.join(", ")}<ul>#{reviews.join}</ul><script>#{JSON.generate(one.to_h)}</script></body></html>"
  cache.delete(id)
  cache[id] = [html, hour + 6 + random.rand(6)]
  cache.shift if cache.size > 2600
  html
end

request = lambda do |hour|
  visitor = random.rand(1 + random.rand(4000))
  session = sessions[visitor] ||= { seen: [], basket: {}, since: hour }
  session[:last] = hour
  id = (9000 * random.rand**3).to_i
  head = "GET /item/#{id}?page=#{random.rand(9)} HTTP/1.1\r\nHost: shop.example\r\nCookie: id=#{visitor}\r\nAccept: text/html"
  fields = head.split("\r\n").drop(1).to_h { |line| line.split(": ", 2) }
  body = page.(id, hour)
  session[:seen] << { item: id, at: hour, from: fields["Host"] }
  session[:seen].shift if session[:seen].size > 40
  case random.rand(20)
  when 0
    session[:basket][id] = { count: 1 + random.rand(3), note: words(random, random.rand(12)) }
  when 1
    items[id].reviews << { by: words(random, 2), text: words(random, 10 + random.rand(60)) }
    items[id].reviews.shift if items[id].reviews.size > 30
    cache.delete(id)
  when 2
    JSON.parse(JSON.generate({ session: session, total: body.size }))
  end
  statistics[id / 50] << body.size
  body.size
end

SHARE = [0.3, 0.1, 0.05, 0.03, 0.03, 0.06, 0.15, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.8, 0.7, 0.7, 0.75, 0.8, 0.9, 1, 1, 0.95, 0.8, 0.5]
sent = 0
(5..77).each do |hour|
  (2400 * SHARE[hour % 24]).to_i.times { sent += request.(hour) }
  sessions.delete_if { |_, session| session[:last] < hour - 8 }
  cache.delete_if { |_, (_, until_hour)| until_hour <= hour }
  next unless hour % 24 == 3
  # The nightly report.
  report = statistics.map { |key, sizes| { shelf: key, views: sizes.size, mean: sizes.sum / sizes.size } }
  statistics.clear
  JSON.pretty_generate(report.sort_by { |row| -row[:views] })
  # Servers collect garbage while they have little to do.
  GC.start
end
Process.kill(:KILL, Process.pid)
sleep
RUBY

cd "$work"
"$heaplab" record -o "$trace" -- ruby --disable=gems application.rb "$seed"

#!/bin/sh
# A long session of the sqlite shell with a database in memory. The statements are ours: ten weeks of measurements
# come in, are corrected, sorted for reports, and deleted after three weeks; each week ends with a vacuum.
. "$(dirname "$0")/recording.sh"
need sqlite3 sqlite3
need awk mawk

awk -v seed="$seed" '
function random(n) { seed = (seed * 16807) % 2147483647; return seed % n }
function text(least, most,  t, n) { n = least + random(most - least + 1); t = ""; while (n-- > 0) t = t sprintf("%c", 97 + random(26)); return t }
BEGIN {
  seed = (seed * 7919 + 1998) % 2147483647
  for (i = 0; i < 9; i++) random(2)
  print "create table sensor (id integer primary key, name text, place text);"
  print "create table measurement (id integer primary key, sensor int, day int, value real, note text);"
  print "create index by_day on measurement (day);"
  print "create index by_sensor on measurement (sensor, day);"
  for (i = 1; i <= 400; i++) printf "insert into sensor values (%d, \x27%s\x27, \x27%s\x27);\n", i, text(5, 20), text(3, 9)
  for (day = 1; day <= 70; day++) {
    weekend = day % 7 >= 6 || day % 7 == 0
    rows = weekend ? 150 + random(100) : 900 + random(700)
    print "begin;"
    for (i = 0; i < rows; i++) {
      printf "%s (%d, %d, %d.%d, \x27%s\x27)", i % 8 ? "," : "insert into measurement (sensor, day, value, note) values", 1 + random(400), day, random(100), random(100), random(6) ? text(20, 200) : text(300, 3000)
      if (i % 8 == 7 || i + 1 >= rows) print ";"
    }
    print "commit;"
    for (i = 0; i < rows / 150; i++) {
      printf "update measurement set note = \x27%s\x27 where sensor = %d and day = %d;\n", text(20, 1200), 1 + random(400), day
      printf "select name, value, note from measurement join sensor on sensor.id = sensor where place like \x27%s%%\x27 and day > %d order by value;\n", sprintf("%c", 97 + random(26)), day - 4
    }
    if (!weekend) {
      printf "select name, day, max(value), group_concat(note) from measurement join sensor on sensor.id = sensor where day > %d group by name, day order by 3 desc;\n", day - 7
      printf "select note, place from measurement join sensor on sensor.id = sensor where day > %d order by note, value;\n", day % 7 == 5 ? 0 : day - 4
    }
    if (day > 21) printf "delete from measurement where day = %d;\n", day - 21
    if (random(9) == 0) printf "delete from measurement where sensor = %d;\n", 1 + random(400)
    if (day % 7 == 0) print "vacuum;"
  }
  print ".shell kill -9 $PPID"
}' >"$work/session.sql"

cd "$work"
"$heaplab" record -o "$trace" -- sqlite3 -init /dev/null :memory: ".read session.sql" >answers

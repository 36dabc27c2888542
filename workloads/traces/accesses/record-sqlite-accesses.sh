#!/bin/sh
# A database in memory: rows inserted one by one, indexed, joined, grouped, updated, deleted, each with all accesses.
. "$(dirname "$0")/recording.sh"
need sqlite3 sqlite3
need awk mawk

awk '
function random(n) { seed = (seed * 16807) % 2147483647; return seed % n }
function text(most,  t, n) { n = 3 + random(most); t = ""; while (n-- > 0) t = t sprintf("%c", 97 + random(26)); return t }
BEGIN {
  seed = 1998
  print "create table customer (id integer primary key, name text, city text, note text);"
  print "create table purchase (id integer primary key, customer int, item text, cents int);"
  print "begin;"
  for (i = 1; i <= 100; i++)
    printf "insert into customer values (%d, \x27%s\x27, \x27%s\x27, \x27%s\x27);\n", i, text(20), text(8), text(300)
  for (i = 1; i <= 200; i++)
    printf "insert into purchase values (%d, %d, \x27%s\x27, %d);\n", i, 1 + random(100), text(40), random(100000)
  print "commit;"
  print "create index by_city on customer (city);"
  print "create index by_customer on purchase (customer);"
  for (i = 1; i <= 40; i++) {
    printf "select name, sum(cents) from customer join purchase on customer.id = customer where customer.id = %d group by name;\n", 1 + random(100)
    if (i % 4 == 0) printf "update customer set note = \x27%s\x27 where id = %d;\n", text(900), 1 + random(100)
    if (i % 5 == 0) printf "delete from purchase where customer = %d;\n", 1 + random(100)
  }
  print "select city, count(*), avg(cents) from customer join purchase on customer.id = customer group by city order by 3 desc, 1 limit 20;"
  print "vacuum;"
}' >"$work/session.sql"

cd "$work"
"$heaplab" record --accesses -o "$traces/sqlite-accesses.trace" -- sqlite3 -init /dev/null :memory: ".read session.sql" >answers

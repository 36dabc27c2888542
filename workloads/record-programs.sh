#!/bin/bash
# Records real programs and compares how many blocks each took and gave back with Valgrind's own count of the same run:
#
#     allocs = mallocs + reallocs       frees = frees + reallocs
#
# since Valgrind counts a realloc as one of each. By default Valgrind lets the libraries free their blocks at the end;
# this is switched off. Both runs have the same variables in their environment, because shells, perl and python keep a
# block for each variable. Prints a line per program, as record-cases.sh does.
#
#     record-programs.sh [--install] [--list] [--only PATTERN] [--jobs N] [--keep]
#
# --install gets the packages of programs that are missing (Debian, Ubuntu); without it, such programs are skipped.
. "$(dirname "$0")/cases/check.sh"

install() {
  local packages=(valgrind sqlite3 jq git perl python3 gawk man-db groff-base make gcc g++ libjemalloc2 nginx-light redis-server
    redis-tools curl bubblewrap xz-utils)
  # RUNLEVEL has no service started by its installation.
  DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y --no-install-recommends "${packages[@]}"
}

# same COMMAND…: runs it in a small environment with the variables that Valgrind and heaplab add
same() { "${small[@]}" "${ours[@]}" "$@"; }

# Finds the variables that heaplab and Valgrind add to an environment, except the list of preloaded libraries.
find_added() {
  local lines=(grep -vE '^(LD_PRELOAD|PATH|HOME|_|PWD|SHLVL|OLDPWD)=') theirs
  mapfile -t ours < <(env -i PATH="$PATH" HOME="$HOME" "$heaplab" record -o "$work/e.trace" -- env -0 2>/dev/null | tr '\n\0' '~\n' | "${lines[@]}")
  mapfile -t theirs < <(env -i PATH="$PATH" valgrind -q env 2>/dev/null | "${lines[@]}")
  small=(env -i PATH="$PATH" HOME=/nonexistent LC_ALL=C PERL_HASH_SEED=0 PYTHONHASHSEED=0 XDG_CACHE_HOME="${XDG_CACHE_HOME:-$HOME/.cache}"
    PYTHONMALLOC=malloc PWD=/ OLDPWD=/ SHLVL=1 "${theirs[@]}")
}

build() {
  type -P valgrind >/dev/null || { echo "$me: valgrind is missing: install the package valgrind, or --install" >&2; return 1; }
  find_added
  c++ -O2 -o "$work/bin/words" "$here/words.cpp"
}

# Sums the allocs, frees and processes of Valgrind's summaries.
valgrind_sum() {
  sed -n 's/.*total heap usage: \([0-9,]*\) allocs, \([0-9,]*\) frees.*/\1 \2/p' "$@" | tr -d , |
    awk '{ allocs += $1; frees += $2 } END { print allocs + 0, frees + 0, NR }'
}

heaplab_sum() {
  "$heaplab" stat --format json "$@" 2>stat-err | tr -d '", ' | awk -F: '
    /^mallocs:/ { allocs += $2; n++ } /^frees:/ { frees += $2 } /^reallocs:/ { allocs += $2; frees += $2 }
    END { print allocs + 0, frees + 0, n + 0 }'
}

by_valgrind() {
  same valgrind --run-libc-freeres=no --run-cxx-freeres=no --log-file="valgrind.%p" "${options[@]}" "$@" >valgrind-out 2>valgrind-err || true
}

# equal N: compares Valgrind's numbers with ours; they may differ by N blocks for the reason in $why
equal() {
  local slack=$1 theirs recorded each kind=(allocs frees processes)
  read -ra theirs < <(valgrind_sum valgrind.*)
  read -ra recorded < <(heaplab_sum t*.trace)
  for each in 0 1 2; do
    local most=$slack
    ((each < 2)) || most=0
    is "$((theirs[each] - most))..$((theirs[each] + most))" "${recorded[each]}" "${kind[each]}"
  done
  printf '%d allocs, %d frees in %d processes (Valgrind: %d, %d, %d)%s' "${recorded[@]}" "${theirs[@]}" "${why:+; $why}" >note
}

# counted [--children] COMMAND…: runs it with Valgrind and with heaplab; both must agree
options=()
counted() {
  local children=()
  if [[ $1 == --children ]]; then children=("$1"); options+=(--trace-children=yes); shift; fi
  by_valgrind "$@"
  under=("${small[@]}")
  record "${children[@]}" "$@"
  cmp -s out valgrind-out || complain "output: expected the same, actual '$(diff valgrind-out out | grep '^[<>]' | head -n 2 | paste -sd ' ')'"
  equal "${slack:-0}"
}

situation programs/sqlite3 <<'END'
needs sqlite3 sqlite3
cat >session.sql <<'SQL'
create table t (a, b);
with recursive c (x) as (select 1 union all select x + 1 from c where x < 3000) insert into t select x, hex(x * 7919) from c;
create index i on t (b);
select count(*), sum(length(b)) from t where b like '3%';
delete from t where a % 3 = 0;
vacuum;
SQL
counted sqlite3 -batch -init session.sql :memory: .exit
END

situation programs/jq <<'END'
needs jq jq
counted jq -n '[range(5000)] | map(tostring) | group_by(length) | map(length)'
END

situation programs/perl <<'END'
needs perl perl
counted perl -e 'for (1 .. 20000) { push @{ $h{$_ % 500} }, "value $_"; delete $h{($_ * 7) % 500} if $_ % 3 == 0 } print scalar %h'
END

situation programs/python3 <<'END'
needs /usr/bin/python3 python3
counted /usr/bin/python3 -I -S -c 'print(sum(len(str(i)) + len([i, str(i)]) for i in range(5000)))'
END

situation programs/gawk <<'END'
needs gawk gawk
counted gawk 'BEGIN { for (i = 0; i < 5000; i++) a[i % 700] = a[i % 700] i; print length(a) }'
END

situation programs/git <<'END'
needs git git
git init -q repository
for i in 1 2 3 4 5; do
  seq $i $((i * 300)) >repository/file$i
  git -C repository add . && git -C repository -c user.name=n -c user.email=e commit -qm "change $i" --date='2020-01-01 00:00 +0000'
done
counted git -C repository log --stat --format=%s
END

situation programs/xz <<'END'
needs xz xz-utils
seq 20000 >numbers
counted xz -k -T1 -6 -c numbers
END

situation programs/cc1 <<'END'
needs gcc gcc
cpp -P "$here/steps-process.c" -o steps.i
slack=16 why='it hashes addresses, so that its tables grow differently from run to run'
counted "$(gcc -print-prog-name=cc1)" -quiet -O2 -fpreprocessed steps.i -o /dev/null
END

situation programs/cc1plus <<'END'
needs g++ g++
g++ -E -P "$here/operators.cpp" -o operators.ii
slack=16 why='it hashes addresses, so that its tables grow differently from run to run'
counted "$(g++ -print-prog-name=cc1plus)" -quiet -O1 -fpreprocessed operators.ii -o /dev/null
END

# A C++ program with its own allocator. Valgrind replaces jemalloc's malloc and operators by its own.
situation programs/c++-on-jemalloc <<'END'
needs -l:libjemalloc.so.2 libjemalloc2
c++ -O2 -o words-je "$here/words.cpp" -Wl,--no-as-needed -l:libjemalloc.so.2
counted ./words-je "$here"/*.cpp "$here"/*.c
END

situation programs/c++-on-tcmalloc <<'END'
needs -l:libtcmalloc_minimal.so.4 libtcmalloc-minimal4
c++ -O2 -o words-tc "$here/words.cpp" -Wl,--no-as-needed -l:libtcmalloc_minimal.so.4
slack=4 why='Valgrind also sees the 4 blocks that tcmalloc takes inside itself when it starts, 2 of which it gives back'
counted ./words-tc "$here"/*.cpp "$here"/*.c
END

situation programs/c++-on-mimalloc <<'END'
needs -l:libmimalloc.so.2 libmimalloc2.0
c++ -O2 -o words-mi "$here/words.cpp" -Wl,--no-as-needed -l:libmimalloc.so.2
counted ./words-mi "$here"/*.cpp "$here"/*.c
END

situation programs/c++-on-glibc <<'END'
counted words "$here"/*.cpp "$here"/*.c
END

# All processes of a build: make, the drivers, compilers, assemblers, linkers.
situation programs/make-j2 <<'END'
needs make make
for i in 1 2 3 4; do printf 'int f%s(int x) { return x * %s; }\n' $i $i >f$i.c; done
printf 'int main(void) { return 0; }\n' >main.c
printf 'CFLAGS = -O1\nall: program\nprogram: main.o f1.o f2.o f3.o f4.o\n\tcc -o $@ $^\nclean:\n\trm -f *.o program\n' >Makefile
why='the drivers draw names of temporary files, make waits for children in their order'
same make -s clean
options=(--trace-children=yes)
by_valgrind make -s -j2 all
same make -s clean
under=("${small[@]}")
record --children make -s -j2 all
equal 40
END

# A pipe of forked children and programs. Valgrind refuses the children's filter of system calls, so here man runs
# without the filter. The next situation has it.
situation programs/man <<'END'
needs man man-db
needs groff groff-base
printf '.TH CASE 1\n.SH NAME\ncase \\- a page\n.SH DESCRIPTION\nSome text, and more of it.\n' | gzip >case.1.gz
ours+=(MAN_DISABLE_SECCOMP=1) small+=(MAN_DISABLE_SECCOMP=1)
slack=4 why='the shell among them keeps a block per variable, and sees one of Valgrind'
counted --children man -P cat -l case.1.gz
END

# A process that installs the filter also allocates the blocks of libseccomp, and each child starts with a copy of the
# blocks of man. So only what follows the filter is the same, and the counts of the programs in the pipe.
situation programs/man-under-its-filter <<'END'
needs man man-db
needs groff groff-base
ldd "$(type -P man)" | grep -q libseccomp || skip 'this man knows no filter'
printf '.TH CASE 1\n.SH NAME\ncase \\- a page\n' | gzip >case.1.gz
under=("${small[@]}")
MAN_DISABLE_SECCOMP=1 record --children man -P cat -l case.1.gz
mkdir without && mv t*.trace out without
record --children man -P cat -l case.1.gz
cmp -s out without/out || complain 'output: expected the same page'
is "$(number without/*.trace)" "$(number t*.trace)" processes
for program in tbl preconv troff grotty col; do
  is "$(heaplab_sum without/*-$program.trace)" "$(heaplab_sum t.*-$program.trace)" "allocs, frees, processes of $program"
done
END

# serve READY STOP COMMAND…: runs a server with Valgrind, then with heaplab. Each time it waits until READY is true,
# calls `ask`, and ends the server with STOP
serve() {
  local ready=$1 stop=$2
  shift 2
  same valgrind --trace-children=yes --run-libc-freeres=no --run-cxx-freeres=no --log-file=valgrind.%p "$@" >valgrind-out 2>valgrind-err &
  until_true 30 eval "$ready" && ask >answers-valgrind
  eval "$stop"
  wait
  "${small[@]}" "$heaplab" record --children -o t.trace -- "$@" >out 2>err &
  until_true 30 eval "$ready" && ask >answers
  eval "$stop"
  wait
  cmp -s answers answers-valgrind || complain "answers: $(diff answers-valgrind answers | head -n 2 | paste -sd ' ')"
}

# A server that starts as root and whose workers run as another user.
situation programs/nginx <<'END'
needs root
needs nginx nginx-light
needs curl curl
mkdir -m 755 pages && seq 500 >pages/numbers
cat >nginx.conf <<CONF
daemon off; user nobody nogroup; worker_processes 2; pid $PWD/nginx.pid; error_log $PWD/nginx.log;
events { worker_connections 64; }
http { access_log off; gzip on; gzip_min_length 1; gzip_types *; server { listen unix:$PWD/socket; root $PWD/pages; } }
CONF
ask() { for i in 1 2 3 4 5 6 7 8 9 10; do curl -s --unix-socket socket -H 'Accept-Encoding: gzip' http://localhost/numbers | cksum; done; }
stop() { [[ ! -e nginx.pid ]] || kill -QUIT "$(cat nginx.pid)"; until_true 30 test ! -e nginx.pid; }
serve 'curl -s --unix-socket socket http://localhost/numbers' stop nginx -c "$PWD/nginx.conf"
equal 0
END

# A daemon with jemalloc. Because of its timer, its counts differ a little from run to run.
situation programs/redis <<'END'
needs redis-server redis-server
needs redis-cli redis-tools
printf 'daemonize yes\nport 0\nunixsocket %s/socket\nsave ""\nhz 1\ndir %s\nlogfile log\n' "$PWD" "$PWD" >redis.conf
ask() { seq 3000 | sed 's/.*/set key:& value:&-&-&/; 0~3s/^set key:\([0-9]*\).*/del key:\1/' | redis-cli -s socket | sort | uniq -c; redis-cli -s socket dbsize; }
stop() { redis-cli -s socket shutdown nosave; until_true 30 test ! -e socket; sleep 1; }
serve 'redis-cli -s socket ping' stop redis-server "$PWD/redis.conf"
why='its timer and the times of its clients differ from run to run'
equal 300
END

# The program in a sandbox with its own namespaces; Valgrind counts it outside of the sandbox.
situation programs/bwrap-sqlite3 <<'END'
needs root
needs bwrap bubblewrap
needs sqlite3 sqlite3
possible bwrap --bind / / --dev-bind /dev /dev --proc /proc --unshare-all true
printf 'select sum(length(hex(value * 7919))) from json_each(%s);\n' "'[$(seq -s , 500)]'" >session.sql
by_valgrind sqlite3 -batch -init session.sql :memory: .exit
under=("${small[@]}")
record bwrap --bind / / --dev-bind /dev /dev --proc /proc --unshare-all --uid 65534 sqlite3 -batch -init session.sql :memory: .exit
equal 0
END

if [[ ${1:-} == --install ]]; then
  install || exit 1
  shift
fi
main "$@"

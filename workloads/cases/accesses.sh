# With --accesses, the program runs under Valgrind. However the recording ends, what was recorded until then is kept,
# nothing but traces is left, and what Valgrind logs never reaches the program's standard error.

accesses() {
  needs valgrind valgrind
  record --accesses "$@"
}

# begins COMMAND…: starts to record it, and goes on when it has made the file `begun`
begins() {
  needs valgrind valgrind
  setsid env --default-signal=INT "$heaplab" record --accesses -o t.trace -- "$@" >out 2>err &
  until_true 40 test -e begun
}

nothing_runs() { [[ -z $(ours '*/@(java|relay|steps|lackey*)') ]]; }

# over FILE…: nothing of the recording runs or lies about
over() {
  until_true 20 nothing_runs
  is "$(printf '%s\n' begun err out "$@" | sort | paste -sd ' ')" "$(ls -A | sort | paste -sd ' ')" 'files beside the trace'
}

for way in '_exit=3' 'abort' 'fault' 'signal=9' 'signal=15'; do
  situation "accesses/ends-by-${way/=/-}" <<END
accesses steps take=2000 touch=begun $way
trace mallocs=2000
over stat-err t.trace
END
done

situation accesses/killed-from-outside <<'END'
begins steps take=2000 touch=begun wait=30000
kill -KILL $(ours '*lackey*')
wait
trace mallocs=2000
grep -q 'status 137' err || complain "status: expected 137, actual '$(told)'"
over stat-err t.trace
END

for signal in TERM HUP; do
  situation "accesses/heaplab-gets-$signal" <<END
begins steps take=2000 touch=begun wait=30000
kill -$signal \$(ours '*/java')
wait
trace mallocs=2000
grep -q 't.trace: ' err || complain 'expected a line about the trace, actual none'
over stat-err t.trace
END
done

situation accesses/group-gets-INT <<'END'
begins steps take=2000 touch=begun wait=30000
kill -INT -- "-$(ps -o pgid= -p "$(ours '*/java')" | tr -d ' ')"
wait
trace mallocs=2000
over stat-err t.trace
END

situation accesses/control-z-and-fg <<'END'
needs valgrind valgrind
needs python3 python3
python3 "$here/terminal.py" "$heaplab record --accesses -o t.trace -- steps trickle=60:100" stop Stopped fg '' >typed 2>typed-err || complain "on a terminal: $(tail -n 1 typed-err)"
: >err
trace mallocs=6000
END

situation accesses/heaplab-killed <<'END'
begins steps take=2000 touch=begun wait=2000 take=1000 touch=ended
kill -KILL $(ours '*/java')
wait
until_true 40 test -e ended
said kept
is 1 "$(grep -c . err)" 'lines on standard error'
over ended
END

situation accesses/relay-killed <<'END'
begins steps take=2000 touch=begun wait=30000
kill -KILL $(ours '*/relay')
wait
trace mallocs=2000
said cut
kill -KILL $(ours '*lackey*')
END

situation accesses/copy-that-stays <<'END'
accesses steps take=2000 leave wait=2000 pair=2000 touch=begun
trace mallocs=2000..2001
said running steps
until_true 40 test -e begun
! grep -q '^ [LSM] ' err || complain 'standard error: expected none of the log, actual some'
over stat-err t.trace
END

situation accesses/program-that-stays <<'END'
accesses bash -c 'steps wait=6000 pair=2000 touch=begun & exec steps take=2000 wait=2000'
trace mallocs=2000
said running steps
said children
until_true 40 test -e begun
! grep -q '^ [LSM] ' err || complain 'standard error: expected none of the log, actual some'
over stat-err t.trace
END

situation accesses/program-that-a-wrapper-leaves <<'END'
accesses sh -c 'steps take=2000 wait=1000 take=10 &'
trace mallocs=2010
END

situation accesses/programs-of-children <<'END'
accesses --children bash -c 'steps take=100; steps take=200; true'
children 2 steps mallocs=100..200
END

situation accesses/output-folder-not-there <<'END'
output=no/such/t.trace expect=1 accesses steps touch=begun
is 1 "$(grep -c . err)" 'lines of the message'
[[ ! -e begun ]] || complain 'the program: expected not to be started'
END

situation accesses/output-folder-goes-away <<'END'
mkdir out-folder
output=out-folder/t.trace accesses sh -c 'rm -rf out-folder; exec steps take=2000'
kept=$(sed -n 's/^heaplab: \(.*\.trace\): .* records$/\1/p' err)
output=$kept trace mallocs=2000
rm -rf "${kept%/*}"
END

situation accesses/program-not-there <<'END'
for each in no-such-program ./no-such-program; do
  expect=1 accesses "$each"
  said nothing "$each"
  is 1 "$(grep -c . err)" 'lines of the message'
done
is 'err out' "$(ls -A | paste -sd ' ')" files
END

# Half of the room is for the trace: what is recorded goes to another disk before the first one is full.
situation accesses/disk-full-half-way <<'END'
needs root
possible unshare -m mount -t tmpfs none /mnt
small 200k
output=small/t.trace accesses steps pair=30000 touch=ended
[[ -e ended ]] || complain 'the program: expected to go on to its end'
kept=$(sed -n 's/^heaplab: \(.*\.trace\): .* records$/\1/p' err)
[[ $kept != small/* ]] || kept=t.trace
output=$kept trace mallocs=30000
[[ $kept == t.trace ]] || rm -rf "${kept%/*}"
END

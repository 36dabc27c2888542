# When a recording ends too early, everything that was recorded until then is kept.

# ends NAME STEP: the recording must be complete when the program ends by this step
for way in '_exit=3' 'quick_exit=4' 'abort' 'fault' 'signal=9' 'signal=15' 'signal=11' 'raw-exit'; do
  situation "losses/ends-by-${way/=/-}" <<END
record steps take=100000 threads=2 take=1000 $way
trace mallocs=100001..102002
END
done

situation losses/killed-from-outside <<'END'
"$heaplab" record -o t.trace -- steps take=100000 touch=begun wait=20000 >out 2>err &
until_true 20 test -e begun
kill -KILL $(ours '*/steps')
wait
trace mallocs=100000
END

situation losses/children-killed <<'END'
record --children steps take=10 workers=3 take=50000 signal=9
trace mallocs=10
children 3 steps mallocs=50010
END

small() { under=(unshare -m sh -c "mount -t tmpfs -o size=$1 none small; shift; \"\$@\"; status=\$?; cp small/* . 2>/dev/null; exit \$status" sh -); mkdir small; }

# The trace has some hundred bytes; the records that it is made from need more room than there is.
situation losses/disk-nearly-full <<'END'
needs root
possible unshare -m mount -t tmpfs none /mnt
small 600k
output=small/t.trace expect=any record steps take=10 pair=150000 touch=ended
[[ -e ended ]] || complain 'the program: expected to go on to its end'
mv t.trace kept.trace 2>/dev/null
output=kept.trace trace_or full t.trace mallocs=150010
[[ -e kept.trace ]] || complain "expected a trace of what was recorded, actual none ($(told))"
END

situation losses/disk-full-half-way <<'END'
needs root
possible unshare -m mount -t tmpfs none /mnt
small 2m
output=small/t.trace expect=any record steps pair=1000000 touch=ended
[[ -e ended ]] || complain 'the program: expected to go on to its end'
mv t.trace kept.trace 2>/dev/null
output=kept.trace trace_or full t.trace mallocs=1000000
[[ ! -e kept.trace ]] || output=kept.trace trace mallocs=30000..1000000
END

situation losses/disk-full-by-the-program <<'END'
needs root
possible unshare -m mount -t tmpfs none /mnt
small 3m
output=small/t.trace expect=any record bash -c 'cat /dev/zero >small/filler 2>/dev/null; exec steps pair=300000 touch=ended'
[[ -e ended ]] || complain 'the program: expected to go on to its end'
said full
END

situation losses/disk-full-with-children <<'END'
needs root
possible unshare -m mount -t tmpfs none /mnt
small 1m
output=small/t.trace expect=any record --children steps take=10 workers=4 pair=200000
files=(t*.trace)
((${#files[@]} >= 1)) || complain "expected traces of what was recorded, actual none ($(told))"
((${#files[@]} == 5)) || said full
END

# Runs the command that the message names; it must recover the recording.
recovered() {
  local command
  command=$(grep -hoE 'heaplab (record|recover|import)[^`)"]*' err later 2>/dev/null | grep -i recover | tail -n 1 | sed 's/[.,;:]*$//')
  if [[ -z $command ]]; then complain "expected a command that recovers, actual '$(cat err later 2>/dev/null | head -n 3 | paste -sd '|')'"; return; fi
  (cd "$PWD" && eval "\"\$heaplab\" ${command#heaplab }") >recover-out 2>&1 || complain "$command: status $?: $(head -n 1 recover-out)"
  local files=(*.trace)
  ((${#files[@]} >= 1)) || { complain "$command: no trace"; return; }
  matches "${files[0]}" "$@"
}

situation losses/heaplab-killed <<'END'
"$heaplab" record -o t.trace -- steps take=50000 touch=begun trickle=100:500 touch=ended >out 2>err &
until_true 20 test -e begun
sleep 0.3
kill -KILL $(ours '*/java')
wait
until_true 20 test -e ended
sleep 1
[[ -e t.trace ]] || "$heaplab" record -o t.trace -- true 2>later >/dev/null
[[ -e t.trace && ! -s later ]] || mv t.trace new
if [[ -e t.trace ]]; then trace mallocs=50000..100000; else recovered mallocs=50000..100000; fi
END

situation losses/heaplab-killed-and-children-go-on <<'END'
"$heaplab" record --children -o t.trace -- steps take=10 workers=3 take=100000 touch=begun trickle=60:500 touch=ended >out 2>err &
until_true 20 test -e begun
kill -KILL $(ours '*/java')
wait
until_true 20 test -e ended
none_left() { [[ -z $(ours '*/steps') ]]; }
until_true 20 none_left
END

# All processes that heaplab started besides the program.
situation losses/collector-killed <<'END'
"$heaplab" record -o t.trace -- steps take=50000 touch=begun trickle=60:500 touch=ended >out 2>err &
until_true 20 test -e begun
java=$(ours '*/java')
for id in $(ps -o pid= --ppid "${java:-0}"; pgrep -s "$(ps -o sid= -p "${java:-0}" | tr -d ' ')" -f 'heaplab.*(collect|drain|record)'); do
  [[ $(readlink "/proc/$id/exe") == */@(java|steps|bash) || $(readlink "/proc/$id/cwd") != "$PWD" ]] || kill -KILL "$id" && killed=yes
done
wait
until_true 20 test -e ended
trace_or cut '' mallocs=80000
END

situation losses/heaplab-short-of-memory <<'END'
ulimit -v 8000000
record steps pair=3000000 take=10
trace mallocs=3000010
END

situation losses/machine-short-of-memory <<'END'
needs root
group=/sys/fs/cgroup/memory/heaplab-cases-$$
mkdir "$group" 2>/dev/null && echo 400000000 >"$group/memory.limit_in_bytes" || skip 'no control group for memory (version 1)'
trap 'rmdir "$group"' EXIT
under=(sh -c "echo \$\$ >$group/cgroup.procs; exec \"\$@\"" sh)
limit=120 expect=any record steps pair=10000000 take=10
if [[ -e t.trace ]]; then trace mallocs=10000010; else said cut; fi
END

situation losses/three-million-kept-blocks <<'END'
limit=120 record steps take=3000000
trace mallocs=3000000 end_live_blocks=3000000
quiet
END

situation losses/output-folder-not-there <<'END'
expect=1 output=no/such/t.trace record steps take=10
is 1 "$(grep -c . err)" 'lines of the message'
END

situation losses/output-folder-goes-away <<'END'
mkdir out-folder
output=out-folder/t.trace expect=any record bash -c 'rm -rf out-folder; exec steps take=100000 touch=ended'
[[ -e ended ]] || complain 'the program: expected to go on to its end'
is 1 "$status" 'exit status'
grep -q heaplab: err || complain 'expected a message, actual none'
! grep -qE 'Exception|^\s+at ' err || complain "expected one line, actual a stack trace"
END

situation losses/output-may-not-be-written <<'END'
needs root
possible setpriv --reuid=65534 --regid=65534 --clear-groups "$heaplab" list
mkdir -m 755 out-folder home && chmod 777 home
under=(setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$PWD/home" XDG_CACHE_HOME="$PWD/home")
output=out-folder/t.trace expect=1 record steps take=10
is 1 "$(grep -c . err)" 'lines of the message'
END

situation losses/nothing-left-behind <<'END'
before=$(ls -A /dev/shm /tmp | grep -i heaplab | grep -v heaplab-cases | sort)
record --children steps take=10 workers=3 take=1000
is "$(printf 'err\nout\nt.1-steps.trace\nt.2-steps.trace\nt.3-steps.trace\nt.trace')" "$(ls -A)" 'files beside the traces'
END

# calloc of 12 GiB, of which almost nothing is touched. Recording it must not touch the rest.
situation losses/larger-than-memory <<'END'
(($(awk '/MemAvailable/ { print $2 }' /proc/meminfo) > 4000000)) || skip 'less than 4 GB of memory'
limit=30 record steps zeros=12288 take=1000
trace mallocs=1001 peak_live_bytes=$((12 * 1024 * 1024 * 1024 + 777000))
END

situation losses/larger-than-any-machine <<'END'
limit=30 record steps huge=5 take=1000
trace mallocs=1000 peak_live_bytes=777000
END

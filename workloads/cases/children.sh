# Forked children, daemons, background jobs: recorded with --children, or named in a remark.

situation children/left-out-without-the-option <<'END'
record steps take=10 workers=3 take=100
trace mallocs=10
is 1 "$(number ./*.trace)" traces
END

for way in clearenv overwrite-environ no-environ unset=LD_PRELOAD; do
  situation "children/${way%=*}-then-fork" <<END
record --children steps take=10 $way workers=2 take=1000
trace mallocs=10
children 2 steps mallocs=1010
quiet
END
done

situation children/setproctitle <<'END'
record --children perl -e '$0 = "a title that is much longer than the old name was " x 9; %ENV = (); for (1, 2) { if (!fork) { exec { $ARGV[0] } "steps", "take=100" } } 1 while wait > 0' "$work/bin/steps"
(($(number t.*-steps.trace) == 2)) || said lost steps
END

situation children/hundreds-at-once <<'END'
record --children steps take=10 workers=200 take=100
trace mallocs=10
children 200 steps mallocs=110
quiet
END

situation children/a-thousand-in-turn <<'END'
record --children steps take=10 in-turn=1000 take=20
trace mallocs=10
children 1000 steps mallocs=30
quiet
END

# This many children must take a small multiple of the time without recording, not minutes.
situation children/cost-of-two-hundred <<'END'
seconds() { TIMEFORMAT=%R; { time "$@" >/dev/null 2>&1; } 2>&1; }
plain=$(seconds "$heaplab" record -o p.trace -- steps take=20000 in-turn=200 take=100)
all=$(seconds "$heaplab" record --children -o a.trace -- steps take=20000 in-turn=200 take=100)
is 201 "$(number a*.trace)" traces
awk -v a="$all" -v p="$plain" 'BEGIN { exit a < 6 * p ? 0 : 1 }' || complain "cost: expected less than 6 times $plain s, actual $all s"
echo "$all s, without --children $plain s" >note
END

situation children/five-generations <<'END'
record --children steps take=10 nest=5 take=1000
trace mallocs=1010
children 5 steps mallocs=1010
quiet
END

situation children/fork-past-the-library <<'END'
record --children steps take=10 raw-fork take=50000
trace mallocs=10
children 1 steps mallocs=50010
END

situation children/fork-beside-threads <<'END'
record --children steps aside=4:200000 workers=8 take=3000
trace mallocs=800000..800008
children 8 steps mallocs=3000..803010
quiet
END

situation children/fork-then-threads <<'END'
record --children steps take=10 workers=3 threads=8 take=3000
trace mallocs=10
children 3 steps mallocs=24010..24020
END

situation children/fork-of-a-thread <<'END'
record --children steps take=10 threads=4 workers=2 take=3000
children 8 steps mallocs=3010..3020
END

# With daemon(3) and similar functions the parent of the last process has ended.
situation children/daemon <<'END'
record --children steps take=10 daemon trickle=40:2500
sum=$(for each in t*.trace; do counts "$each" | sed -n 's/^mallocs //p'; done | sort -n | tail -n 1)
[[ $sum == 100010 ]] || said running steps
END

situation children/daemon-waited-for <<'END'
record --children steps take=10 daemon take=100000
sum=$(for each in t*.trace; do counts "$each" | sed -n 's/^mallocs //p'; done | sort -n | tail -n 1)
[[ $sum == 100010 ]] || said running steps
END

situation children/daemon-without-the-option <<'END'
record steps take=10 daemon trickle=20:500
trace_or running steps mallocs=10010
END

# A signal ends heaplab instead of the program. What was recorded until then must be in the trace.
situation children/daemon-that-never-ends <<'END'
"$heaplab" record --children -o t.trace -- steps take=10 daemon take=1000 touch="$PWD/begun" wait=600000 >out 2>err &
until_true 20 test -e begun
until_true 10 grep -qE "${words[running]}|trace: " err
sleep 0.5
kill -TERM $(ours '*/java')
wait
said running steps
largest=$(for each in t*.trace; do counts "$each" | sed -n 's/^mallocs //p'; done | sort -n | tail -n 1)
is 1010 "$largest" 'mallocs of the daemon'
kill $(PWD=/ ours "$work/bin/steps")
END

situation children/job-left-by-bash <<'END'
record --children bash -c 'steps trickle=40:2500 & sleep 0.3'
largest=$(for each in t.*-steps.trace; do counts "$each" | sed -n 's/^mallocs //p'; done | sort -n | tail -n 1)
[[ $largest == 100000 ]] || said running steps
END

# No file that it uses is deleted, nothing is written to its terminal, and it works as it does without heaplab.
situation children/job-goes-on-in-peace <<'END'
record --children bash -c 'steps trickle=60:2500 touch=done say=ready >said 2>said-err & sleep 0.3'
until_true 10 test -e done
until_true 5 grep -q ready said
is '' "$(cat said-err)" 'what the job said'
END

situation children/one-id-twice <<'END'
needs root
possible unshare -pf --mount-proc test -w /proc/sys/kernel/ns_last_pid
cat >twice <<'SH'
#!/bin/bash
for blocks in 100 200; do echo 5000 >/proc/sys/kernel/ns_last_pid; steps take=$blocks & wait $!; echo $!; done
SH
chmod +x twice
under=(unshare -pf --mount-proc)
record --children ./twice
is '5001 5001' "$(tr '\n' ' ' <out | sed 's/ $//')" 'process ids'
children 2 steps mallocs=100..200
is '100 200' "$(for each in t.*-steps.trace; do counts "$each" | sed -n 's/^mallocs //p'; done | sort -n | paste -sd ' ')" 'mallocs of the two'
END

situation children/one-id-in-two-namespaces <<'END'
needs root
possible unshare -pf true
record --children bash -c 'unshare -pf steps take=100 & unshare -pf steps take=200 & wait'
is '100 200' "$(for each in t.*-steps.trace; do counts "$each" | sed -n 's/^mallocs //p'; done | sort -n | paste -sd ' ')" 'mallocs of the two'
END

situation children/long-name <<'END'
long=$(printf 'x%.0s' $(seq 300)) wide=$(printf 'é%.0s' $(seq 200))
record --children bash -c '(exec -a "$0" steps take=100); (exec -a "$1" steps take=100); (steps take=100); true' "$long" "$wide"
is 3 "$(number t.*.trace)" 'traces of children'
all_match mallocs=100 -- t.*.trace
END

situation children/odd-names <<'END'
cat >odd <<'SH'
for name in '' / .. . a/b/ $'two\nlines' $'tab\there' '*' '-rf' ' ' "'" '"' $'\xff\xfe' 'con: a' '$(touch owned)'; do (exec -a "$name" steps take=100); done
true
SH
record --children bash odd
is 15 "$(find . -name 't.*.trace' -printf x | wc -c)" 'traces of children'
[[ ! -e owned ]] || complain 'a name was executed'
is '' "$(find . -name '*.trace' -newer odd ! -path './t*.trace')" 'files elsewhere'
find . -name 't.*.trace' -print0 | xargs -0 "$heaplab" stat --format json 2>stat-err | tr -d ' ",' >all
is 15 "$(grep -c '^mallocs:100$' all)" 'traces with 100 mallocs'
END

situation children/equal-names <<'END'
: >t.1-steps.trace
record --children bash -c 'steps take=100 & steps take=100 & steps take=100 & wait'
children 3 steps mallocs=100
END

situation children/build <<'END'
needs make make
for i in 1 2 3 4 5 6; do printf 'int f%s(void) { return %s; }\n' $i $i >f$i.c; done
printf 'all: f1.o f2.o f3.o f4.o f5.o f6.o\n' >Makefile
record --children make -s -j2
is 6 "$(number t.*-cc1.trace)" 'traces of compilers'
is 6 "$(number ./*.o)" 'object files'
END

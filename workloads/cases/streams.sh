# A recorded command has the same streams, descriptors, terminal, signals and limits as a command that runs alone.

situation streams/process-substitution <<'END'
record cat <(echo graph) <(echo and another)
is 'graph and another' "$(paste -sd ' ' out)" output
END

situation streams/output-by-process-substitution <<'END'
record tee >(cat >copy) >(cat >copy2) <<<'some text'
until_true 5 grep -q 'some text' copy
END

situation streams/descriptor-nine <<'END'
exec 9>nine
record bash -c 'echo here >&9'
exec 9>&-
is here "$(cat nine)" 'what went to descriptor 9'
END

situation streams/descriptors-high <<'END'
exec 63>high 200<<<'from 200'
record bash -c 'cat <&200 >&63'
exec 63>&- 200<&-
is 'from 200' "$(cat high)" 'what went to descriptor 63'
END

situation streams/no-descriptor-added <<'END'
alike ls /proc/self/fd
END

situation streams/input <<'END'
seq 100000 >numbers
record wc -l <numbers
is 100000 "$(tr -d ' ' <out)" 'lines of input'
END

situation streams/input-is-left-to-the-next <<'END'
{ record bash -c 'read -r line; echo "$line"'; cat >rest; } < <(printf 'one\ntwo\n')
is 'one two' "$(cat out rest | paste -sd ' ')" 'first and second reader'
END

situation streams/input-closed <<'END'
record bash -c '[[ -e /proc/self/fd/0 ]] || echo closed; steps take=100' <&-
is closed "$(head -n 1 out)" 'standard input'
END

situation streams/output-closed <<'END'
"$heaplab" record -o t.trace -- steps take=1000 2>err >&-
is 0 $? 'exit status'
trace mallocs=1000
END

situation streams/errors-closed <<'END'
"$heaplab" record -o t.trace -- steps take=1000 >out 2>&-
is 0 $? 'exit status'
trace mallocs=1000
END

situation streams/all-closed <<'END'
"$heaplab" record -o t.trace -- steps take=1000 <&- >&- 2>&-
is 0 $? 'exit status'
: >err
trace mallocs=1000
END

situation streams/reader-that-goes-away <<'END'
"$heaplab" record -o t.trace -- bash -c 'yes; echo "yes: $?" >how' 2>err | head -n 1 >out
until_true 10 grep -q . how
is 'yes: 141' "$(cat how)" 'how the writer ended'
END

# An outer make shares its jobs with an inner make through descriptors.
situation streams/job-server <<'END'
needs make make
printf 'all: a b\na b:\n\t@$(HEAPLAB) record --children -o $@.trace -- $(MAKE) -s inner-$@\ninner-%%: x-%% y-%%\n\t@echo $@\nx-%% y-%%:\n\t@steps take=100\n' >Makefile
HEAPLAB=$heaplab make -s -j2 >out 2>err || complain "make: status $?"
! grep -q 'jobserver' out err || complain "make: expected a job server, actual '$(grep -h jobserver out err | head -n 1)'"
is 'inner-a inner-b' "$(sort out | paste -sd ' ')" 'what make said'
END

situation streams/job-server-inside <<'END'
needs make make
printf 'all:\n\t@$(MAKE) -s one two\none two:\n\t@steps take=100\n' >Makefile
record --children make -s -j2
! grep -q jobserver out err || complain "make: $(grep -h jobserver out err | head -n 1)"
children 2 steps mallocs=100
END

situation streams/environment <<'END'
seen() { env -0 "$@" | tr '\n' '~' | tr '\0' '\n' | grep -vE '^(LD_PRELOAD|_)=|^HEAPLAB_'; }
env ODD=$'two\nlines' EMPTY= env -0 | tr '\n' '~' | tr '\0' '\n' | grep -vE '^(LD_PRELOAD|_|HEAPLAB)=|^HEAPLAB_' | sort >plain
ODD=$'two\nlines' EMPTY= record env -0
tr '\n' '~' <out | tr '\0' '\n' >all
grep -vE '^(LD_PRELOAD|_|HEAPLAB)=|^HEAPLAB_' all | sort >recorded
cmp -s plain recorded || complain "environment: $(diff plain recorded | grep '^[<>]' | head -n 3 | paste -sd ' ')"
(($(grep -c '^HEAPLAB_' all) <= 1)) || complain "environment: expected one variable HEAPLAB_…, actual $(grep '^HEAPLAB_' all | paste -sd ' ')"
END

situation streams/other-preloads-stay <<'END'
under=(env LD_PRELOAD=libm.so.6)
record steps take=100 exec take=100
trace mallocs=100
record bash -c 'echo $LD_PRELOAD'
grep -q libm.so.6 out || complain "LD_PRELOAD: $(cat out)"
END

situation streams/folder-mask-priority <<'END'
alike bash -c 'pwd; umask; nice; cat /proc/self/oom_score_adj; ulimit -a'
END

situation streams/priority-of-a-nice-caller <<'END'
under=(nice -n 7)
record nice
is 7 "$(cat out)" niceness
END

# Without the two signals of the C library, which are ignored in every program that it spawns.
situation streams/signals <<'END'
alike sed -nE '/^Sig(Blk|Cgt|Ign)/ { s/0000000180000/0000000000000/; p }' /proc/self/status
END

situation streams/signals-ignored <<'END'
trap '' HUP PIPE USR1 INT
ignoring=HUP,INT # timeout takes them
alike sed -nE '/^Sig(Blk|Ign)/ { s/0000000180000/0000000000000/; p }' /proc/self/status
END

situation streams/processes <<'END'
alike bash -c 'read -r _ _ _ _ group session terminal _ </proc/$$/stat; [[ $group == $(ps -o pgid= -p $PPID | tr -d " ") ]] && echo same group; echo $terminal'
END

for status in 1 7 99 127 255; do
  situation "streams/ends-with-$status" <<END
record steps take=1000 exit=$status
trace mallocs=1000
grep -q 'status $status\b' err || complain "status: expected $status, actual '\$(told)'"
END
done

terminal() {
  needs python3 python3
  python3 "$here/terminal.py" "$@" >typed 2>typed-err || complain "on a terminal: $(tail -n 1 typed-err) $(tr -d '\r' <typed | tail -n 3 | paste -sd '|' | cut -c 1-200)"
}

situation streams/terminal <<'END'
needs script bsdutils
script -qec "$heaplab record -o t.trace -- bash -c 'for i in 0 1 2; do [[ -t \$i ]] && echo yes; done'" /dev/null >out 2>&1
is 'yes yes yes' "$(tr -d '\r' <out | grep yes | paste -sd ' ')" 'streams that are a terminal'
END

situation streams/terminal-keys-and-size <<'END'
needs script bsdutils
script -qec "stty cols 97; $heaplab record -o t.trace -- stty size" /dev/null >out 2>&1
is 97 "$(tr -d '\r' <out | sed -n 's/^[0-9]* \([0-9]*\)$/\1/p')" columns
END

situation streams/control-z-and-fg <<'END'
terminal "$heaplab record -o t.trace -- steps trickle=60:100" stop Stopped 'fg' ''
trace mallocs=6000
END

situation streams/control-c <<'END'
terminal "$heaplab record -o t.trace -- steps take=5000 wait=30000" interrupt '' '' ''
: >err
trace mallocs=5000
END

situation streams/control-c-that-is-caught <<'END'
terminal "$heaplab record -o t.trace -- bash -c 'trap \"exec steps take=777\" INT; while :; do sleep 0.1; done'" interrupt '' '' ''
: >err
trace mallocs=777
END

situation streams/background-then-fg <<'END'
terminal "$heaplab record -o t.trace -- bash -c 'read -r line; exec steps take=\$line' &" none '' 'fg' '4321'
: >err
trace mallocs=4321
END

for signal in TERM HUP; do
  situation "streams/heaplab-gets-$signal" <<END
"\$heaplab" record -o t.trace -- steps take=5000 touch=begun wait=30000 >out 2>err &
until_true 20 test -e begun
kill -$signal \$(ours '*/java')
wait
trace mallocs=5000
END
done

# Sends the signal to the whole process group, as a terminal does.
situation streams/group-gets-INT <<'END'
setsid -w env --default-signal=INT "$heaplab" record -o t.trace -- steps take=5000 touch=begun wait=30000 >out 2>err &
until_true 20 test -e begun
kill -INT -- "-$(ps -o pgid= -p "$(ours '*/java')" | tr -d ' ')"
wait
trace mallocs=5000
END

situation streams/signals-caught <<'END'
alike bash -c 'trap "echo got" USR1; kill -USR1 $$; kill -0 $PPID && echo parent'
END

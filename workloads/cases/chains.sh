# Programs that are started by other programs. The trace is that of the program that the user wants, never that of its
# wrapper. If this is not possible, a remark says so.

# followed NAME PACKAGE-OF-THE-FIRST-WORD COMMAND: the trace must be the heap of `steps`
# lost NAME PACKAGE COMMAND: the same, or a remark must say why not
chain() {
  local first=${4%% *}
  situation "chains/$2" <<END
needs ${first/\$*/true} $3
$([[ $1 == trace ]] || echo 'expect=0..1 ')record $4
$1 mallocs=1000 frees=10
END
}
followed() { chain trace "$@"; }
lost() { chain 'trace_or lost steps' "$@"; }

the='steps take=990 pair=10'

followed env coreutils "env A=b $the"
followed env-split coreutils "env -S '$the'"
followed sh dash "sh -c '$the'"
followed sh-exec dash "sh -c 'exec $the'"
followed bash bash "bash -c '$the'"
followed bash-of-sh bash "bash -c \"sh -c 'exec $the'\""
followed timeout coreutils "timeout 50 $the"
followed nice coreutils "nice -n 5 $the"
followed nohup coreutils "nohup $the"
followed stdbuf coreutils "stdbuf -oL $the"
followed setsid util-linux "setsid $the"
followed setsid-wait util-linux "setsid -w $the"
followed ionice util-linux "ionice -c 2 $the"
followed chrt util-linux "chrt -o 0 $the"
followed taskset util-linux "taskset -c 0 $the"
followed prlimit util-linux "prlimit --core=0 $the"
followed setarch util-linux "setarch -R $the"
followed flock util-linux "flock lock $the"
followed xargs findutils "xargs -a /dev/null $the"
followed time time "env time -o /dev/null $the"
followed nested-wrappers coreutils "nice timeout 50 env A=b sh -c 'exec nohup $the'"
followed perl perl "perl -e 'exec @ARGV' $the"
followed python python3 "python3 -c 'import os, sys; os.execvp(sys.argv[1], sys.argv[1:])' $the"
followed loader libc6 "\$(ldd \$(type -P steps) | grep -o '/[^ ]*ld-[^ ]*') \$(type -P steps) take=990 pair=10"
lost environment-empty coreutils "env -i \$(type -P steps) take=990 pair=10"
lost preload-unset coreutils "env -u LD_PRELOAD $the"
lost preload-replaced libc6 "env LD_PRELOAD=libm.so.6 $the"
lost preload-replaced-in-shell dash "sh -c 'LD_PRELOAD=libm.so.6 exec $the'"
lost preload-unset-in-shell dash "sh -c 'unset LD_PRELOAD; exec $the'"
lost empty-environment-by-exec x "\$(type -P steps) exec-empty take=990 pair=10"
lost null-environment-by-exec x "\$(type -P steps) exec-null take=990 pair=10"
lost no-environ-by-exec x "\$(type -P steps) no-environ exec take=990 pair=10"
lost clearenv-then-exec x "\$(type -P steps) take=5 clearenv exec take=990 pair=10"
lost unset-then-exec x "\$(type -P steps) take=5 unset=LD_PRELOAD exec take=990 pair=10"
followed exec-libc x "\$(type -P steps) take=5 exec take=990 pair=10"
followed exec-raw x "\$(type -P steps) take=5 exec-raw take=990 pair=10"
followed execveat x "\$(type -P steps) take=5 exec-at take=990 pair=10"
followed fexecve x "\$(type -P steps) take=5 exec-descriptor take=990 pair=10"
followed exec-eight-times x "\$(type -P steps) take=5 exec exec-raw exec exec-at exec exec exec-descriptor exec take=990 pair=10"
followed exec-of-a-thread x "\$(type -P steps) take=5 threads=1 exec take=990 pair=10"
followed exec-beside-threads x "\$(type -P steps) take=5 aside=3:100000000 exec take=990 pair=10"

root_chain() {
  situation "chains/$2" <<END
needs root
needs ${4%% *} $3
possible ${5:-true}
$([[ $1 == trace ]] || echo 'expect=0..1 ')record $4
$1 mallocs=1000 frees=10
END
}

root_chain trace setpriv util-linux "setpriv --reuid=65534 --regid=65534 --clear-groups $the"
root_chain trace runuser util-linux "runuser -u nobody -- \$(type -P steps) take=990 pair=10" 'runuser -u nobody true'
root_chain 'trace_or lost steps' su util-linux "su -s /bin/sh nobody -c \"\$(type -P steps) take=990 pair=10\"" 'su -s /bin/sh nobody -c true'
root_chain 'trace_or lost steps' su-login util-linux "su -s /bin/sh - nobody -c \"\$(type -P steps) take=990 pair=10\"" 'su -s /bin/sh nobody -c true'
root_chain 'trace_or lost steps' sudo sudo "sudo -n -u nobody \$(type -P steps) take=990 pair=10" 'sudo -n -u nobody true'
root_chain trace chroot coreutils "chroot / $the"
root_chain trace chroot-user coreutils "chroot --userspec=65534:65534 / $the"
root_chain trace unshare-mounts util-linux "unshare -m $the" 'unshare -m true'
root_chain trace unshare-network util-linux "unshare -n $the" 'unshare -n true'
root_chain trace unshare-user util-linux "unshare -Ur $the" 'unshare -Ur true'
root_chain trace unshare-processes util-linux "unshare -pf --mount-proc $the" 'unshare -pf --mount-proc true'
root_chain trace unshare-all util-linux "unshare -m -u -i -n -pf --mount-proc $the" 'unshare -m -u -i -n -pf --mount-proc true'
root_chain trace start-stop-daemon dpkg "start-stop-daemon --start --pidfile none --exec \$(type -P steps) -- take=990 pair=10"
root_chain trace sandbox bubblewrap "bwrap --bind / / --dev-bind /dev /dev --proc /proc --unshare-all $the" 'bwrap --bind / / --dev /dev --unshare-all true'
root_chain 'trace_or lost steps' sandbox-own-dev bubblewrap "bwrap --bind / / --dev /dev --proc /proc --unshare-all $the" 'bwrap --bind / / --dev /dev --unshare-all true'
root_chain 'trace_or lost steps' sandbox-own-tmp bubblewrap "bwrap --bind / / --tmpfs /tmp --bind \$work \$work --dev-bind /dev /dev $the" 'bwrap --bind / / --dev /dev --unshare-all true'

situation chains/script-file <<'END'
printf '#!/bin/sh\n# a start script, as many programs have\ncd /\nexec steps "$@"\n' >start && chmod +x start
record ./start take=990 pair=10
trace mallocs=1000 frees=10
END

situation chains/script-file-that-waits <<'END'
printf '#!/bin/sh\nsteps "$@"\nresult=$?\nexit $result\n' >start && chmod +x start
record ./start take=990 pair=10
trace_or children '' mallocs=1000 frees=10
END

situation chains/script-without-a-first-line <<'END'
printf 'exec steps take=990 pair=10\n' >start && chmod +x start
record bash -c ./start
trace mallocs=1000 frees=10
END

for way in spawn vfork system popen; do
  situation "chains/$way" <<END
record --children steps take=10 $way take=990 pair=10
trace mallocs=10..12
children 1 steps mallocs=1000 frees=10
END
done

# These are not wrappers; the user wants their own heaps.
for starter in 'perl -e "system @ARGV"' 'python3 -c "import subprocess, sys; subprocess.run(sys.argv[1:])"' "make -s -f '$here/one.mk'"; do
  situation "chains/child-of-${starter%% *}" <<END
needs ${starter%% *} ${starter%% *}
record --children $starter $([[ $starter == make* ]] || echo "$the")
children 1 steps mallocs=1000 frees=10
END
done

situation chains/spawn-loses-nothing-after <<'END'
record --children steps take=10 workers=1 vfork spawn take=1000
trace mallocs=10
END

situation chains/static-by-shell <<'END'
compile cc steps-still -static "$here"/steps*.c || skip 'no static C library (libc6-dev)'
expect=any record sh -c 'exec steps-still take=1000'
said static steps-still
END

situation chains/static-by-exec <<'END'
compile cc steps-still -static "$here"/steps*.c || skip 'no static C library (libc6-dev)'
expect=any record steps take=10 exec=steps-still take=1000
said static steps-still
END

situation chains/static-child <<'END'
compile cc steps-still -static "$here"/steps*.c || skip 'no static C library (libc6-dev)'
record --children bash -c 'steps-still take=1000; steps take=5; true'
is 5 "$(for each in t*.trace; do counts "$each" | sed -n 's/^mallocs //p'; done | sort -n | head -n 1)" 'mallocs of steps'
said static steps-still
END

situation chains/static-between <<'END'
needs busybox busybox-static
ldd "$(type -P busybox)" >/dev/null 2>&1 && skip 'busybox is not static (busybox-static)'
expect=any record busybox env A=b "$(type -P steps)" take=990 pair=10
trace_or static busybox mallocs=1000 frees=10
END

# Two programs are started, and the user wants neither more than the other. A trace of the shell itself must say so.
situation chains/two-commands <<'END'
record bash -c 'steps take=100; steps take=200; true'
said children
END

situation chains/two-commands-with-children <<'END'
record --children bash -c 'steps take=100; cp "$(type -P steps)" other; ./other take=200; true'
children 1 steps mallocs=100
children 1 other mallocs=200
END

situation chains/pipe <<'END'
record --children bash -c 'steps take=100 say=x | cat; true'
children 1 steps mallocs=100
END

situation chains/killed-wrapper <<'END'
record timeout -s KILL 1 steps take=1000 wait=20000
trace_or children '' mallocs=1000
END

situation chains/program-not-there <<'END'
expect=1 record /no/such/program
is 1 "$(grep -c . err)" 'lines of the message'
said nothing /no/such/program
END

situation chains/program-not-there-in-env <<'END'
expect=any record env /no/such/program
grep -q 'status 127' err || complain "expected status 127, actual '$(told)'"
END

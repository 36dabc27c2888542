# Programs with few descriptors, little memory, few processes, or little room on a disk.

situation limits/descriptors-used-up <<'END'
record steps take=10 use-up take=100000
trace mallocs=100010
quiet
END

situation limits/descriptors-used-up-then-threads <<'END'
record steps use-up threads=10 take=30000
trace mallocs=300000..300010
quiet
END

situation limits/descriptors-used-up-then-forks <<'END'
record --children steps take=10 use-up workers=3 take=30000
children 3 steps mallocs=30010
quiet
END

situation limits/three-descriptors <<'END'
record steps take=10 limit-files=3 take=100000
trace mallocs=100010
quiet
END

situation limits/three-descriptors-from-the-start <<'END'
record bash -c 'ulimit -n 8; exec steps take=100000'
trace mallocs=100000
END

situation limits/all-closed <<'END'
record steps take=10 close-from=3 take=100000
trace mallocs=100010
quiet
END

situation limits/all-closed-streams-too <<'END'
record steps take=10 close-from=0 take=100000
trace mallocs=100010
END

situation limits/each-closed-then-forks <<'END'
record --children steps take=10 close-each workers=3 take=20000
children 3 steps mallocs=20010
quiet
END

# The program may reuse the number of a descriptor of the recorder. Then the recorder must not write to it.
situation limits/descriptors-reused <<'END'
record steps take=10 reuse take=300000 threads=3 take=30000 same
trace mallocs=390010..390013
is 0 "$(stat -c %s reused)" 'bytes in the file of the program'
quiet
END

situation limits/no-file-may-grow <<'END'
record steps take=10 limit-size=0 take=100000
trace mallocs=100010
quiet
END

situation limits/no-file-may-grow-from-the-start <<'END'
record bash -c 'ulimit -f 0; exec steps take=100000'
trace mallocs=100000
quiet
END

situation limits/address-space <<'END'
record steps limit-space=200 take=100000
trace mallocs=100000
quiet
END

situation limits/address-space-and-threads <<'END'
record bash -c 'ulimit -v 250000; exec steps short-threads=300 take=300'
trace mallocs=90000..90300
END

# The program reaches its memory limit. There it must get NULL, and not crash in the recorder.
situation limits/data-segment <<'END'
alike steps limit-data=120 take=20000 huge=10 take=20000
trace mallocs=40000
END

situation limits/no-more-processes <<'END'
needs root
record steps take=10 setuid limit-processes=0 take=100000
trace mallocs=100010
quiet
END

situation limits/nothing-locked <<'END'
record steps limit-locked=0 take=100000
trace mallocs=100000
quiet
END

situation limits/all-memory-locked <<'END'
needs root
record steps lock-all take=100000 threads=2 take=1000
trace mallocs=102000..102002
quiet
END

situation limits/soft-limits-unchanged <<'END'
alike bash -c 'ulimit -S -a; ulimit -H -a'
END

mounted() { under=(unshare -m sh -c "$1; shift; exec \"\$@\"" sh -); }

situation limits/small-dev-shm <<'END'
needs root
possible unshare -m mount -t tmpfs none /mnt
mounted 'mount -t tmpfs -o size=64k none /dev/shm'
record steps take=300000
trace mallocs=300000
quiet
END

situation limits/no-dev-shm <<'END'
needs root
possible unshare -m mount -t tmpfs none /mnt
mounted 'mount -t tmpfs -o ro,size=4k none /dev/shm'
record --children steps take=10 workers=2 take=100000
children 2 steps mallocs=100010
quiet
END

situation limits/tmp-read-only <<'END'
needs root
possible unshare -m mount -t tmpfs none /mnt
[[ $PWD == /tmp/* ]] || skip 'the temporary folder is not in /tmp'
mkdir -p /dev/shm/heaplab-cases.$$ && cp "$work/bin/steps" /dev/shm/heaplab-cases.$$ && cd /dev/shm/heaplab-cases.$$
trap 'rm -rf /dev/shm/heaplab-cases.$$' EXIT
mounted 'mount -t tmpfs -o ro,size=4k none /tmp'
record ./steps take=100000
trace mallocs=100000
quiet
END

situation limits/folders-without-programs <<'END'
needs root
possible unshare -m mount -t tmpfs none /mnt
mkdir cache bin && cp "$work/bin/steps" bin
mounted "mount -t tmpfs -o noexec none cache; mount -t tmpfs -o noexec none /dev/shm"
record env XDG_CACHE_HOME="$PWD/cache" bin/steps take=100000
trace mallocs=100000
END

situation limits/proc-not-there <<'END'
needs root
possible unshare -m mount -t tmpfs none /mnt
mkdir -p jail/bin jail/proc && cp "$work/bin/steps" jail/bin
for library in $(ldd jail/bin/steps | grep -o '/[^ ]*'); do mkdir -p "jail${library%/*}"; cp "$library" "jail$library"; done
expect=any record chroot jail /bin/steps take=1000
trace_or lost steps mallocs=1000
END

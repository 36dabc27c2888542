# Programs that give up rights while they run, as servers do. The recorder must not need these rights.

situation rights/setuid <<'END'
needs root
record steps take=10 setuid take=100000
trace mallocs=100010 frees=0
quiet
END

situation rights/setuid-threads-after <<'END'
needs root
record steps take=10 setuid threads=20 take=20000
trace mallocs=400010..400030 threads=21
quiet
END

situation rights/setuid-threads-before <<'END'
needs root
record steps aside=3:50000 setuid take=50000
trace mallocs=200000..200004
quiet
END

situation rights/raw-setuid <<'END'
needs root
record steps take=10 raw-setuid take=100000
trace mallocs=100010
END

situation rights/seteuid <<'END'
needs root
record steps take=10 seteuid take=100000
trace mallocs=100010
END

situation rights/groups-and-setresuid <<'END'
needs root
record steps take=10 groups undumpable take=100000
trace mallocs=100010
END

situation rights/no-new-rights <<'END'
record steps no-new-rights undumpable take=100000
trace mallocs=100000
quiet
END

situation rights/chroot <<'END'
needs root
mkdir jail
record steps take=10 chroot=jail take=100000
trace mallocs=100010
quiet
END

situation rights/chroot-and-setuid <<'END'
needs root
mkdir jail
record steps take=10 chroot=jail setuid threads=4 take=30000
trace mallocs=120010..120014
quiet
END

situation rights/prefork <<'END'
needs root
record --children steps take=10 workers=3 setuid take=2000
trace mallocs=10
children 3 steps mallocs=2010
quiet
END

situation rights/prefork-by-user <<'END'
needs root
record --children steps take=10 setuid workers=3 take=2000
trace mallocs=10
children 3 steps mallocs=2010
quiet
END

situation rights/prefork-in-jail <<'END'
needs root
mkdir jail
record --children steps take=10 chroot=jail setuid workers=5 take=40000
trace mallocs=10
children 5 steps mallocs=40010
quiet
END

situation rights/workers-fork-again <<'END'
needs root
record --children steps take=10 workers=2 setuid take=100 workers=3 take=1000
trace mallocs=10
is 8 "$(number t.*-steps.trace)" 'traces of workers'
END

situation rights/undumpable-workers <<'END'
needs root
record --children steps take=10 workers=3 groups undumpable take=20000
trace mallocs=10
children 3 steps mallocs=20010
END

# The worker is a separate program. It is started by a user who has no rights to the output's folder.
situation rights/exec-after-setuid <<'END'
needs root
chmod 700 .
record steps take=10 setuid exec=steps take=30000
trace mallocs=30000
END

situation rights/worker-binary <<'END'
needs root
chmod 700 .
record --children steps take=10 workers=2 setuid exec=steps take=30000
trace mallocs=10
children 2 steps mallocs=30000
END

situation rights/output-in-private-folder <<'END'
needs root
mkdir -m 700 private
output=private/t.trace record steps take=10 setuid take=50000 workers=1 take=10
output=private/t.trace trace mallocs=50010
END

situation rights/cache-in-private-folder <<'END'
needs root
mkdir -m 700 home
under=(env -u XDG_CACHE_HOME HOME="$PWD/home")
record --children steps take=10 workers=2 setuid exec=steps take=30000
children 2 steps mallocs=30000
END

situation rights/all-files-private <<'END'
needs root
umask 077
record --children steps take=10 workers=2 setuid exec=steps take=3000
children 2 steps mallocs=3000
END

situation rights/recorded-by-a-user <<'END'
needs root
possible setpriv --reuid=65534 --regid=65534 --clear-groups "$heaplab" list
mkdir -m 777 place
under=(setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$PWD/place" XDG_CACHE_HOME="$PWD/place")
output=place/t.trace record steps take=10 undumpable take=50000
output=place/t.trace trace mallocs=50010
quiet
END

# Only the program itself may have more rights than the user who records it.
situation rights/set-user-id-program <<'END'
needs root
cp "$work/bin/steps" steps-of-nobody
chown nobody steps-of-nobody
chmod 4755 steps-of-nobody
expect=any record ./steps-of-nobody take=1000
trace_or secure steps-of-nobody mallocs=1000
END

situation rights/exec-set-user-id-program <<'END'
needs root
cp "$work/bin/steps" steps-of-nobody
chown nobody steps-of-nobody
chmod 4755 steps-of-nobody
expect=any record steps take=10 exec=./steps-of-nobody take=1000
trace_or secure steps-of-nobody mallocs=1000
END

situation rights/capability-program <<'END'
needs root
needs setcap libcap2-bin
cp "$work/bin/steps" steps-able
setcap cap_net_bind_service+ep steps-able || skip 'no file capabilities here'
possible setpriv --reuid=65534 --regid=65534 --clear-groups "$heaplab" list
mkdir -m 777 place
under=(setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$PWD/place" XDG_CACHE_HOME="$PWD/place")
output=place/t.trace expect=any record ./steps-able take=1000
output=place/t.trace trace_or secure steps-able mallocs=1000
END

situation rights/program-that-may-not-be-read <<'END'
needs root
possible setpriv --reuid=65534 --regid=65534 --clear-groups "$heaplab" list
cp "$work/bin/steps" steps-hidden
chmod 711 steps-hidden
mkdir -m 777 place
under=(setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$PWD/place" XDG_CACHE_HOME="$PWD/place")
output=place/t.trace record ./steps-hidden take=50000
output=place/t.trace trace mallocs=50000
END

# Programs that forbid themselves system calls. Each also runs alone. If it ends only when recorded, the recorder is the
# cause.

allowed=brk,mmap,munmap,mremap,exit_group,exit,rt_sigreturn
# The system calls that threads of the C library need. For a ninth arena it also opens a file, so there are at most
# eight threads.
threaded=clone,clone3,futex,set_robust_list,rseq,mprotect,rt_sigprocmask,rt_sigaction,madvise

situation filters/strict <<'END'
alike steps grow=64 strict take=50000 raw-exit
trace mallocs=50001
END

situation filters/no-open <<'END'
alike steps take=10 deny=open,openat take=100000
trace mallocs=100010
quiet
END

situation filters/no-files-at-all <<'END'
alike steps take=10 lack=open,openat,mmap-file,ftruncate,fallocate,memfd_create,pwrite64,lseek,fstat,newfstatat,close take=100000
trace mallocs=100010
quiet
END

situation filters/no-getpid-membarrier-mincore <<'END'
alike steps deny=getpid,gettid,getppid,membarrier,mincore,madvise,getrlimit,prlimit64 take=100000
trace mallocs=100000
quiet
END

situation filters/no-writing-no-waiting <<'END'
alike steps take=10 deny=write,writev,futex,sched_yield,sendmsg,sendto,socket,kill take=100000
trace mallocs=100010
END

situation filters/no-clock <<'END'
alike steps take=10 kill=clock_gettime,gettimeofday,getcpu,sched_getaffinity,rt_sigprocmask,rt_sigaction take=100000
trace mallocs=100010
END

situation filters/whitelist <<'END'
alike steps take=10 only=$allowed take=1000000
trace mallocs=1000010
quiet
END

situation filters/smallest-whitelist <<'END'
alike steps grow=900 only=exit_group take=1000000
trace mallocs=1000001
quiet
END

situation filters/whitelist-by-syscall <<'END'
alike steps take=10 by=syscall only=$allowed take=300000
trace mallocs=300010
END

situation filters/whitelist-by-asm <<'END'
alike steps take=10 by=asm only=$allowed take=300000
trace mallocs=300010
quiet
END

situation filters/whitelist-then-threads <<'END'
alike steps take=10 by=asm only=$allowed,$threaded threads=6 take=90000
trace mallocs=540010..540016 threads=7
quiet
END

situation filters/whitelist-then-short-threads <<'END'
alike steps take=10 only=$allowed,$threaded short-threads=300 take=100
trace mallocs=30010..30310
quiet
END

situation filters/threads-then-whitelist <<'END'
alike steps aside=3:200000 by=syscall only=$allowed,$threaded take=100000
trace mallocs=700000..700003
END

situation filters/each-thread-for-itself <<'END'
alike steps threads=6 by=asm only=$allowed,$threaded take=90000
trace mallocs=540000..540006
END

situation filters/whitelist-then-forks <<'END'
alike steps take=10 only=$allowed,clone,set_robust_list,wait4,gettid workers=3 take=20000
record --children steps take=10 only=$allowed,clone,set_robust_list,wait4,gettid workers=3 take=20000
trace mallocs=10
children 3 steps mallocs=20010
quiet
END

situation filters/refusal-then-forks <<'END'
record --children steps take=10 deny=openat,open,mmap-file,getpid,ftruncate,membarrier,memfd_create,prctl workers=3 take=20000
trace mallocs=10
children 3 steps mallocs=20010
quiet
END

situation filters/forks-then-whitelist <<'END'
record --children steps take=10 workers=4 by=asm only=$allowed,exit_group take=50000
trace mallocs=10
children 4 steps mallocs=50010
quiet
END

situation filters/setuid-chroot-and-whitelist <<'END'
needs root
mkdir jail
alike steps take=10 chroot=jail setuid only=$allowed,$threaded threads=5 take=100000
trace mallocs=500010..500015
quiet
END

situation filters/no-mapping-of-files <<'END'
alike steps take=10 kill=mmap-file threads=4 take=100000
trace mallocs=400010..400014
quiet
END

situation filters/no-mapping-at-all <<'END'
alike steps grow=900 kill=mmap,brk,mremap,munmap,mprotect take=1000000
trace mallocs=1000001
quiet
END

# The filter also holds for the next program. It cannot open its libraries, so it never starts.
situation filters/program-cannot-load <<'END'
expect=any record steps take=10 deny=openat,open exec take=1000
said lost steps
END

situation filters/refusal-passes-to-the-next-program <<'END'
record steps take=10 deny=memfd_create,membarrier,socket,shmget,userfaultfd exec take=100000
trace mallocs=100000
END

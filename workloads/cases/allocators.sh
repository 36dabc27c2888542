# Allocators other than that of the C library: each block is recorded once, or a remark says what is not seen.

# When libstdc++ starts it allocates one block, so that it can throw exceptions when there is no memory.
start=1

situation allocators/operators <<'END'
record operators all
trace mallocs=$((2220 + start)) frees=2220
END

# The nothrow operators of libstdc++ call the throwing ones, so twenty exceptions are thrown.
situation allocators/operators-that-throw <<'END'
alike operators throw
trace mallocs=$((20 + start)) frees=20
END

situation allocators/class-with-its-own <<'END'
record operators own
trace mallocs=$((300 + start)) frees=300
END

situation allocators/operators-in-the-executable <<'END'
compile c++ five-own -DMAIN='"five-hundred.cpp"' "$here/own-operators.cpp"
record five-own
trace mallocs=1000..$((1000 + start)) frees=500
END

situation allocators/operators-in-a-library <<'END'
compile c++ libown.so -shared -fPIC "$here/own-operators.cpp"
compile c++ five-of-library "$here/five-hundred.cpp" -L"$work/bin" -Wl,-rpath,"$work/bin" -lown
record five-of-library
trace mallocs=1000..$((1000 + start)) frees=500
END

# These operators do not call malloc.
situation allocators/operators-on-an-array <<'END'
compile c++ five-arena -DARENA -DMAIN='"five-hundred.cpp"' "$here/own-operators.cpp"
expect=any record five-arena
trace_or own-malloc five-arena mallocs=1000..$((1000 + start)) frees=500
END

linked() {
  compile c++ "operators-$1" "$here/operators.cpp" -Wl,--no-as-needed -l:"$2"
  idle "operators-$1"
  record "operators-$1" all
  trace mallocs=$((2220 + start)) frees=2220
}

# Some allocators allocate a few blocks when they start. A program that does nothing shows how many.
idle() {
  output=idle.trace record "$1" nothing
  start=$(counts idle.trace | sed -n 's/^mallocs //p')
  is 0..4 "$start" 'mallocs of an idle program'
}

# Their nothrow operators do not throw. (Debian's mimalloc is built as C and ends the program instead of throwing.)
throwing() {
  compile c++ "operators-$1" "$here/operators.cpp" -Wl,--no-as-needed -l:"$2"
  if [[ $1 == mimalloc* ]]; then ends=any alike "operators-$1" throw; return; fi
  idle "operators-$1"
  alike "operators-$1" throw
  trace mallocs=$((10 + start)) frees=10
}

preloaded() {
  under=(env LD_PRELOAD="$1")
  idle operators
  record operators all
  trace mallocs=$((2220 + start)) frees=2220
}

for each in jemalloc:libjemalloc.so.2:libjemalloc2 tcmalloc:libtcmalloc_minimal.so.4:libtcmalloc-minimal4 mimalloc:libmimalloc.so.2:libmimalloc2.0; do
  IFS=: read -r name file package <<<"$each"
  situation "allocators/$name-linked" <<<"needs -l:$file $package; linked $name $file"
  situation "allocators/$name-linked-throws" <<<"needs -l:$file $package; throwing $name-t $file"
  situation "allocators/$name-preloaded" <<<"needs -l:$file $package; preloaded $file"
  situation "allocators/$name-linked-c" <<END
needs -l:$file $package
compile cc steps-$name "$here"/steps*.c -Wl,--no-as-needed -l:$file
record --children steps-$name take=10 workers=2 threads=3 take=10000
trace mallocs=10..14
children 2 steps-$name mallocs=30010..30040
END
done

situation allocators/calls-of-malloc-family <<'END'
record blocks calls
trace mallocs=280 reallocs=50 frees=280
END

# It has no pvalloc.
situation allocators/calls-of-malloc-family-on-jemalloc <<'END'
needs -l:libjemalloc.so.2 libjemalloc2
under=(env LD_PRELOAD=libjemalloc.so.2)
record blocks calls 0
trace mallocs=$((275 + start)) reallocs=50 frees=275
END

situation allocators/jemalloc-own-calls <<'END'
needs -l:libjemalloc.so.2 libjemalloc2
compile cc jemalloc-calls "$here/jemalloc-calls.c" -l:libjemalloc.so.2
expect=any record jemalloc-calls
trace_or own-calls jemalloc mallocs=8010 frees=4000 reallocs=1
END

situation allocators/jemalloc-in-the-executable <<'END'
needs -l:libjemalloc.a libjemalloc-dev
compile c++ operators-static-je "$here/operators.cpp" -l:libjemalloc.a -ldl -lm
expect=any record operators-static-je all
trace_or own-malloc operators-static-je mallocs=$((2220 + start)) frees=2220
END

situation allocators/jemalloc-in-the-executable-hidden <<'END'
needs -l:libjemalloc.a libjemalloc-dev
compile c++ operators-hidden-je "$here/operators.cpp" -Wl,--exclude-libs,ALL -s -l:libjemalloc.a -ldl -lm
expect=any record operators-hidden-je all
trace_or own-malloc operators-hidden-je mallocs=$((2220 + start)) frees=2220
END

situation allocators/own-malloc-in-the-executable <<'END'
compile cc own-malloc "$here/own-malloc.c"
expect=any record own-malloc
trace_or own-malloc own-malloc mallocs=5000
END

situation allocators/own-malloc-stripped <<'END'
compile cc own-malloc-stripped -s "$here/own-malloc.c"
expect=any record own-malloc-stripped
trace_or own-malloc own-malloc-stripped mallocs=5000
END

situation allocators/own-malloc-of-a-child <<'END'
compile cc own-malloc-child "$here/own-malloc.c"
expect=any record --children bash -c 'steps take=10; own-malloc-child; true'
children 1 steps mallocs=10
said own-malloc own-malloc-child
END

situation allocators/own-malloc-in-a-library <<'END'
compile cc libmalloc.so -shared -fPIC -DLIBRARY "$here/own-malloc.c"
compile cc steps-on-library "$here"/steps*.c -L"$work/bin" -Wl,-rpath,"$work/bin" -Wl,--no-as-needed -lmalloc
record steps-on-library take=5000 pair=1000
trace mallocs=6000 frees=1000
END

situation allocators/static <<'END'
compile cc steps-static -static "$here"/steps*.c || skip 'no static C library (libc6-dev)'
expect=1 record steps-static take=1000
said static steps-static
END

situation allocators/static-position-independent <<'END'
compile cc steps-static-pie -static-pie "$here"/steps*.c || skip 'no static C library (libc6-dev)'
expect=1 record steps-static-pie take=1000
said static steps-static-pie
END

situation allocators/another-c-library <<'END'
needs musl-gcc musl-tools
printf '#include <stdlib.h>\nvoid *volatile s; int main(void) { for (int i = 0; i < 1000; i++) s = malloc(777); return 0; }\n' >thousand.c
musl-gcc -o thousand thousand.c
expect=any record ./thousand
trace_or another thousand mallocs=1000
END

situation allocators/another-processor <<'END'
printf 'int main(void) { return 0; }\n' >narrow.c
cc -m32 -o narrow narrow.c 2>/dev/null || skip 'cannot build 32-bit programs (gcc-multilib)'
expect=any record ./narrow
said another narrow
END

situation allocators/address-sanitizer-gcc <<'END'
needs -lasan libasan8
compile cc steps-asan -fsanitize=address "$here"/steps*.c
expect=any record steps-asan take=10 pair=1000
said sanitizer steps-asan
END

situation allocators/address-sanitizer-static-runtime <<'END'
needs -lasan libasan8
compile cc steps-static-asan -fsanitize=address -static-libasan "$here"/steps*.c || skip 'no static runtime'
expect=any record steps-static-asan take=10 pair=1000
said sanitizer steps-static-asan
END

situation allocators/address-sanitizer-clang <<'END'
needs clang clang
compile clang steps-clang-asan -fsanitize=address "$here"/steps*.c 2>/dev/null || skip 'no sanitizer for clang (libclang-rt-dev)'
expect=any record steps-clang-asan take=10 pair=1000
said sanitizer steps-clang-asan
END

# The other sanitizers leave malloc alone, or replace it too.
situation allocators/undefined-behaviour-sanitizer <<'END'
needs -lubsan libubsan1
compile cc steps-ubsan -fsanitize=undefined "$here"/steps*.c
record steps-ubsan take=1000
trace mallocs=1000..1010
END

situation allocators/thread-sanitizer <<'END'
needs -ltsan libtsan2
compile cc steps-tsan -fsanitize=thread "$here"/steps*.c
expect=any record steps-tsan take=10 pair=1000
said sanitizer steps-tsan
END

situation allocators/rust <<'END'
needs rustc rustc
cat >boxes.rs <<'RUST'
fn main() {
    let kept: [Option<Box<[u8; 777]>>; 1000] = std::array::from_fn(|i| Some(Box::new([i as u8; 777])));
    std::hint::black_box(&kept);
}
RUST
rustc -O -o boxes boxes.rs 2>rust-err || skip "rustc does not run: $(head -n 1 rust-err)"
record ./boxes
trace mallocs=1000..1030 frees=1000..1030
END

situation allocators/go <<'END'
needs go golang-go
printf 'package main\nimport "C"\nvar kept [1000]*[777]byte\nfunc main() { for i := range kept { kept[i] = new([777]byte) } }\n' >heap.go
HOME=$PWD GOCACHE=$PWD/cache GO111MODULE=off go build -o heap heap.go 2>go-err || skip "go does not build: $(head -n 1 go-err)"
expect=any record ./heap
said go heap
END

situation allocators/go-static <<'END'
needs go golang-go
printf 'package main\nvar kept [1000]*[777]byte\nfunc main() { for i := range kept { kept[i] = new([777]byte) } }\n' >heap.go
HOME=$PWD GOCACHE=$PWD/cache GO111MODULE=off go build -o heap heap.go 2>go-err || skip "go does not build: $(head -n 1 go-err)"
expect=1 record ./heap
said static heap
END

# A library whose calls do not reach the preloaded library. Its blocks may be unseen, but then a remark must say so.
situation allocators/deep-binding <<'END'
cat >deep.c <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
int main(void) {
  void *it = dlopen("./taker.so", RTLD_NOW | RTLD_DEEPBIND);
  if (it == NULL) return 1;
  void *(*take)(void) = (void *(*)(void))dlsym(it, "take");
  for (int i = 0; i < 1000; i++) free(take());
  return 0;
}
C
printf '#include <stdlib.h>\nvoid *take(void) { return malloc(321); }\n' >taker.c
cc -shared -fPIC -o taker.so taker.c -lc && cc -o deep deep.c
record ./deep
trace_or unknown '' mallocs=1000..1100 frees=1000..1100
END

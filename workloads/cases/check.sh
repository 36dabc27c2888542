# Shared by record-cases.sh and record-programs.sh, which source it. A situation is a few lines of shell. They run in
# their own temporary folder, record something and check the result:
#
#     situation rights/setuid <<'END'
#     needs root
#     record steps take=10 setuid take=100000
#     trace mallocs=100010 frees=0
#     END
#
# The functions below are the commands of a situation. All complaints of a situation are printed in one line at its end.
# Sets: heaplab, the command (HEAPLAB to use another one); here, this folder; work, a temporary folder.
set -u
shopt -s nullglob
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
heaplab=${HEAPLAB:-$here/../../heaplab}
me=$(basename "$0")

# What a remark must contain, as extended regular expressions.
declare -A words=(
  [static]='static'
  [secure]='set-user-ID|capabilities'
  [lost]='not recorded|recorded nothing'
  [own-malloc]='own (malloc|allocator)|(malloc|operators new) of its own|linked into|not seen'
  [own-calls]='mallocx|own calls|not seen'
  [sanitizer]='sanitizer'
  [go]='\bGo\b'
  [another]='another processor|musl'
  [full]='full|No space left'
  [running]='still r[ua]n'
  [children]='--children'
  [unknown]='unknown blocks'
  [cut]='ended before|ends here|ended early|stopped|recover'
  [kept]='is kept'
  [nothing]='cannot run|not found'
)

declare -A bodies
names=()

situation() {
  local body
  IFS= read -r -d '' body || true
  names+=("$1")
  bodies[$1]=$body
}

# ---- what a situation is made of ----

complain() { printf '%s\n' "$*" >>"$place/complaints"; }

skip() {
  printf '%s\n' "$*" >"$place/skipped"
  exit 0
}

# needs root | COMMAND PACKAGE | /FILE PACKAGE | -lNAME PACKAGE (a library that the compiler finds)
needs() {
  case $1 in
    root) [[ $(id -u) == 0 ]] || skip 'needs root' ;;
    -l*) cc -shared -o "$place/probe.so" -Wl,--no-as-needed "$1" 2>/dev/null || skip "no ${1#-l} ($2)" ;;
    *) type -P -- "$1" >/dev/null || skip "no $1 ($2)" ;;
  esac
}

# Skips the situation if this machine does not allow the command, e.g. in a container without namespaces.
possible() { "$@" </dev/null >/dev/null 2>&1 || skip "this machine refuses: $*"; }

# run [VARIABLE=VALUE…] COMMAND…: runs it with a time limit; its output is in out and err, its status in $status
run() {
  status=0
  local begun=$SECONDS
  timeout --foreground -k 5 "${limit:-60}" env ${ignoring:+"--ignore-signal=$ignoring"} "$@" >out 2>err || status=$?
  [[ $status != 124 && $status != 137 ]] || ((SECONDS - begun < ${limit:-60})) || complain "not done after ${limit:-60} s: $*"
}

# record [--children] [--accesses] COMMAND…: records into t.trace; heaplab must end with $expect (0). `under` is put before heaplab.
under=()
record() {
  local options=()
  while [[ $1 == --children || $1 == --accesses ]]; do options+=("$1"); shift; done
  run "${under[@]}" "$heaplab" record "${options[@]}" -o "${output:-t.trace}" -- "$@"
  is "${expect:-0}" "$status" 'exit status'
}

# is EXPECTED ACTUAL WHAT; EXPECTED may be a range, 10..20, or `any`
is() {
  [[ $1 == any || $1 == "$2" ]] && return
  [[ $1 == *..* && $2 =~ ^[0-9]+$ ]] && (($2 >= ${1%..*} && $2 <= ${1#*..})) && return
  complain "$3: expected $1, actual $2"
}

# counts FILE: its statistics, one `field value` in each line
counts() { "$heaplab" stat --format json "$1" 2>stat-err | tr -d ' ",' | sed -n 's/^\([a-z_]*\):\(.*\)/\1 \2/p'; }

# matches FILE FIELD=VALUE…: complains about each field with another value
matches() {
  local file=$1 all each
  shift
  if [[ ! -e $file ]]; then complain "$file: expected $*, actual no such file ($(told))"; return; fi
  all=$(counts "$file")
  for each in "$@"; do is "${each#*=}" "$(sed -n "s/^${each%%=*} //p" <<<"$all")" "$file ${each%%=*}"; done
}

trace() { matches "${output:-t.trace}" "$@"; }

# children NUMBER NAME FIELD=VALUE…: there must be NUMBER traces of children called NAME, each with these counts
children() {
  local files=(t.*-"$2".trace) file
  is "$1" "${#files[@]}" "traces of $2"
  ((${#files[@]} == 0)) || all_match "${@:3}" -- "${files[@]}"
}

# all_match FIELD=VALUE… -- FILE…: as `matches`, but starts heaplab only once
all_match() {
  local fields=() each
  while [[ $1 != -- ]]; do fields+=("$1"); shift; done
  shift
  "$heaplab" stat --format json "$@" 2>stat-err | tr -d ' ",' >all
  for each in "${fields[@]}"; do
    while read -r value; do is "${each#*=}" "$value" "a child's ${each%%=*}"; done < <(sed -n "s/^${each%%=*}://p" all)
  done
}

# The lines that heaplab printed, without those that only count records.
told() { grep -vE '^heaplab: [^ ]+\.trace: [0-9,]+ records$|^heaplab:   [0-9,]+ frees of NULL$' err | head -n 4 | tr '\n' '|' | cut -c 1-300; }

number() { echo $#; }

# said WORD [NAME]: one of these lines must match WORD and name the program NAME
said() {
  grep '^heaplab:' err | grep -iE -- "${words[$1]}" | grep -qF -- "${2:-}" || complain "remark: expected '${words[$1]}' ${2:-}, actual '$(told)'"
}

# quiet: heaplab must print only how many records there are
quiet() {
  local all
  all=$(told)
  [[ -z $all ]] || complain "remarks: expected none, actual '$all'"
}

# trace_or WORD NAME FIELD=VALUE…: the counts must be right, or a remark must say why they are not
trace_or() {
  local word=$1 name=$2 kept=$place/complaints before
  shift 2
  before=$(cat "$kept" 2>/dev/null)
  trace "$@"
  [[ $(cat "$kept" 2>/dev/null) == "$before" ]] && return
  if grep '^heaplab:' err | grep -iE -- "${words[$word]}" | grep -qF -- "$name"; then
    printf '%s' "${before:+$before$'\n'}" >"$kept"
  else
    complain "and no remark with '${words[$word]}' and $name, only '$(told)'"
  fi
}

# alike COMMAND…: must print the same and end with the same status, $ends (0), whether it is recorded or not
alike() {
  local plain=0
  "$@" >plain 2>&1 || plain=$?
  is "${ends:-0}" "$plain" 'status of the program alone'
  record "$@"
  cmp -s plain out || complain "output: expected '$(diff plain out | grep '^<' | head -n 3 | tr '\n' ' ')', actual '$(diff plain out | grep '^>' | head -n 3 | tr '\n' ' ')'"
  ((plain == 0)) || grep -q "status $plain\b" err || complain "status of the program: expected $plain, actual '$(told)'"
}

# until_true SECONDS COMMAND…: repeats the command until it succeeds
until_true() {
  local left=$(($1 * 20))
  shift
  until "$@" >/dev/null 2>&1; do
    ((left-- > 0)) || { complain "never came true: $*"; return 1; }
    sleep 0.05
  done
}

# ours PATTERN: the processes of this situation whose executable's name matches
ours() {
  local process
  for process in /proc/[0-9]*; do
    # shellcheck disable=SC2053
    [[ $(readlink "$process/cwd") == "$PWD" && $(readlink "$process/exe") == $1 ]] && echo "${process#/proc/}"
  done
}

# ---- all situations ----

usage() {
  echo "Usage: $me [--list] [--only PATTERN] [--jobs N] [--keep]${1:+ $1}" >&2
  exit 2
}

one() {
  place=$work/${1//\//-}
  mkdir -p "$place/in"
  chmod 755 "$place" "$place/in"
  (
    cd "$place/in" || exit 1
    eval "${bodies[$1]}"
  ) </dev/null 2>"$place/shell" || complain "the situation itself ended with status $?: $(head -n 1 "$place/shell")"
  if [[ -s $place/skipped ]]; then
    printf 'skipped %s: %s\n' "$1" "$(cat "$place/skipped")"
  elif [[ -s $place/complaints ]]; then
    printf 'FAIL    %s: %s\n' "$1" "$(paste -sd '~' "$place/complaints" | sed 's/~/; /g')"
  else
    printf 'ok      %s%s\n' "$1" "$([[ -s $place/in/note ]] && printf ': %s' "$(cat "$place/in/note")")"
  fi >"$place/result"
}

# all SITUATION…: runs some at a time, prints the results in order
all() {
  local name failed=0 running=0
  for name in "$@"; do
    ((running < jobs)) || { wait -n; running=$((running - 1)); }
    one "$name" &
    running=$((running + 1))
  done &
  for name in "$@"; do
    until [[ -s $work/${name//\//-}/result ]]; do sleep 0.05; done
    cat "$work/${name//\//-}/result"
    grep -q '^FAIL' "$work/${name//\//-}/result" && failed=$((failed + 1))
  done
  wait
  echo "$me: ${#names[@]} situations, $# tried, $(cat "$work"/*/result | grep -c ^skipped) skipped, $failed failed" >&2
  ((failed == 0))
}

# main ARGUMENT…: both scripts end with this call; each of them defines `build`
main() {
  local only='*' jobs keep=false list=false
  jobs=$(nproc)
  while (($# > 0)); do
    case $1 in
      --list) list=true ;;
      --only) (($# > 1)) || usage; only=$2; shift ;;
      --jobs) (($# > 1)) || usage; jobs=$2; shift ;;
      --keep) keep=true ;;
      *) usage ;;
    esac
    shift
  done
  local name chosen=()
  for name in "${names[@]}"; do
    # shellcheck disable=SC2053
    [[ $name == $only || $name == *$only* ]] && chosen+=("$name")
  done
  if $list; then printf '%s\n' "${chosen[@]}"; return; fi
  ((${#chosen[@]} > 0)) || { echo "$me: no situation is named like $only" >&2; return 2; }
  work=$(mktemp -d "${TMPDIR:-/tmp}/heaplab-cases.XXXXXX")
  chmod 755 "$work"
  if $keep; then echo "$me: everything stays in $work" >&2; else trap 'rm -rf "$work"' EXIT; fi
  trap 'exit 130' INT
  trap 'exit 143' TERM
  command -v cc >/dev/null || { echo "$me: cc is missing: install the package gcc" >&2; return 1; }
  "$heaplab" list >/dev/null || return 1
  mkdir "$work/bin"
  PATH=$work/bin:$PATH
  # No program here belongs to a package, and asking dpkg takes longer than a recording.
  printf '#!/bin/sh\nexit 1\n' >"$work/bin/dpkg-query" && chmod +x "$work/bin/dpkg-query"
  build || return 1
  all "${chosen[@]}"
}

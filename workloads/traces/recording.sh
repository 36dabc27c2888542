# Shared by the record-*.sh scripts, which source it. Sets: traces, this folder; work, a temporary folder that is
# removed at the end; heaplab, the command (HEAPLAB to use another one).
set -eu
traces=$(cd "$(dirname "$0")" && pwd)
heaplab=${HEAPLAB:-$traces/../../heaplab}
work=$(mktemp -d "${TMPDIR:-/tmp}/heaplab-traces.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# need PROGRAM PACKAGE: ends with one line when the program is missing
need() {
  command -v "$1" >/dev/null 2>&1 || {
    echo "$(basename "$0"): $1 is missing: install the package $2" >&2
    exit 1
  }
}

# Shared by the scripts of this folder, which source it. Sets what ../recording.sh sets, and needs Valgrind.
HEAPLAB=${HEAPLAB:-$(cd "$(dirname "$0")/../../.." && pwd)/heaplab}
. "$(dirname "$0")/../recording.sh"
need valgrind valgrind

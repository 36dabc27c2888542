# Shared by the scripts of this folder, which source it. Sets what ../recording.sh sets, and: seed, the first argument
# (default 1); trace, the file to write. Seed 1 is the bundled recording, the others go to the folder that one is in.
set -eu
name=$(basename "$0" .sh)
name=${name#record-}
seed=${1:-1}
case $seed in
  '' | 0* | *[!0-9]* | ?????????*)
    echo "$(basename "$0"): a seed must be a number from 1 to 99999999, and not $seed" >&2
    exit 1
    ;;
esac
HEAPLAB=${HEAPLAB:-$(cd "$(dirname "$0")/../../.." && pwd)/heaplab}
. "$(dirname "$0")/../recording.sh"
if [ "$seed" -eq 1 ]; then trace=$traces/$name.trace; else trace=$PWD/$name-$seed.trace; fi

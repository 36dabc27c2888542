#!/usr/bin/env bash
# Runs two shards on a Slurm of two nodes that are both this machine, kills one in the middle, submits it again, and compares the merged results with those of
# a run in one part. For Debian, as root; it stops what it started.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."

work=$(mktemp -d)
started=()
stop() {
  local pid
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
}
trap stop EXIT
fail() {
  echo "slurm test: $*" >&2
  exit 1
}

for program in munged slurmctld slurmd sbatch; do
  type -P "$program" >/dev/null && continue
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends munge slurmctld slurmd slurm-client >/dev/null
done

start() {
  "$@" >>"$work/daemons.log" 2>&1 &
  started+=("$!")
}

export SLURM_CONF=$work/slurm.conf
host=$(hostname -s)
cat >"$SLURM_CONF" <<CONF
ClusterName=heaplab
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge.socket
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool-%n
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd-%n.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd-%n.log
ReturnToService=2
NodeName=n[1-2] NodeHostname=$host NodeAddr=127.0.0.1 Port=[17001-17002] CPUs=1 RealMemory=4000
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
mkdir "$work/state" "$work/spool-n1" "$work/spool-n2"
dd if=/dev/urandom of="$work/munge.key" bs=1024 count=1 status=none
chmod 400 "$work/munge.key"
chmod 711 "$work"

start munged --foreground --force --key-file="$work/munge.key" --socket="$work/munge.socket" --pid-file="$work/munged.pid" --log-file="$work/munged.log" \
  --seed-file="$work/munged.seed"
for _ in {1..50}; do [[ -S $work/munge.socket ]] && break || sleep 0.1; done
start slurmctld -D
start slurmd -D -N n1
start slurmd -D -N n2
for _ in {1..100}; do [[ $(sinfo -h -t idle -o %D 2>/dev/null) == 2 ]] && break || sleep 0.2; done
[[ $(sinfo -h -t idle -o %D) == 2 ]] || fail "the nodes did not come up; see $work"

./heaplab --version >/dev/null
export HEAPLAB_SHARDS=2 HEAPLAB_OUT=$work/shards
asked=(causes --allocators handle,first-fit:align=malloc --workloads lua,sqlite,python,perl)
submit() { sbatch --parsable --array="$1" --output="$work/job-%a.out" results/slurm/run.sbatch "${asked[@]}"; }

job=$(submit 1-2)
echo "submitted $job"
for _ in {1..600}; do
  [[ -f $work/shards/2/done.csv && $(wc -l <"$work/shards/2/done.csv") -gt 3 ]] && break || sleep 0.1
done
scancel --signal=KILL --full "${job}_2"
scancel "${job}_2"
wait_for() { while [[ -n $(squeue -h -j "$1" 2>/dev/null) ]]; do sleep 0.5; done; }
wait_for "$job"
grep -q '"end" : null' "$work/shards/2/manifest.json" || fail "the shard was done before it could be killed"

status=0
./heaplab merge "$work"/shards/* --out "$work/incomplete" >/dev/null 2>"$work/incomplete.err" || status=$?
[[ $status == 1 ]] || fail "merging with an unfinished shard must fail with 1: $status"
grep -q 'shard 2 of 2.*has not ended' "$work/incomplete.err" || fail "what is missing must be named: $(<"$work/incomplete.err")"

wait_for "$(submit 2)"
./heaplab merge "$work"/shards/* --out "$work/merged" >/dev/null
./heaplab run "${asked[@]}" --out "$work/whole" >/dev/null
for table in space cause trace size; do
  cmp <(sort "$work/whole/$table.csv") <(sort "$work/merged/$table.csv") || fail "$table.csv differs"
done
echo "a killed and resubmitted shard merged to the same space, to the byte"
rm -rf "$work"

#!/bin/bash
# Damages logs of all formats and checks the rules for damaged logs: no hang, no exception other than
# a line for the user, bounded memory, no half number, everything left out is counted (LogCheck has
# the exact rules).
#
#   workloads/fuzz-logs.sh [LOGS] [SEED]          changes logs by their lines, default 10^6
#   workloads/fuzz-logs.sh jazzer [LOGS] [SEED]   by the code that they reach (Jazzer, Maven Central)
#
# It works in chunks and prints the seed of each, so a stopped run can continue there. A chunk that
# takes too long counts as a hang.
set -eu
cd "$(dirname "$0")/.."
jazzer=0.30.0
chunk=100000
limit=3600

mode=mutate
if [ "${1:-}" = jazzer ]; then mode=jazzer; shift; fi
logs=${1:-1000000}
seed=${2:-$RANDOM$RANDOM}

mvn -q test-compile dependency:build-classpath -pl workloads -am \
  -Dmdep.outputFile=target/test-classpath -Dmdep.includeScope=test
classes=workloads/target/test-classes:workloads/target/classes:$(cat workloads/target/test-classpath)
home=$(for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  [ -x "$jdk/bin/javac" ] && [ "$("$jdk/bin/javac" -version | sed 's/javac \([0-9]*\).*/\1/')" -ge 25 ] &&
    echo "$jdk" && break
done)

if [ $mode = jazzer ]; then
  for artifact in jazzer jazzer-api; do
    mvn -q dependency:copy -N -Dartifact=com.code-intelligence:$artifact:$jazzer \
      -DoutputDirectory=workloads/target/jazzer
  done
  mkdir -p workloads/target/jazzer/corpus
  "$home/bin/java" -cp "$classes" org.heaplab.workloads.logs.LogExamples workloads/target/jazzer/corpus
  cd workloads/target/jazzer
  echo "jazzer: $logs logs, seed $seed"
  absolute=$(echo "$classes" | sed 's#\(^\|:\)workloads/#\1../../#g')
  exec "$home/bin/java" -Xmx512m --enable-native-access=ALL-UNNAMED -cp "./*:$absolute" \
    com.code_intelligence.jazzer.Jazzer --target_class=org.heaplab.workloads.logs.LogFuzzTarget \
    --instrumentation_includes='org.heaplab.workloads.**' --disabled_hooks='com.code_intelligence.jazzer.sanitizers.*' \
    -runs="$logs" -seed="$seed" -timeout=10 -max_len=8192 corpus
fi

while [ "$logs" -gt 0 ]; do
  some=$((logs < chunk ? logs : chunk))
  echo "seed $seed: $some logs, $logs to go"
  timeout $limit "$home/bin/java" -Xmx128m --enable-native-access=ALL-UNNAMED -cp "$classes" \
    org.heaplab.workloads.logs.LogFuzz "$some" "$seed"
  seed=$((seed + some / 1000))
  logs=$((logs - some))
done

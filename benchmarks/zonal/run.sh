#!/usr/bin/env bash
# Times croft zonal as a whole process: JVM start, Parquet, reprojection, raster and output included. Prints one line per
# run, then the median of each figure. A peer is run in turn with it when it is named, so that both see the same machine.
#
#   run.sh DATA_DIR [COUNT] [RUNS]       COUNT generated fields (1000000), RUNS counted runs (5) after one warm-up
#
#   CROFT          command to time; by default the launcher of this checkout
#   PINNED         processors to pin to, such as 0 or 0,1
#   PEER           a shell command to run in turn, for instance one that runs exactextract over the same fields,
#                  already brought to the raster's CRS for it
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
croft=${CROFT:-$here/../../croft}
data=${1:?usage: run.sh DATA_DIR [COUNT] [RUNS]}
count=${2:-1000000}
runs=${3:-5}
fields=$data/fields-$count
pin=()
if [[ -n ${PINNED:-} ]]; then pin=(taskset -c "$PINNED"); fi

if [[ ! -e $fields/fields.parquet ]]; then
  mkdir -p "$fields"
  "$croft" generate fields --count "$count" --out "$fields"
fi

# Runs a command and prints: wall seconds, CPU seconds, peak MiB.
timed() {
  local figures
  figures=$(mktemp)
  /usr/bin/time -o "$figures" -f '%e %U %S %M' "$@" >/dev/null
  awk '{ printf "%.2f %.2f %.0f\n", $1, $2 + $3, $4 / 1024 }' "$figures"
  rm -f "$figures"
}

time_croft() {
  timed "${pin[@]}" "$croft" zonal --zones "$fields/fields.parquet" --raster "$fields/cdl.tif" --out "$fields/zonal.parquet" \
    --if-valid redo --progress off
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

summary() {
  printf '%s: median of %d: %s s wall, %s CPU s, %s MiB\n' "$1" "$runs" \
    "$(cut -d' ' -f1 "$2" | median)" "$(cut -d' ' -f2 "$2" | median)" "$(cut -d' ' -f3 "$2" | median)"
}

ours=$(mktemp)
theirs=$(mktemp)
trap 'rm -f "$ours" "$theirs"' EXIT
time_croft >/dev/null
if [[ -n ${PEER:-} ]]; then timed "${pin[@]}" bash -c "$PEER" >/dev/null; fi
for ((run = 1; run <= runs; run++)); do
  time_croft | tee -a "$ours" | sed 's/^/croft /'
  if [[ -n ${PEER:-} ]]; then timed "${pin[@]}" bash -c "$PEER" | tee -a "$theirs" | sed 's/^/peer  /'; fi
done
summary croft "$ours"
if [[ -n ${PEER:-} ]]; then summary peer "$theirs"; fi

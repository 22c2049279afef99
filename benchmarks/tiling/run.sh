#!/usr/bin/env bash
# Times croft tile as a whole process, in turn with the peers that are there, over the same generated fields with id and area,
# polygons and one point each, zooms 4 to 14. Prints one line per run with the size of the archive, then ratios of the medians.
#
#   run.sh DATA_DIR [COUNT] [RUNS]       COUNT generated fields (1000000), RUNS counted runs (1)
#
#   CROFT          command to time; by default the launcher of this checkout
#   PINNED         processors to pin to, such as 0 or 0,1
#   PLANETILER     a shell command that runs planetiler over $ZONES into $OUT, with the same two layers; planetiler needs a
#                  profile of one's own for that, so it cannot be found on the PATH
#
# tippecanoe is run when it is on the PATH: keeping everything, from GeoJSON that is made beforehand and not timed.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
croft=${CROFT:-$here/../../croft}
jar=$here/../../cli/target/croft.jar
data=${1:?usage: run.sh DATA_DIR [COUNT] [RUNS]}
count=${2:-1000000}
runs=${3:-1}
fields=$data/fields-$count
zones=$fields/fields.parquet
pin=()
if [[ -n ${PINNED:-} ]]; then pin=(taskset -c "$PINNED"); fi

if [[ ! -e $zones ]]; then
  mkdir -p "$fields"
  "$croft" generate fields --count "$count" --out "$fields"
fi
peers=()
if command -v tippecanoe >/dev/null; then
  peers+=(tippecanoe)
  if [[ ! -e $fields/peer.points.geojsons ]]; then
    java -cp "$jar" "$here/ToGeoJson.java" "$zones" "$fields/peer" id area_ha
  fi
fi
if [[ -n ${PLANETILER:-} ]]; then peers+=(planetiler); fi

croft_tile() {
  "${pin[@]}" "$croft" tile --zones "$zones" --attributes area_ha --if-valid redo --overwrite --progress off "$@"
}

run_keep-all() { croft_tile --profile keep-all --out "$1"; }
run_web() { croft_tile --profile web --out "$1"; }
# Vertices and buffer as the peer keeps them.
run_keep-all-fine() { croft_tile --profile keep-all --simplify 0.25px --buffer 5px --out "$1"; }
run_tippecanoe() {
  "${pin[@]}" tippecanoe -q -f -o "$1" -t "$fields" -Z4 -z14 -P -r1 --no-feature-limit --no-tile-size-limit \
    -L "fields:$fields/peer.polygons.geojsons" -L "centroids:$fields/peer.points.geojsons"
}
run_planetiler() { ZONES=$zones OUT=$1 "${pin[@]}" bash -c "$PLANETILER"; }

# Runs one of the above; prints and keeps: wall seconds, CPU seconds, peak MiB, archive MiB.
timed() {
  local figures=$fields/$1.figures archive=$fields/$1.pmtiles
  export -f "run_$1" croft_tile
  export croft zones fields PLANETILER
  /usr/bin/time -o "$figures.run" -f '%e %U %S %M' bash -c "set -euo pipefail; pin=(${pin[*]:-}); run_$1 $archive" >/dev/null
  awk -v bytes="$(stat -c %s "$archive")" \
    '{ printf "%.2f %.2f %.0f %.0f\n", $1, $2 + $3, $4 / 1024, bytes / 1048576 }' "$figures.run" |
    tee -a "$figures" | sed "s/^/$1 /"
}

median() { cut -d' ' -f"$2" "$fields/$1.figures" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

ratio() {
  awk -v a="$(median "$1" 2)" -v b="$(median "$2" 2)" -v s="$(median "$1" 4)" -v t="$(median "$2" 4)" -v n="$1" -v p="$2" \
    'BEGIN { printf "%s: %.1f times fewer CPU seconds than %s, archive %.2f times as large\n", n, b / a, p, s / t }'
}

all=(keep-all keep-all-fine web "${peers[@]}")
for name in "${all[@]}"; do rm -f "$fields/$name.figures"; done
echo 'what, wall seconds, CPU seconds, peak MiB, archive MiB'
for ((run = 1; run <= runs; run++)); do
  for name in "${all[@]}"; do timed "$name"; done
done
for peer in "${peers[@]}"; do
  for name in keep-all keep-all-fine web; do ratio "$name" "$peer"; done
done

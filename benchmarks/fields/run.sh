#!/usr/bin/env bash
# Times croft fields run over generated fields: one year, raster to published tiles, a folder as bucket; then the second run, which
# does nothing.
#
#   run.sh DATA_DIR [COUNT]       COUNT fields (1000000)
#
#   CROFT          command to time; by default the launcher of this checkout
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
croft=${CROFT:-$here/../../croft}
data=${1:?usage: run.sh DATA_DIR [COUNT]}
count=${2:-1000000}
county=$data/county_$count
mkdir -p "$data"

if [[ ! -f $county/cdl.tif ]]; then
  "$croft" generate fields --count "$count" --out "$county" --progress off >/dev/null
fi
work=$data/pipeline
rm -rf "$work"
mkdir "$work"
cat >"$work/fields.yml" <<YML
polygons: ../county_$count/fields.parquet
expected_rows: $count
years: [2024]
raster:
  years: {2024: ../county_$count/cdl.tif}
publish:
  to: bucket
YML

timed() {
  /usr/bin/time -o "$data/figures" -f '%e %U %S %M' "${@:2}"
  awk -v name="$1" '{ printf "%s: %.2f s wall, %.2f CPU s, %.0f MiB\n", name, $1, $2 + $3, $4 / 1024 }' "$data/figures"
}

timed "first run" "$croft" fields run --config "$work/fields.yml" --progress off
sed -n 's/.*"event":"step-ended","detail":{"seconds":\([0-9.]*\),"step":"\([a-z]*\)".*/\2 \1/p' "$work"/logs/events_*.jsonl |
  awk -v count="$count" '{ printf "  %-9s %7.2f s %12.0f fields/s\n", $1, $2, count / ($2 + 1e-9) }'
ls -l "$work/outputs/zonal"/*.parquet "$work/outputs/tiles"/*.pmtiles | awk '{ print "  " $5 " bytes " $9 }'
timed "second run" "$croft" fields run --config "$work/fields.yml" --progress off

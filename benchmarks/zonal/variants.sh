#!/usr/bin/env bash
# Times croft zonal in its variants over the same generated fields, each as a whole process, in turn, and prints the median of
# each beside the ratio of its CPU seconds to those of the majority by cell centre.
#
#   variants.sh DATA_DIR [COUNT] [RUNS]       COUNT generated fields (1000000), RUNS counted runs (3)
#
#   CROFT          command to time; by default the launcher of this checkout
#   FLOAT_RASTER   a float32 raster on the grid of DATA_DIR/fields-COUNT/cdl.tif, such as gdal_translate -ot Float32 makes of it
#   PEER           a shell command to run in turn, for instance one that runs exactextract over the same fields
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
croft=${CROFT:-$here/../../croft}
data=${1:?usage: variants.sh DATA_DIR [COUNT] [RUNS]}
count=${2:-1000000}
runs=${3:-3}
ordered=$data/fields-$count
scattered=$data/scattered-$count
all=count,sum,mean,min,max,range,variance,stdev,cv,median,'quantile(0.25)',majority,majority_count,majority_fraction
all+=,second_majority,minority,variety,categories

for order in spatial random; do
  folder=$([[ $order == spatial ]] && echo "$ordered" || echo "$scattered")
  if [[ ! -e $folder/fields.parquet ]]; then
    mkdir -p "$folder"
    "$croft" generate fields --count "$count" --order "$order" --out "$folder"
  fi
done
ten=()
for year in {2011..2020}; do
  ln -sf "$ordered/cdl.tif" "$data/cdl_$year.tif"
  ten+=(--raster "$year=$data/cdl_$year.tif")
done

zonal() {
  local zones=$1
  shift
  "$croft" zonal --zones "$zones/fields.parquet" --out "$data/variant.parquet" --if-valid redo --overwrite --progress off "$@"
}

run_majority() { zonal "$ordered" --raster "$ordered/cdl.tif"; }
run_all-touched() { zonal "$ordered" --raster "$ordered/cdl.tif" --pixels all-touched; }
run_fraction() { zonal "$ordered" --raster "$ordered/cdl.tif" --pixels fraction; }
run_all-statistics() { zonal "$ordered" --raster "$ordered/cdl.tif" --stats "$all"; }
run_all-statistics-fraction() { zonal "$ordered" --raster "$ordered/cdl.tif" --pixels fraction --stats "$all"; }
run_ten-rasters() { zonal "$ordered" "${ten[@]}"; }
run_little-memory() { zonal "$ordered" --raster "$ordered/cdl.tif" --memory 64m; }
run_scattered() { zonal "$scattered" --raster "$scattered/cdl.tif"; }
run_scattered-little-memory() { zonal "$scattered" --raster "$scattered/cdl.tif" --memory 64m; }
run_float32-mean() { zonal "$ordered" --raster "$FLOAT_RASTER" --stats mean,stdev,min,max; }
run_float32-majority() { zonal "$ordered" --raster "$FLOAT_RASTER"; }
run_peer() { bash -c "$PEER"; }

variants=(majority all-touched fraction all-statistics all-statistics-fraction ten-rasters little-memory scattered
  scattered-little-memory)
if [[ -n ${FLOAT_RASTER:-} ]]; then variants+=(float32-mean float32-majority); fi
if [[ -n ${PEER:-} ]]; then variants+=(peer); fi

figures=$(mktemp -d)
trap 'rm -rf "$figures"' EXIT
export -f zonal "${variants[@]/#/run_}"
export croft data ordered scattered all FLOAT_RASTER PEER
run_majority >/dev/null # warms the file cache and the launcher's class archive
for ((run = 1; run <= runs; run++)); do
  for variant in "${variants[@]}"; do
    # Functions are exported, arrays are not.
    /usr/bin/time -o "$figures/run" -f '%e %U %S %M' bash -c "set -euo pipefail; ten=(${ten[*]}); run_$variant" >/dev/null
    awk '{ printf "%.2f %.2f %.0f\n", $1, $2 + $3, $4 / 1024 }' "$figures/run" | tee -a "$figures/$variant" | sed "s/^/$variant /"
  done
done

median() { cut -d' ' -f"$2" "$figures/$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

base=$(median majority 2)
echo 'variant: wall seconds, CPU seconds, peak MiB, CPU seconds against the majority'
for variant in "${variants[@]}"; do
  printf '%s: %s %s %s %s\n' "$variant" "$(median "$variant" 1)" "$(median "$variant" 2)" "$(median "$variant" 3)" \
    "$(awk -v a="$(median "$variant" 2)" -v b="$base" 'BEGIN { printf "%.2f", a / b }')"
done

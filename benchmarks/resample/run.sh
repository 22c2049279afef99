#!/usr/bin/env bash
# Times croft resample in turn with gdalwarp, each as a whole process, over rasters that GDAL's Python bindings make: (a) uint8,
# SIZE x SIZE cells of 30 m, to cells three times as large in the same CRS; (b) float32, half that size, EPSG:5070 to EPSG:4326.
#
#   run.sh DATA_DIR [SIZE] [RUNS]       SIZE cells along a side (20000), RUNS counted runs (1)
#
#   CROFT          command to time; by default the launcher of this checkout
#   PYTHON         python with GDAL's bindings and numpy
#   CODEC          zstd (default) or deflate, on both sides
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
croft=${CROFT:-$here/../../croft}
data=${1:?usage: run.sh DATA_DIR [SIZE] [RUNS]}
size=${2:-20000}
runs=${3:-1}
codec=${CODEC:-zstd}
mkdir -p "$data/out"

"${PYTHON:-python3}" - "$data" "$size" "${codec^^}" <<'PY'
import os, sys
import numpy as np
from osgeo import gdal, osr
data, size, codec = sys.argv[1], int(sys.argv[2]), sys.argv[3]
srs = osr.SpatialReference()
srs.ImportFromEPSG(5070)
random = np.random.default_rng(7)
for name, side, kind in (("a", size, gdal.GDT_Byte), ("b", size // 2, gdal.GDT_Float32)):
    path = f"{data}/{name}_{side}_{codec}.tif"
    if os.path.exists(path):
        continue
    file = gdal.GetDriverByName("GTiff").Create(path, side, side, 1, kind, ["TILED=YES", f"COMPRESS={codec}", "BIGTIFF=IF_SAFER"])
    file.SetGeoTransform((-side * 15, 30, 0, 1800000 + side * 15, 0, -30))
    file.SetProjection(srs.ExportToWkt())
    band = file.GetRasterBand(1)
    band.SetNoDataValue(0 if kind == gdal.GDT_Byte else -9999)
    for row in range(0, side, 1000):
        rows = min(1000, side - row)
        classes = np.kron(random.integers(1, 60, (rows // 20 + 1, side // 20 + 1)), np.ones((20, 20)))[:rows, :side]
        noise = random.random((rows, side)) < 0.05
        values = np.where(noise, random.integers(1, 60, (rows, side)), classes)
        band.WriteArray(values.astype("u1") if kind == gdal.GDT_Byte else (values + np.round(random.random((rows, side)), 2)).astype("f4"), 0, row)
    file = None
PY

a=$data/a_${size}_${codec^^}.tif
b=$data/b_$((size / 2))_${codec^^}.tif
# The level that Croft takes, where GDAL's own default is 9.
level=()
if [[ $codec == zstd ]]; then level=(-co ZSTD_LEVEL=3); fi
half=$((size * 15))
bounds=-$half,$((1800000 - half)),$((half - size % 3 * 30)),$((1800000 + half))
gdal_bounds=${bounds//,/ }

timed() {
  /usr/bin/time -o "$data/figures" -f '%e %U %S %M' "${@:2}" >/dev/null
  awk -v name="$1" '{ printf "%s: %.2f s wall, %.2f CPU s, %.0f MiB\n", name, $1, $2 + $3, $4 / 1024 }' "$data/figures"
}

for ((run = 1; run <= runs; run++)); do
  for method in near average mode bilinear; do
    rm -rf "$data/out"
    mkdir "$data/out"
    timed "(a) croft $method" "$croft" resample run --to "EPSG:5070@90@-$half,$((1800000 + half))@$bounds" --in "$a" --method "$method" \
      --compression "$codec" --out-dir "$data/out" --progress off
    # shellcheck disable=SC2086
    timed "(a) gdalwarp $method" gdalwarp -q -overwrite -multi -wo NUM_THREADS=ALL_CPUS -wm 512 -te $gdal_bounds -tr 90 90 -r "$method" \
      -co TILED=YES -co "COMPRESS=${codec^^}" -co NUM_THREADS=ALL_CPUS "${level[@]}" "$a" "$data/out/gdal.tif"
    timed "(b) croft $method" "$croft" resample run --to EPSG:4326@0.0003 --in "$b" --method "$method" --compression "$codec" \
      --out-dir "$data/out" --progress off
    timed "(b) gdalwarp $method" gdalwarp -q -overwrite -multi -wo NUM_THREADS=ALL_CPUS -wm 512 -t_srs EPSG:4326 -tr 0.0003 0.0003 -r "$method" \
      -co TILED=YES -co "COMPRESS=${codec^^}" -co NUM_THREADS=ALL_CPUS "${level[@]}" "$b" "$data/out/gdal.tif"
  done
done

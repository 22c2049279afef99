"""Statistics of polygons with rasterio's masks and numpy: reads a line "SIZE", SIZE lines of cells from the top, then a polygon as
GeoJSON a line; writes for each polygon, by centre and by all touched cells: count, sum, min, max, majority, variety, variance."""

import json
import sys

import numpy
from rasterio.features import geometry_mask
from rasterio.transform import from_origin

size = int(sys.stdin.readline())
cells = numpy.array([[float(word) for word in sys.stdin.readline().split()] for _ in range(size)])
for line in sys.stdin:
    words = []
    for touched in (False, True):
        inside = geometry_mask(
            [json.loads(line)], (size, size), from_origin(0, size, 1, 1), all_touched=touched, invert=True
        )
        values = cells[inside & (cells != 0)]
        if values.size == 0:
            words += ["0"] * 7
            continue
        classes, counts = numpy.unique(values, return_counts=True)
        majority = classes[counts.argmax()]
        words += [
            repr(float(number))
            for number in (values.size, values.sum(), values.min(), values.max(), majority, classes.size, values.var())
        ]
    print(" ".join(words))

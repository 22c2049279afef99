"""Transforms points with PROJ through osgeo.osr: a second opinion for tests.

Reads lines "source TAB target TAB x TAB y" and answers each with "x TAB y", nan where PROJ has none. Coordinates are in
the order x, y. CRSs are whatever osr.SetFromUserInput takes, with newlines and tabs removed.
"""

import sys

from osgeo import gdal, osr

osr.UseExceptions()
# A deprecated code means what it meant, not what has replaced it.
gdal.SetConfigOption("OSR_USE_NON_DEPRECATED", "NO")
systems = {}
transforms = {}


def system(text):
    if text not in systems:
        crs = osr.SpatialReference()
        crs.SetFromUserInput(text)
        crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        systems[text] = crs
    return systems[text]


def transform(source, target, x, y):
    key = (source, target)
    if key not in transforms:
        transforms[key] = osr.CoordinateTransformation(system(source), system(target))
    return transforms[key].TransformPoint(x, y)


for line in sys.stdin:
    source, target, x, y = line.rstrip("\n").split("\t")
    try:
        result = transform(source, target, float(x), float(y))
    except RuntimeError:
        result = (float("nan"), float("nan"))
    print(repr(result[0]), repr(result[1]), sep="\t")

"""Writes CRSs in the formats of PROJ through osgeo.osr, without ids and on one line each: a second opinion for tests.

Reads lines "EPSG code TAB format", where the format is PROJJSON or one of osr's names for WKT, and answers each with the
text, or with an empty line where the format cannot express the CRS.
"""

import json
import re
import sys

from osgeo import gdal, osr

osr.UseExceptions()
# A deprecated code means what it meant, not what has replaced it.
gdal.SetConfigOption("OSR_USE_NON_DEPRECATED", "NO")


def without_ids(value):
    if isinstance(value, dict):
        return {key: without_ids(item) for key, item in value.items() if key not in ("id", "ids", "usages")}
    if isinstance(value, list):
        return [without_ids(item) for item in value]
    return value


def text(code, form):
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(code)
    if form == "PROJJSON":
        return json.dumps(without_ids(json.loads(crs.ExportToPROJJSON())))
    wkt = crs.ExportToWkt(["FORMAT=" + form, "MULTILINE=NO"])
    return re.sub(r',(AUTHORITY|ID)\["[A-Za-z]+",("[^"]*"|[0-9]+)\]', "", wkt)


for line in sys.stdin:
    code, form = line.rstrip("\n").split("\t")
    try:
        print(text(int(code), form))
    except RuntimeError:
        print()

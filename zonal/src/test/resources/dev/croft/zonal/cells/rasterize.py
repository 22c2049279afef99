"""Burns polygons with GDAL: each line of input is columns, rows, touched (0 or 1) and WKT; each line of output the cells."""

import sys

from osgeo import gdal, ogr

gdal.UseExceptions()


def burn(line):
    columns, rows, touched, wkt = line.split(" ", 3)
    raster = gdal.GetDriverByName("MEM").Create("", int(columns), int(rows), 1, gdal.GDT_Byte)
    raster.SetGeoTransform((0, 1, 0, 0, 0, 1))
    source = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = source.CreateLayer("zones")
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
    layer.CreateFeature(feature)
    gdal.RasterizeLayer(raster, [1], layer, burn_values=[1], options=["ALL_TOUCHED=TRUE"] if touched == "1" else [])
    cells = raster.GetRasterBand(1).ReadRaster()
    return "".join("#" if cell else "." for cell in cells)


print(gdal.__version__, flush=True)
for request in sys.stdin:
    print(burn(request), flush=True)

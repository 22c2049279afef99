// Prints what the readers of the formats' authors find in an archive, as JSON lines.
//   node archive.mjs header FILE              header and metadata
//   node archive.mjs tile FILE Z X Y          whether the archive has the tile
//   node archive.mjs tiles FILE [ZOOM]        z, x, y and content (base64) of each tile, inflated
//   node archive.mjs features FILE [ZOOM]     layer, id, properties, rings in tile coordinates and GeoJSON of each feature
import { closeSync, openSync, readSync } from 'node:fs';
import { PMTiles, SharedPromiseCache, tileIdToZxy } from 'pmtiles';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

const [command, file, zoomText] = process.argv.slice(2);
const zoom = zoomText === undefined ? undefined : Number(zoomText);
const descriptor = openSync(file, 'r');

const source = {
  getKey: () => file,
  getBytes: async (offset, length) => {
    const bytes = Buffer.alloc(length);
    const count = readSync(descriptor, bytes, 0, length, offset);
    return { data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + count) };
  },
};
const cache = new SharedPromiseCache();
const archive = new PMTiles(source, cache);

let pending = [];
let pendingLength = 0;

function print(value) {
  const line = JSON.stringify(value, (key, part) => (typeof part === 'bigint' ? part.toString() : part)) + '\n';
  pending.push(line);
  pendingLength += line.length;
  if (pendingLength > 1 << 20) {
    flush();
  }
}

function flush() {
  process.stdout.write(pending.join(''));
  pending = [];
  pendingLength = 0;
}

async function* tileIds(header, offset, length) {
  for (const entry of await cache.getDirectory(source, offset, length, header)) {
    if (entry.runLength === 0) {
      yield* tileIds(header, header.leafDirectoryOffset + entry.offset, entry.length);
    }
    for (let step = 0; step < entry.runLength; step++) {
      yield entry.tileId + step;
    }
  }
}

async function* tiles() {
  const header = await archive.getHeader();
  if (header.numAddressedTiles === 0) {
    return;
  }
  for await (const id of tileIds(header, header.rootDirectoryOffset, header.rootDirectoryLength)) {
    const [z, x, y] = tileIdToZxy(id);
    if (zoom === undefined || z === zoom) {
      const tile = await archive.getZxy(z, x, y);
      yield { z, x, y, data: new Uint8Array(tile.data) };
    }
  }
}

function printFeatures({ z, x, y, data }) {
  for (const [name, layer] of Object.entries(new VectorTile(new PbfReader(data)).layers)) {
    for (let index = 0; index < layer.length; index++) {
      const feature = layer.feature(index);
      print({
        z,
        x,
        y,
        layer: name,
        extent: layer.extent,
        version: layer.version,
        id: feature.id,
        type: feature.type,
        properties: feature.properties,
        rings: feature.loadGeometry().map((ring) => ring.map((point) => [point.x, point.y])),
        geojson: feature.toGeoJSON(x, y, z).geometry,
      });
    }
  }
}

if (command === 'header') {
  print({ header: await archive.getHeader(), metadata: await archive.getMetadata() });
} else if (command === 'tile') {
  const [z, x, y] = process.argv.slice(4).map(Number);
  const tile = await archive.getZxy(z, x, y);
  print({ found: tile !== undefined });
} else {
  for await (const tile of tiles()) {
    if (command === 'tiles') {
      print({ z: tile.z, x: tile.x, y: tile.y, data: Buffer.from(tile.data).toString('base64') });
    } else {
      printFeatures(tile);
    }
  }
}
flush();
closeSync(descriptor);

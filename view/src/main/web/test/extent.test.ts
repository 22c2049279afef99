import assert from "node:assert/strict";
import { test } from "node:test";
import { zxyToTileId, type Entry } from "pmtiles";
import { boundsOfTiles, statedBounds } from "../src/extent.js";

function header(minLon: number, minLat: number, maxLon: number, maxLat: number): Parameters<typeof statedBounds>[0] {
  return { minLon, minLat, maxLon, maxLat };
}

function entry(z: number, x: number, y: number, runLength = 1): Entry {
  return { tileId: zxyToTileId(z, x, y), offset: 0, length: 1, runLength };
}

/** A directory as archives have it. */
function directory(...entries: Entry[]): Entry[] {
  return entries.sort((one, other) => one.tileId - other.tileId);
}

for (const [what, stated] of [
  ["the world", header(-180, -85.0511, 180, 85.0511)],
  ["a box inside out", header(180, 90, -180, -90)],
  ["degrees that are none", header(-98, 38, 380, 39)],
  ["nothing", header(0, 0, 0, 0)],
  ["no numbers", header(NaN, NaN, NaN, NaN)],
] as const) {
  test(`a header that states ${what} does not tell where the fields are`, () => assert.equal(statedBounds(stated), null));
}

test("a header's box is taken, also a single point", () => {
  assert.deepEqual(statedBounds(header(-98.6, 38.5, -98, 39)), [-98.6, 38.5, -98, 39]);
  assert.deepEqual(statedBounds(header(10, 50, 10, 50)), [10, 50, 10, 50]);
});

test("without a box the tiles of the deepest zoom tell where the fields are", () => {
  const entries = directory(entry(0, 0, 0), entry(1, 1, 0), entry(2, 2, 1), entry(2, 3, 1));
  const [west, south, east, north] = boundsOfTiles(entries, true);
  assert.deepEqual([west, east].map(Math.round), [0, 180]);
  assert.deepEqual([south, north].map(Math.round), [0, 67]);
});

test("a directory that goes on elsewhere is believed up to the zoom before its last", () => {
  const entries = directory(entry(1, 0, 0), entry(1, 1, 0), entry(2, 2, 1));
  assert.deepEqual(boundsOfTiles(entries, false).map(Math.round), [-180, 0, 180, 85]);
});

test("the one zoom that is there is taken, and an empty archive is the world", () => {
  assert.deepEqual(boundsOfTiles(directory(entry(3, 4, 2)), false).map(Math.round), [0, 41, 45, 67]);
  assert.deepEqual(boundsOfTiles([], true), [-180, -85, 180, 85]);
});

test("a run as wide as the sea ends", () => {
  const [west, , east] = boundsOfTiles(directory(entry(0, 0, 0), entry(12, 0, 0, 2 ** 24)), true);
  assert.ok(west >= -180 && east <= 180);
});

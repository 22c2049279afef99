import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseLayer, checkHeader } from "../src/archive.js";
import { catalogOf, type Settings, type YearEntry } from "../src/catalog.js";
import { PageProblem } from "../src/problem.js";

const SETTINGS: Settings = {
  manifest: "https://maps.example/x/web/us_full_years.json",
  legend: null,
  classAttribute: "majority",
  idAttribute: null,
  basemap: null,
};

const ENTRY: YearEntry = { year: 2024, tiles: "a.pmtiles", bytes: null, classAttribute: "majority", places: null };

test("archives are found as seen from the list of years, whose years rise", () => {
  const catalog = catalogOf(
    {
      name: "us",
      years: [2024, 2023],
      archives: [
        { year: 2024, tiles: "../tiles/fields_us_2024_full.pmtiles", bytes: 5, digest: "crc32c:0" },
        { year: 2023, tiles: "../tiles/all.pmtiles", attribute: "majority_2023", places: "../tiles/all.pmtiles.places" },
      ],
    },
    SETTINGS,
  );
  assert.deepEqual(catalog.years, [
    {
      year: 2023,
      tiles: "https://maps.example/x/tiles/all.pmtiles",
      bytes: null,
      classAttribute: "majority_2023",
      places: "https://maps.example/x/tiles/all.pmtiles.places",
    },
    {
      year: 2024,
      tiles: "https://maps.example/x/tiles/fields_us_2024_full.pmtiles",
      bytes: 5,
      classAttribute: "majority",
      places: null,
    },
  ]);
});

test("a list without archives is said to be empty", () => {
  assert.throws(() => catalogOf({ name: "us", years: [], archives: [] }, SETTINGS), /lists no archive/);
});

test("the layer with the class is chosen, fields before others", () => {
  const layers = [
    { id: "roads", fields: { kind: "String" } },
    { id: "centroids", fields: { majority: "Number" } },
    { id: "fields", fields: { majority: "Number" } },
  ];
  assert.equal(chooseLayer(layers, ENTRY).id, "fields");
  assert.equal(chooseLayer(layers.slice(0, 2), ENTRY).id, "centroids");
});

test("an archive without the class says what it has", () => {
  const choose = (): unknown => chooseLayer([{ id: "fields", fields: { crop: "Number" } }], ENTRY);
  assert.throws(choose, (thrown) => thrown instanceof PageProblem && /"majority".*There are crop\./.test(thrown.message));
});

/** A header of PMTiles 3 (chapter 3) whose tiles are 100 bytes from 1000 on. */
function header(tileType: number): ArrayBuffer {
  const bytes = new DataView(new ArrayBuffer(127));
  new Uint8Array(bytes.buffer).set(new TextEncoder().encode("PMTiles"));
  bytes.setUint8(7, 3);
  bytes.setBigUint64(56, 1000n, true);
  bytes.setBigUint64(64, 100n, true);
  bytes.setUint8(99, tileType);
  return bytes.buffer;
}

test("an archive that is as long as its header says is taken", () => {
  assert.equal(checkHeader(header(1), 1100, "a.pmtiles").tileDataOffset, 1000);
});

for (const [what, bytes, length, message] of [
  ["a cut archive", header(1), 1099, /has 1099 bytes, its header says 1100\. It is truncated/],
  ["images", header(2), 1100, /holds images, not vector tiles/],
  ["something else", new ArrayBuffer(127), 127, /is no PMTiles archive/],
  ["half a header", header(1).slice(0, 60), 60, /is no PMTiles archive/],
] as const) {
  test(`${what} is refused`, () => assert.throws(() => checkHeader(bytes, length, "a.pmtiles"), message));
}

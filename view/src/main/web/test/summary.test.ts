import assert from "node:assert/strict";
import { test } from "node:test";
import { summarize, type Fragment } from "../src/summary.js";

const WORLD = { west: 0, north: 0, east: 1, south: 1 };

function fragment(id: number | undefined, crop: unknown, lon: number, tile: [number, number, number] = [0, 0, 0]): Fragment {
  const ring = [[lon, 10], [lon + 1, 10], [lon + 1, 11], [lon, 11], [lon, 10]];
  return {
    id,
    properties: { majority: crop },
    geometry: { type: "Polygon", coordinates: [ring] },
    _z: tile[0],
    _x: tile[1],
    _y: tile[2],
  };
}

test("classes come by area, each with the sum of its fields", () => {
  const summary = summarize([fragment(1, 5, 20), fragment(2, 24, 30), fragment(3, 24, 40)], "majority", null, WORLD);
  assert.deepEqual(summary.classes.map((one) => one.key), ["24", "5"]);
  assert.ok(Math.abs(summary.classes[0]!.hectares - 2 * summary.classes[1]!.hectares) < 1e-6 * summary.hectares);
  assert.equal(summary.fieldCount, 3);
});

test("a field in two overlapping tiles counts once, cut at their border", () => {
  const whole = summarize([fragment(1, 5, -0.5)], "majority", null, WORLD);
  const twice = summarize([fragment(1, 5, -0.5, [1, 0, 0]), fragment(1, 5, -0.5, [1, 1, 0])], "majority", null, WORLD);
  assert.equal(twice.fieldCount, 1);
  assert.ok(Math.abs(twice.hectares - whole.hectares) < 1e-6 * whole.hectares);
});

test("fields without a class are a class of their own", () => {
  assert.deepEqual(summarize([fragment(1, null, 0)], "majority", null, WORLD).classes.map((one) => one.key), [""]);
  assert.deepEqual(summarize([fragment(1, 1, 0)], "other", null, WORLD).classes.map((one) => one.key), [""]);
});

test("fields without ids are not counted", () => {
  assert.equal(summarize([fragment(undefined, 1, 0)], "majority", null, WORLD).fieldCount, null);
});

test("fields without ids of their features are counted by the attribute with their id", () => {
  const named = (name: unknown, lon: number): Fragment => ({ ...fragment(undefined, 1, lon), properties: { majority: 1, id: name } });
  assert.equal(summarize([named("a", 0), named("b", 1), named("a", 2)], "majority", "id", WORLD).fieldCount, 2);
  assert.equal(summarize([named("a", 0), named(null, 1)], "majority", "id", WORLD).fieldCount, null);
});

test("nothing in view is an empty summary", () => {
  const view = { west: 0.9, north: 0.9, east: 1, south: 1 };
  assert.deepEqual(summarize([fragment(1, 1, 0)], "majority", null, view), { classes: [], hectares: 0, fieldCount: 0 });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import type { Archive } from "../src/archive.js";
import { Classes } from "../src/classes.js";
import { BORDER, BORDER_OPACITY, GROUND, HALO, MARK, styleOf, type MapState } from "../src/style.js";

/** Least contrast of what must be seen (WCAG 2.2, section 1.4.11). */
const LEAST = 3;

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255);
}

function luminance(color: readonly number[]): number {
  const [red, green, blue] = color.map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: readonly number[], other: readonly number[]): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

for (const theme of ["light", "dark"] as const) {
  test(`the line round a field stands out from ${theme} ground`, () => {
    const ground = channels(GROUND[theme]);
    const line = channels(BORDER[theme]).map((share, index) => share * BORDER_OPACITY + ground[index]! * (1 - BORDER_OPACITY));
    assert.ok(contrast(line, ground) >= LEAST, String(contrast(line, ground)));
  });

  test(`the mark of a field or its halo stands out from every colour, ${theme}`, () => {
    for (let grey = 0; grey <= 1; grey += 1 / 64) {
      const fill = [grey, grey, grey];
      const best = Math.max(...[MARK[theme], HALO[theme]].map((color) => contrast(channels(color), fill)));
      assert.ok(best >= LEAST, `${best} on ${grey}`);
    }
  });
}

test("tiles are asked for without the header's bounds, and the style is valid", () => {
  const archive: Partial<Archive> = {
    entry: { year: 2024, tiles: "http://127.0.0.1/a.pmtiles", bytes: null, classAttribute: "majority" } as Archive["entry"],
    layer: "fields",
    minZoom: 3,
    maxZoom: 14,
  };
  const state: MapState = { archive: archive as Archive, classes: Classes.of(null), hidden: new Set(["1"]), theme: "light", basemap: null, idAttribute: "id" };
  const style = styleOf(state);
  assert.deepEqual(style.sources["fields"], {
    type: "vector",
    tiles: ["pmtiles://http://127.0.0.1/a.pmtiles/{z}/{x}/{y}"],
    minzoom: 3,
    maxzoom: 14,
  });
  assert.deepEqual(validateStyleMin(style).map((error) => error.message), []);
  const promoting = styleOf(state, "id");
  assert.deepEqual(validateStyleMin(promoting).map((error) => error.message), []);
  assert.deepEqual(promoting.sources["fields"], { ...style.sources["fields"], promoteId: "id" });
  assert.deepEqual(promoting.layers, style.layers);
});

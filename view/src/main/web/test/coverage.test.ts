import assert from "node:assert/strict";
import { test } from "node:test";
import { shortfalls, shortfallText } from "../src/coverage.js";

const METADATA = {
  croft: {
    layers: {
      fields: [
        { zoom: 7, kept: 0, accumulated: 20, squares: 4, tiny: 0, overLimit: 0 },
        { zoom: 8, kept: 8, accumulated: 6, squares: 2, tiny: 0, overLimit: 6 },
        { zoom: 9, kept: 18, accumulated: 0, squares: 0, tiny: 2, overLimit: 0 },
        { zoom: 10, kept: 20, accumulated: 0, squares: 0, tiny: 0, overLimit: 0 },
      ],
    },
  },
};

test("zooms with fewer fields than the fullest are told, by what became of the others", () => {
  assert.deepEqual([...shortfalls(METADATA, "fields")], [[7, "gathered"], [8, "left out"], [9, "left out"]]);
});

for (const metadata of [{}, { croft: null }, { croft: { layers: { other: [] } } }, { croft: { layers: { fields: "many" } } }]) {
  test(`nothing is known of ${JSON.stringify(metadata)}`, () => assert.equal(shortfalls(metadata, "fields").size, 0));
}

test("what is missing is said, and nothing where nothing is", () => {
  assert.match(shortfallText("left out"), /leaves out fields: zoom in/);
  assert.match(shortfallText("gathered"), /drawn together: zoom in/);
  assert.equal(shortfallText(undefined), "");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { createExpression } from "@maplibre/maplibre-gl-style-spec";
import { Classes, keyOf, NO_CLASS, NO_CLASS_COLOR, shown, UNKNOWN_COLOR } from "../src/classes.js";

const LEGEND = {
  classes: [
    { value: 1, name: "Corn", color: "#ffd300" },
    { value: 12, name: "Sweet Corn", color: "#dea609" },
    { value: 13, name: "Pop or Orn Corn", color: "#dea609" },
    { value: "north", name: "North" },
  ],
};

/** What MapLibre makes of an expression for a field with this class. */
function evaluated(expression: unknown, crop: unknown): string {
  const created = createExpression(expression, "test");
  assert.equal(created.result, "success", JSON.stringify(created.value));
  return String(created.value.evaluate({ zoom: 0 }, { type: "Polygon", properties: { majority: crop } } as never));
}

for (const [crop, color] of [
  [1, "#ffd300"],
  [12, "#dea609"],
  [13, "#dea609"],
  ["1", "#ffd300"],
  ["north", UNKNOWN_COLOR],
  [99, UNKNOWN_COLOR],
  [null, NO_CLASS_COLOR],
  [undefined, NO_CLASS_COLOR],
] as const) {
  test(`a field of class ${crop} is ${color}`, () => {
    assert.equal(evaluated(Classes.of(LEGEND).colors("majority"), crop), color);
  });
}

test("without a legend each class has a colour of its own, on the map once it was seen", () => {
  const unseen = Classes.of({ classes: [] });
  const values = [7, 8, "wheat", 2.5, -3, true];
  const seen = unseen.with([NO_CLASS, ...values.map(keyOf)]);
  const colors = values.map((value) => evaluated(seen.colors("majority"), value));
  assert.deepEqual(colors, values.map((value) => unseen.get(keyOf(value)).color));
  assert.equal(new Set(colors).size, values.length);
  assert.equal(evaluated(seen.colors("majority"), null), NO_CLASS_COLOR);
  assert.equal(seen.get("7").name, "Class 7");
  assert.equal(seen.get("wheat").name, "wheat");
});

test("the colour of a class depends neither on other classes nor on which was seen first", () => {
  const [one, other] = [Classes.of(null).with(["7"]).with(["wheat"]), Classes.of(null).with(["wheat", "9", "7"])];
  for (const key of ["7", "wheat"]) {
    assert.equal(one.get(key).color, other.get(key).color);
  }
});

test("classes change only when a new one is seen, and not where there is a legend", () => {
  const seen = Classes.of(null).with(["1", "2"]);
  assert.equal(seen.with(["2", NO_CLASS]), seen);
  const legend = Classes.of(LEGEND);
  assert.equal(legend.with(["99"]), legend);
});

// As Palette makes them of the places 0 to 3.
test("classes 1, 2, 3, ... have the colours that statistics would give them", () => {
  const made = ["1", "2", "3", "4"].map((key) => Classes.of(null).get(key).color);
  assert.deepEqual(made, ["#d95252", "#3fa65d", "#b45cf2", "#d9c852"]);
});

test("classes that the legend does not know are named after their value", () => {
  const classes = Classes.of(LEGEND);
  assert.equal(classes.get("1").name, "Corn");
  assert.equal(classes.get("99").name, "Class 99");
  assert.equal(classes.get(NO_CLASS).name, "No class");
});

test("colours that are none are not passed on", () => {
  assert.equal(Classes.of({ classes: [{ value: 1, color: "url(x)" }] }).get("1").color, UNKNOWN_COLOR);
});

for (const [hidden, crop, isShown] of [
  [[], 1, true],
  [["1"], 1, false],
  [["1"], 12, true],
  [["1"], null, true],
  [[NO_CLASS], null, false],
  [[NO_CLASS, "12"], 12, false],
  [[NO_CLASS, "12"], 1, true],
] as const) {
  test(`with ${JSON.stringify(hidden)} hidden, a field of class ${crop} is ${isShown ? "shown" : "hidden"}`, () => {
    assert.equal(evaluated(shown("majority", new Set<string>(hidden)), crop), String(isShown));
  });
}

test("keys are what the map makes of values", () => {
  for (const value of [1, 1.5, -3, "north", true]) {
    assert.equal(keyOf(value), evaluated(["to-string", ["get", "majority"]], value));
  }
});

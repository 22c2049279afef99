import assert from "node:assert/strict";
import { test } from "node:test";
import { rowsOf } from "../src/details.js";
import { hectaresText, shareText, valueText } from "../src/text.js";

for (const [hectares, text] of [[0, "0 ha"], [0.0004, "<0.01 ha"], [0.0388, "0.04 ha"], [4.283, "4.28 ha"], [42.83, "42.8 ha"], [99.96, "100 ha"], [26_116.2, "26,116 ha"], [1_234_567, "1.23 M ha"]] as const) {
  test(`${hectares} hectares are ${text}`, () => assert.equal(hectaresText(hectares), text));
}

for (const [share, text] of [[0, "0.0%"], [0.0004, "<0.1%"], [0.2386, "23.9%"], [1, "100.0%"]] as const) {
  test(`a share of ${share} is ${text}`, () => assert.equal(shareText(share), text));
}

for (const [value, text] of [[20001, "20001"], [7.907912, "7.907912"], [1e-7, "1e-7"], [0.00001234, "0.00001234"],
  [12345678901.123457, "12345678901.123457"], [0.99996, "0.99996"], [Math.fround(0.1), "0.1"], [Math.fround(7.9079), "7.9079"], [123456.0625, "123456.0625"],
  [2 ** 53, "9007199254740992"], ["a<b>", "a<b>"], [null, ""], [true, "true"]] as const) {
  test(`the value ${value} is shown as "${text}"`, () => assert.equal(valueText(value), text));
}

test("the id comes first, and once", () => {
  assert.deepEqual(rowsOf({ id: 7, properties: { crop: 1 } }, "id"), [["id", "7"], ["crop", "1"]]);
  assert.deepEqual(rowsOf({ id: undefined, properties: { id: "F-7", crop: 1 } }, "id"), [["id", "F-7"], ["crop", "1"]]);
  assert.deepEqual(rowsOf({ id: "F-7", properties: { plot: "F-7", crop: 1 } }, "plot"), [["plot", "F-7"], ["crop", "1"]]);
});

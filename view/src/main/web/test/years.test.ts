import assert from "node:assert/strict";
import { test } from "node:test";
import { isShortcut, stepOf } from "../src/years.js";

const NONE = { ctrlKey: false, metaKey: false, altKey: false };

for (const [held, isCommand] of [
  [{}, false],
  [{ altKey: true }, false],
  [{ ctrlKey: true, altKey: true }, false],
  [{ ctrlKey: true }, true],
  [{ metaKey: true }, true],
] as const) {
  test(`a bracket with ${JSON.stringify(held)} is ${isCommand ? "a command of the browser" : "a bracket"}`, () => {
    assert.equal(isShortcut({ ...NONE, ...held }), isCommand);
  });
}

test("years go by brackets, and by keys that every keyboard has", () => {
  assert.deepEqual(["[", ",", "]", ".", "a", "PageUp"].map(stepOf), [-1, -1, 1, 1, 0, 0]);
});

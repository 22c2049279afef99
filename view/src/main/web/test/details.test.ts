import assert from "node:assert/strict";
import { test } from "node:test";
import { idOf, needAttribute, type FieldFacts } from "../src/details.js";

function field(id: number | undefined, attribute?: string | number): FieldFacts {
  return { id, properties: attribute === undefined ? {} : { id: attribute } };
}

for (const [what, features, expected] of [
  ["without ids of their own", [field(undefined, "f-1"), field(undefined, "f-2")], true],
  ["without any id", [field(undefined)], false],
  ["some of them without any id", [field(undefined, "f-1"), field(undefined)], true],
  ["with ids of their own", [field(1), field(2)], false],
  ["with ids above 2^53", [field(2 ** 60), field(2 ** 60 + 1024)], false],
  ["with ids and the attribute", [field(1, "f-1"), field(2, "f-2")], false],
  ["with negative numbers, which are no ids, beside others", [field(1, 1), field(undefined, -1)], true],
  ["some with the attribute only, some with an id only", [field(1), field(undefined, "f-1")], false],
  ["of which there are none", [], false],
] as const) {
  test(`features ${what} are told apart by ${expected ? "the attribute" : "their ids"}`, () => {
    assert.equal(needAttribute(features, "id"), expected);
  });
}

test("a field is called by its feature's id, or else by the attribute", () => {
  assert.equal(idOf(field(1, "f-1"), "id"), 1);
  assert.equal(idOf(field(undefined, "f-1"), "id"), "f-1");
  assert.equal(idOf(field(undefined, "f-1"), null), undefined);
});

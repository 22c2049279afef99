import assert from "node:assert/strict";
import { test } from "node:test";
import { notFoundText } from "../src/search.js";

for (const [what, found, expected] of [
  ["only what is in view", null, /not in view, and a page in a bucket searches only there/],
  ["all of an archive", { ids: 1_000_000, isComplete: true, place: null }, /among all 1,000,000 of the archive/],
  ["the beginning of an archive", { ids: 5, isComplete: false, place: null }, /in view or among the first 5/],
] as const) {
  test(`a search in vain says that it went through ${what}`, () => assert.match(notFoundText("7", found), expected));
}

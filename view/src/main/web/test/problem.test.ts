import assert from "node:assert/strict";
import { test } from "node:test";
import { tilesProblem } from "../src/problem.js";

const TILES = "http://127.0.0.1:8080/tiles/a.pmtiles";

for (const [said, message] of [
  ["Failed to fetch", /127\.0\.0\.1:8080 cannot be reached\. croft view has ended, or the network is down/],
  ["NetworkError when attempting to fetch resource.", /cannot be reached/],
  ["Bad response code: 404", /the archive is gone/],
  ["Bad response code: 503", /says 503/],
  ["Server returned non-matching ETag \"1\" after one retry.", /has changed since the page was opened\. Load the page again/],
  ["Unimplemented type: 7", /damaged \(Unimplemented type: 7\)/],
  ["", /a tile cannot be read/],
] as const) {
  test(`a tile with "${said}" is told in words that help`, () => assert.match(tilesProblem(said, TILES), message));
}

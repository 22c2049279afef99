import assert from "node:assert/strict";
import { after, test } from "node:test";
import { findInIndex, keyOf, notDrawnText, notFoundText } from "../src/search.js";

for (const [what, found, expected] of [
  ["only what is in view", null, /not in view, and this archive has no index/],
  ["all of an archive", { ids: 1_000_000, place: null }, /among all 1,000,000 of the archive/],
] as const) {
  test(`a search in vain says that it went through ${what}`, () => assert.match(notFoundText("7", found), expected));
}

test("an id that browsers round is said to be one", () => {
  assert.match(notDrawnText("9007199254740993"), /cannot tell ids above/);
  for (const id of ["17", "9007199254740991", "F-9007199254740993"]) {
    assert.match(notDrawnText(id), /not drawn/);
  }
});

// The same as in PlaceIndexTest.java.
for (const [id, key] of [
  ["", 0xefd01f60ba992926n],
  ["1", 0x7c3832dde020d3d6n],
  ["29000000", 0xccead17418850506n],
  ["Äcker 7", 0x40519bd638e1f435n],
] as const) {
  test(`the key of "${id}" is that of the index`, () => assert.equal(keyOf(id), key));
}

const ADDRESS = "https://maps.example/tiles/a.pmtiles.places";
const HEADER_BYTES = 8 + 4 * 4096;
const PLACES = new Map([["1", [0, 0]], ["2", [2 ** 23, 2 ** 23]], ["3", [2 ** 24 - 1, 2 ** 24 - 1]]] as const);

/** An index as PlaceIndex.java describes it. */
function index(): Uint8Array {
  const keys = [...PLACES.keys()].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const bytes = new DataView(new ArrayBuffer(HEADER_BYTES + 14 * keys.length));
  new Uint8Array(bytes.buffer).set(new TextEncoder().encode("croftpl1"));
  keys.forEach((id, place) => {
    const bucket = 8 + 4 * Number(keyOf(id) >> 52n);
    bytes.setUint32(bucket, bytes.getUint32(bucket) + 1);
    const at = HEADER_BYTES + 14 * place;
    bytes.setBigUint64(at, keyOf(id));
    PLACES.get(id as "1")!.forEach((unit, axis) => {
      bytes.setUint8(at + 8 + 3 * axis, unit >> 16);
      bytes.setUint16(at + 9 + 3 * axis, unit & 0xffff);
    });
  });
  return new Uint8Array(bytes.buffer);
}

const realFetch = globalThis.fetch;
after(() => (globalThis.fetch = realFetch));

/** Lets the page fetch out of a file, as a server with ranges sends it. */
function serve(file: Uint8Array, change: (request: number, answer: Response) => Response = (_, answer) => answer): void {
  let requests = 0;
  globalThis.fetch = async (_, init) => {
    const [, first, last] = /bytes=(\d+)-(\d+)/.exec(new Headers(init?.headers).get("range") ?? "") ?? [];
    const body = file.slice(Number(first), Number(last) + 1);
    return change(requests++, new Response(body, { status: 206, headers: { etag: '"one"' } }));
  };
}

test("each field of an index is found where it lies", async () => {
  serve(index());
  for (const [id, [x, y]] of PLACES) {
    const { ids, place } = await findInIndex(ADDRESS, id);
    assert.equal(ids, 3);
    assert.ok(Math.abs(place![0] - (x / 2 ** 24 - 0.5) * 360) < 1e-9);
    assert.equal(Math.sign(Math.round(place![1])), Math.sign(2 ** 23 - y));
  }
});

test("ids that are not in the index are not found", async () => {
  serve(index());
  for (const id of ["", "4", "01", " 1", "x"]) {
    assert.deepEqual(await findInIndex(ADDRESS, id), { ids: 3, place: null });
  }
});

for (const [what, prepare, message] of [
  ["is none", () => serve(new Uint8Array(index().length)), /is no index of fields/],
  ["is cut", () => serve(index().slice(0, HEADER_BYTES + 3)), /is cut/],
  ["is missing", () => serve(index(), () => new Response("<Error/>", { status: 404, headers: { "content-type": "application/xml" } })), /the server says 404 for https:/],
  ["cannot be made", () => serve(index(), () => new Response("Cannot so.\n", { status: 500 })), /in view: Cannot so\.$/],
  [
    "changes meanwhile",
    () => serve(index(), (request, answer) => (request === 0 ? answer : new Response(answer.body, { status: 206 }))),
    /has changed/,
  ],
] as const) {
  test(`an index that ${what} is said to be so`, async () => {
    prepare();
    await assert.rejects(findInIndex(ADDRESS, "1"), message);
  });
}

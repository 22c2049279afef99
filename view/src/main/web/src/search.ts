import { get } from "./catalog.js";
import { latitude, longitude } from "./extent.js";
import { ARCHIVE_CHANGED, PageProblem } from "./problem.js";
import { countText } from "./text.js";

/** What a search through an archive found. */
export interface Found {
  /** Ids that the archive has. */
  readonly ids: number;
  /** Longitude and latitude; null when there is no such field. */
  readonly place: readonly [number, number] | null;
}

// The file is described in PlaceIndex.java.
const MAGIC = "croftpl1";
const BUCKET_BITS = 12;
const BUCKET_COUNT = 2 ** BUCKET_BITS;
const HEADER_BYTES = MAGIC.length + 4 * BUCKET_COUNT;
const KEY_BYTES = 8;
const PLACE_UNITS = 2 ** 24;
const ENTRY_BYTES = KEY_BYTES + 6;

/** Finds where a field lies in the index beside its archive, which is read in two parts. A server may make it when it is first asked. */
export async function findInIndex(address: string, id: string): Promise<Found> {
  const header = await read(address, 0, HEADER_BYTES);
  if (textOf(header.bytes, MAGIC.length) !== MAGIC) {
    throw new PageProblem(`Cannot search beyond what is in view: ${address} is no index of fields. Publish it again.`);
  }
  const counts = Array.from({ length: BUCKET_COUNT }, (_, bucket) => header.bytes.getUint32(MAGIC.length + 4 * bucket));
  const key = keyOf(id);
  const bucket = Number(key >> BigInt(64 - BUCKET_BITS));
  const ids = sum(counts);
  const count = counts[bucket]!;
  if (count === 0) {
    return { ids, place: null };
  }
  const entries = await read(address, HEADER_BYTES + ENTRY_BYTES * sum(counts.slice(0, bucket)), ENTRY_BYTES * count);
  if (entries.etag !== header.etag) {
    throw new PageProblem(ARCHIVE_CHANGED);
  }
  return { ids, place: placeIn(entries.bytes, key) };
}

function placeIn(entries: DataView, key: bigint): readonly [number, number] | null {
  for (let at = 0; at < entries.byteLength; at += ENTRY_BYTES) {
    if (entries.getBigUint64(at) === key) {
      const x = threeBytes(entries, at + KEY_BYTES);
      const y = threeBytes(entries, at + KEY_BYTES + 3);
      return [longitude(x / PLACE_UNITS), latitude(y / PLACE_UNITS)];
    }
  }
  return null;
}

function threeBytes(bytes: DataView, at: number): number {
  return bytes.getUint8(at) * 2 ** 16 + bytes.getUint16(at + 1);
}

/** Key of an id in the index: FNV-1a, mixed as MurmurHash3 does in the end. */
export function keyOf(id: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(id)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  for (const factor of [0xff51afd7ed558ccdn, 0xc4ceb9fe1a85ec53n]) {
    hash = BigInt.asUintN(64, (hash ^ (hash >> 33n)) * factor);
  }
  return hash ^ (hash >> 33n);
}

async function read(address: string, first: number, length: number): Promise<{ bytes: DataView; etag: string | null }> {
  const response = await get(address, { range: `bytes=${first}-${first + length - 1}` });
  const body = await response.arrayBuffer();
  if (response.status !== 206) {
    const isTold = response.headers.get("content-type")?.startsWith("text/plain") === true && !response.ok;
    const said = isTold ? new TextDecoder().decode(body).trim() : `the server says ${response.status} for ${address}`;
    throw new PageProblem(`Cannot search beyond what is in view: ${said}`);
  }
  if (body.byteLength !== length) {
    throw new PageProblem(`Cannot search beyond what is in view: ${address} is cut. Publish it again.`);
  }
  return { bytes: new DataView(body), etag: response.headers.get("etag") };
}

function textOf(bytes: DataView, length: number): string {
  return new TextDecoder().decode(new Uint8Array(bytes.buffer, 0, length));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** Says what was searched in vain. */
export function notFoundText(id: string, found: Found | null): string {
  if (found === null) {
    return (
      `Field ${id} is not in view, and this archive has no index of its fields: croft fields run publishes one beside it.` +
      " Move or zoom to where it lies; at low zooms small fields are gathered."
    );
  }
  return `No field ${id} among all ${countText(found.ids)} of the archive.`;
}

/** Says of a field that the map went to why it does not show it. */
export function notDrawnText(id: string): string {
  const isRounded = /^\d+$/.test(id) && !Number.isSafeInteger(Number(id));
  return isRounded
    ? `Field ${id} lies here; a browser cannot tell ids above 9007199254740991 apart.`
    : `Field ${id} lies here, but is not drawn.`;
}

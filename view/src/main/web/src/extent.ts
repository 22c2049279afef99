import { tileIdToZxy, type Entry, type Header } from "pmtiles";

/** West, south, east, north in degrees. */
export type Bounds = [number, number, number, number];

const WORLD: Bounds = [-180, -85, 180, 85];
/** A box that is said to be larger, in degrees, is what writers put who do not know theirs. */
const WIDEST = 359;
const HIGHEST = 165;
/** Tiles looked at; runs of equal tiles may be as long as the sea is wide. */
const MOST_TILES = 1 << 16;

/** The box that a header states; null where it is the whole world or none at all. */
export function statedBounds(header: Pick<Header, "minLon" | "minLat" | "maxLon" | "maxLat">): Bounds | null {
  const { minLon, minLat, maxLon, maxLat } = header;
  const isBox = minLon >= -180 && minLat >= -90 && maxLon <= 180 && maxLat <= 90 && minLon <= maxLon && minLat <= maxLat;
  const isUnset = minLon === 0 && minLat === 0 && maxLon === 0 && maxLat === 0;
  const isWorld = maxLon - minLon > WIDEST && maxLat - minLat > HIGHEST;
  return isBox && !isUnset && !isWorld ? [minLon, minLat, maxLon, maxLat] : null;
}

/**
 * The box of the tiles of the deepest zoom of which a directory has all. Directories rise by zoom (PMTiles 3, chapter 4), so the
 * first one will do: where it is not the only one, the zoom that it ends in may go on in the next.
 */
export function boundsOfTiles(directory: readonly Entry[], isAll: boolean): Bounds {
  const ids: number[] = [];
  for (const { tileId, runLength } of directory) {
    for (let id = tileId; id < tileId + runLength && ids.length < MOST_TILES; id++) {
      ids.push(id);
    }
  }
  const tiles = ids.map(tileIdToZxy);
  const last = tiles.at(-1)?.[0] ?? 0;
  const first = tiles[0]?.[0] ?? 0;
  const deepest = (isAll && ids.length < MOST_TILES) || last === first ? last : last - 1;
  const zoom = Math.max(...tiles.map(([z]) => z).filter((z) => z <= deepest), 0);
  const chosen = tiles.filter(([z]) => z === zoom);
  if (chosen.length === 0) {
    return WORLD;
  }
  const side = 2 ** zoom;
  const box = { west: side, east: 0, north: side, south: 0 };
  for (const [, x, y] of chosen) {
    box.west = Math.min(box.west, x);
    box.east = Math.max(box.east, x + 1);
    box.north = Math.min(box.north, y);
    box.south = Math.max(box.south, y + 1);
  }
  return [longitude(box.west / side), latitude(box.south / side), longitude(box.east / side), latitude(box.north / side)];
}

/** Longitude of a place of the world's square, which goes from 0 to 1 from west to east. */
export function longitude(x: number): number {
  return x * 360 - 180;
}

/** Latitude of a place of the world's square, which goes from 0 to 1 from north to south. */
export function latitude(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

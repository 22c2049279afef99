/** A rectangle of the Web Mercator square: x from west, y from north, both 0 to 1. */
export interface Rectangle {
  readonly west: number;
  readonly north: number;
  readonly east: number;
  readonly south: number;
}

type Position = readonly number[];

/** Half the axes of WGS 84, in metres, and the square of its eccentricity. */
const EQUATOR_METRES = 6378137;
const FLATTENING = 1 / 298.257223563;
const ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);
const SQUARE_METRES_PER_HECTARE = 10_000;

/** The tile z/x/y. */
export function tileRectangle(z: number, x: number, y: number): Rectangle {
  const side = 2 ** -z;
  return { west: x * side, north: y * side, east: (x + 1) * side, south: (y + 1) * side };
}

/** What two rectangles share; it has no inside where they do not meet. */
export function shared(one: Rectangle, other: Rectangle): Rectangle {
  return {
    west: Math.max(one.west, other.west),
    north: Math.max(one.north, other.north),
    east: Math.min(one.east, other.east),
    south: Math.min(one.south, other.south),
  };
}

export function mercatorX(longitude: number): number {
  return (longitude + 180) / 360;
}

export function mercatorY(latitude: number): number {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/**
 * Hectares on the ellipsoid of the part of a polygon in a rectangle. The scale of the map is taken at the centroid of each ring,
 * which for fields is exact to about a millionth.
 */
export function hectares(rings: readonly (readonly Position[])[], within: Rectangle): number {
  let square = 0;
  rings.forEach((ring, index) => {
    const part = clip(ring.map(([lon = 0, lat = 0]) => [mercatorX(lon), mercatorY(lat)] as const), within);
    const { area, y } = centroid(part);
    const size = Math.abs(area) * groundPerSquare(y);
    square += index === 0 ? size : -size;
  });
  return square / SQUARE_METRES_PER_HECTARE;
}

/** Square metres on the ground of the whole Mercator square, had it the scale that it has at y. */
export function groundPerSquare(y: number): number {
  const latitude = Math.atan(Math.sinh(Math.PI * (1 - 2 * y)));
  const w = 1 - ECCENTRICITY_SQUARED * Math.sin(latitude) ** 2;
  const alongMeridian = (EQUATOR_METRES * (1 - ECCENTRICITY_SQUARED)) / w ** 1.5;
  const acrossMeridian = EQUATOR_METRES / Math.sqrt(w);
  return (2 * Math.PI) ** 2 * alongMeridian * acrossMeridian * Math.cos(latitude) ** 2;
}

/** Sutherland and Hodgman's clipping. Parts that it leaves joined are joined by edges of no area. */
function clip(ring: readonly Position[], within: Rectangle): Position[] {
  let part: Position[] = [...ring];
  part = clipSide(part, 0, within.west, 1);
  part = clipSide(part, 0, within.east, -1);
  part = clipSide(part, 1, within.north, 1);
  return clipSide(part, 1, within.south, -1);
}

/** Keeps what lies at or beyond the limit, along x (axis 0) or y, in the direction of the sign. */
function clipSide(ring: readonly Position[], axis: 0 | 1, limit: number, sign: 1 | -1): Position[] {
  const kept: Position[] = [];
  ring.forEach((to, index) => {
    const from = ring[(index + ring.length - 1) % ring.length]!;
    const fromInside = (from[axis]! - limit) * sign;
    const toInside = (to[axis]! - limit) * sign;
    if (fromInside < 0 !== toInside < 0) {
      const share = fromInside / (fromInside - toInside);
      kept.push([from[0]! + (to[0]! - from[0]!) * share, from[1]! + (to[1]! - from[1]!) * share]);
    }
    if (toInside >= 0) {
      kept.push(to);
    }
  });
  return kept;
}

/** Signed area of a ring and the y of its centroid, from its first corner, so that small rings far from 0 keep their digits. */
function centroid(ring: readonly Position[]): { area: number; y: number } {
  const [originX = 0, originY = 0] = ring[0] ?? [];
  let area = 0;
  let moment = 0;
  ring.forEach((to, index) => {
    const from = ring[(index + ring.length - 1) % ring.length]!;
    const fromY = from[1]! - originY;
    const toY = to[1]! - originY;
    const cross = (from[0]! - originX) * toY - (to[0]! - originX) * fromY;
    area += cross / 2;
    moment += (cross * (fromY + toY)) / 6;
  });
  return { area, y: area === 0 ? originY : originY + moment / area };
}

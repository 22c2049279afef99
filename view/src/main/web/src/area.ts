/** A rectangle of the Web Mercator square: x from west, y from north, both 0 to 1. */
export interface Rectangle {
  readonly west: number;
  readonly north: number;
  readonly east: number;
  readonly south: number;
}

type Position = readonly number[];

/** Half the larger axis of WGS 84, in metres, and the square of its eccentricity. */
const EQUATOR_METRES = 6378137;
const FLATTENING = 1 / 298.257223563;
const ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);
const SQUARE_METRES_PER_HECTARE = 10_000;
/** Of the height of the map; it keeps areas exact to some 1e-8. */
const LONGEST_STEP = 1 / 128;
/** Half the distance of the two points of Gauss' rule, as a share of the whole. */
const GAUSS_POINT = 1 / (2 * Math.sqrt(3));

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

/** Hectares on the ellipsoid of the part of a polygon in a rectangle. Its edges are straight on the map. */
export function hectares(rings: readonly (readonly Position[])[], within: Rectangle): number {
  let square = 0;
  rings.forEach((ring, index) => {
    const size = squareMetres(clip(ring.map(([lon = 0, lat = 0]) => [mercatorX(lon), mercatorY(lat)] as const), within));
    square += index === 0 ? size : -size;
  });
  return square / SQUARE_METRES_PER_HECTARE;
}

/**
 * By Green's theorem the sum over the edges of what lies between each of them and a parallel, here that of the first corner, so
 * that small rings keep their digits. Along an edge Gauss' rule of two points is used, on parts of it where it is long.
 */
function squareMetres(ring: readonly Position[]): number {
  const parallel = quadrature(ring[0]?.[1] ?? 0);
  let sum = 0;
  ring.forEach((to, index) => {
    const from = ring[(index + ring.length - 1) % ring.length]!;
    const width = to[0]! - from[0]!;
    const height = to[1]! - from[1]!;
    const parts = width === 0 ? 0 : Math.max(1, Math.ceil(Math.abs(height) / LONGEST_STEP));
    for (let part = 0; part < parts; part++) {
      const middle = from[1]! + (height * (part + 0.5)) / parts;
      const aside = (height * GAUSS_POINT) / parts;
      sum += ((quadrature(middle - aside) + quadrature(middle + aside)) / 2 - parallel) * (width / parts);
    }
  });
  return Math.abs(sum) * Math.PI * EQUATOR_METRES ** 2;
}

/** Area between the equator and a parallel, over pi and the square of the larger half axis (Snyder, Map Projections, 1987, equation 3-12). */
function quadrature(y: number): number {
  const sine = Math.tanh(Math.PI * (1 - 2 * y));
  const e = Math.sqrt(ECCENTRICITY_SQUARED);
  return (1 - ECCENTRICITY_SQUARED) * (sine / (1 - ECCENTRICITY_SQUARED * sine ** 2) + Math.atanh(e * sine) / e);
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

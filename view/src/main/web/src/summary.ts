import { hectares, shared, tileRectangle, type Rectangle } from "./area.js";
import { keyOf } from "./classes.js";
import { idOf } from "./details.js";

/** A piece of a field in one tile, as MapLibre gives it. */
export interface Fragment {
  readonly id: number | string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: { readonly type: string; readonly coordinates?: unknown };
  /** The tile. */
  readonly _z: number;
  readonly _x: number;
  readonly _y: number;
}

/** What is drawn of one class. */
export interface ClassArea {
  readonly key: string;
  readonly hectares: number;
}

export interface Summary {
  /** The largest first. */
  readonly classes: readonly ClassArea[];
  readonly hectares: number;
  /** Fields, in part at least, told apart by their ids; null where some have none. */
  readonly fieldCount: number | null;
}

type Polygon = readonly (readonly (readonly number[])[])[];

/**
 * Area per class of what is drawn in the view. Tiles overlap at their borders, so each fragment is cut to its tile; fields
 * below a pixel count by the squares that stand for them.
 */
export function summarize(
  fragments: readonly Fragment[],
  attribute: string,
  idAttribute: string | null,
  view: Rectangle,
): Summary {
  const areas = new Map<string, number>();
  const ids = new Set<number | string>();
  let hasIds = true;
  for (const fragment of fragments) {
    const size = fragmentHectares(fragment, view);
    if (size > 0) {
      const key = keyOf(fragment.properties[attribute]);
      areas.set(key, (areas.get(key) ?? 0) + size);
      const id = idOf(fragment, idAttribute);
      if (id === undefined) {
        hasIds = false;
      } else {
        ids.add(id);
      }
    }
  }
  const classes = [...areas].map(([key, size]) => ({ key, hectares: size }));
  classes.sort((one, other) => other.hectares - one.hectares || (one.key < other.key ? -1 : 1));
  return {
    classes,
    hectares: classes.reduce((sum, one) => sum + one.hectares, 0),
    fieldCount: hasIds ? ids.size : null,
  };
}

function fragmentHectares(fragment: Fragment, view: Rectangle): number {
  const within = shared(tileRectangle(fragment._z, fragment._x, fragment._y), view);
  if (within.west >= within.east || within.north >= within.south) {
    return 0;
  }
  return polygonsOf(fragment.geometry).reduce((sum, polygon) => sum + hectares(polygon, within), 0);
}

function polygonsOf(geometry: Fragment["geometry"]): readonly Polygon[] {
  switch (geometry.type) {
    case "Polygon":
      return [geometry.coordinates as Polygon];
    case "MultiPolygon":
      return geometry.coordinates as readonly Polygon[];
    default:
      return [];
  }
}

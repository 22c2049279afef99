import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import type { Archive } from "./archive.js";
import { shown, type Classes } from "./classes.js";

export type Theme = "light" | "dark";

/** Everything that decides how the map looks. */
export interface MapState {
  readonly archive: Archive;
  readonly classes: Classes;
  readonly hidden: ReadonlySet<string>;
  readonly theme: Theme;
  readonly basemap: string | null;
  /** Attribute with the id of a field whose feature has none. */
  readonly idAttribute: string | null;
}

export const SOURCE = "fields";
export const FILL_LAYER = "fill";

export const GROUND: Record<Theme, string> = { light: "#f3f1ec", dark: "#14171b" };
/** Lines round fields stand out from the ground, whatever the class; from the next field by a seam in the colour of the ground. */
export const BORDER: Record<Theme, string> = { light: "#33383f", dark: "#c3cad2" };
export const BORDER_OPACITY = 0.8;
/** The mark of a field has a halo, so that one of the two stands out from any class. */
export const MARK: Record<Theme, string> = { light: "#0b1f3a", dark: "#ffffff" };
export const HALO: Record<Theme, string> = { light: "#ffffff", dark: "#0b0d0f" };
const MARK_WIDTH = 3.5;
const HALO_EXTRA = 4;
/** Fields have some five pixels from here on; below, lines would be all that is seen of them. */
const BORDER_FROM_ZOOM = 9;
const BORDER_IN_FULL_FROM_ZOOM = 11;
const SEAM_FROM_ZOOM = 12;
const OPACITY_OVER_BASEMAP = 0.75;

/**
 * The whole style; MapLibre finds out what differs from the one it shows.
 *
 * @param promoted attribute that is the id of features, in place of the ids that they have; null to leave them those. Marks are states of
 *   features, which are kept by id
 */
export function styleOf(state: MapState, promoted: string | null = null): StyleSpecification {
  const { basemap, theme } = state;
  const sources: Record<string, SourceSpecification> = {
    // Told here, not by the archive's header, whose bounds may be nonsense.
    [SOURCE]: {
      type: "vector",
      tiles: [`pmtiles://${state.archive.entry.tiles}/{z}/{x}/{y}`],
      minzoom: state.archive.minZoom,
      maxzoom: state.archive.maxZoom,
      ...(promoted === null ? {} : { promoteId: promoted }),
    },
  };
  const layers: LayerSpecification[] = [
    { id: "ground", type: "background", paint: { "background-color": GROUND[theme] } },
  ];
  if (basemap !== null) {
    sources["basemap"] = { type: "raster", tiles: [basemap], tileSize: 256 };
    layers.push({ id: "basemap", type: "raster", source: "basemap" });
  }
  layers.push(...fieldLayers(state));
  return { version: 8, sources, layers };
}

function fieldLayers({ archive, classes, hidden, theme, basemap }: MapState): LayerSpecification[] {
  const attribute = archive.entry.classAttribute;
  const common = { source: SOURCE, "source-layer": archive.layer, filter: shown(attribute, hidden) } as const;
  return [
    {
      ...common,
      id: FILL_LAYER,
      type: "fill",
      paint: { "fill-color": classes.colors(attribute), "fill-opacity": basemap === null ? 1 : OPACITY_OVER_BASEMAP },
    },
    {
      ...common,
      id: "seam",
      type: "line",
      minzoom: SEAM_FROM_ZOOM,
      paint: {
        "line-color": GROUND[theme],
        "line-width": ["interpolate", ["linear"], ["zoom"], SEAM_FROM_ZOOM, 1, 16, 3],
        "line-opacity": 0.7,
      },
    },
    {
      ...common,
      id: "border",
      type: "line",
      minzoom: BORDER_FROM_ZOOM,
      paint: {
        "line-color": BORDER[theme],
        "line-width": ["interpolate", ["linear"], ["zoom"], BORDER_FROM_ZOOM, 0.3, BORDER_IN_FULL_FROM_ZOOM, 0.8, 16, 1.2],
        "line-opacity": ["interpolate", ["linear"], ["zoom"], BORDER_FROM_ZOOM, 0.35, BORDER_IN_FULL_FROM_ZOOM, BORDER_OPACITY],
      },
    },
    marked("halo", HALO[theme], HALO_EXTRA),
    marked("marked", MARK[theme], 0),
  ];

  function marked(id: string, color: string, extra: number): LayerSpecification {
    return {
      ...common,
      id,
      type: "line",
      layout: { "line-join": "round" },
      paint: {
        "line-color": color,
        "line-width": ["case", state("chosen"), MARK_WIDTH + extra, state("pointed"), 2 + extra, 0],
        "line-opacity": ["case", ["any", state("chosen"), state("pointed")], 1, 0],
      },
    };
  }

  function state(name: string): ["boolean", ["feature-state", string], false] {
    return ["boolean", ["feature-state", name], false];
  }
}

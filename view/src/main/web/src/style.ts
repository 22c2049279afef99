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
}

export const SOURCE = "fields";
export const FILL_LAYER = "fill";

const GROUND: Record<Theme, string> = { light: "#f3f1ec", dark: "#14171b" };
const BORDER: Record<Theme, string> = { light: "#33383f", dark: "#0b0d0f" };
const ACCENT: Record<Theme, string> = { light: "#0b1f3a", dark: "#ffffff" };
const OUTLINE_FROM_ZOOM = 12;
const OPACITY_OVER_BASEMAP = 0.75;

/** The whole style; MapLibre finds out what differs from the one it shows. */
export function styleOf(state: MapState): StyleSpecification {
  const { basemap, theme } = state;
  const sources: Record<string, SourceSpecification> = {
    [SOURCE]: { type: "vector", url: `pmtiles://${state.archive.entry.tiles}` },
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
      id: "border",
      type: "line",
      minzoom: OUTLINE_FROM_ZOOM,
      paint: {
        "line-color": BORDER[theme],
        "line-width": ["interpolate", ["linear"], ["zoom"], OUTLINE_FROM_ZOOM, 0.3, 16, 1.2],
        "line-opacity": 0.7,
      },
    },
    {
      ...common,
      id: "marked",
      type: "line",
      paint: {
        "line-color": ACCENT[theme],
        "line-width": ["case", state("chosen"), 3.5, state("pointed"), 2, 0],
        "line-opacity": ["case", ["any", state("chosen"), state("pointed")], 1, 0],
      },
    },
  ];

  function state(name: string): ["boolean", ["feature-state", string], false] {
    return ["boolean", ["feature-state", name], false];
  }
}

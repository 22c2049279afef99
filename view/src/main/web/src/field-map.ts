import { Map as GlMap, NavigationControl, Popup, ScaleControl } from "maplibre-gl";
import type { GeoJSONFeature, LngLat, MapGeoJSONFeature, MapMouseEvent } from "maplibre-gl";
import type { Archive } from "./archive.js";
import { mercatorX, mercatorY } from "./area.js";
import { classLine, details, type FieldFacts } from "./details.js";
import { element, make, setState } from "./page.js";
import { FILL_LAYER, SOURCE, styleOf, type MapState } from "./style.js";
import { summarize, type Summary } from "./summary.js";

type Mark = "chosen" | "pointed";
type FieldId = number | string;

const PADDING_PIXELS = 24;
const MOST_ZOOM = 20;
/** Pixels around a tap in which a field is looked for where none lies under it. */
const REACH_PIXELS = 4;

/** The map: shows a state, tells what is in view, and opens what is known of a field. */
export class FieldMap {
  private readonly map: GlMap;
  private readonly popup = new Popup({ maxWidth: "320px", focusAfterOpen: false });
  private readonly tip = element("tip");
  private readonly marked: Partial<Record<Mark, FieldId>> = {};
  private chosenPlace: LngLat | null = null;
  /** Whether a state is on its way that takes a while; the map may come to rest meanwhile, and is not ready. */
  private isAwaitingState = false;

  constructor(
    private state: MapState,
    private readonly onIdle: (summary: Summary) => void,
    private readonly onProblem: (message: string) => void,
  ) {
    const { bounds, minZoom } = state.archive;
    this.map = new GlMap({
      container: "map",
      style: styleOf(state),
      bounds: withExtent(bounds),
      fitBoundsOptions: { padding: PADDING_PIXELS, maxZoom: state.archive.maxZoom },
      minZoom,
      maxZoom: MOST_ZOOM,
      hash: "map",
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      attributionControl: false,
      fadeDuration: 0,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), "top-left");
    this.map.addControl(new ScaleControl({ maxWidth: 120 }), "bottom-left");
    this.listen();
  }

  /** Says that another state will come, so that nobody takes the map for ready until then. */
  awaitState(): void {
    this.isAwaitingState = true;
    setState("moving");
  }

  /** Shows another year, other classes, or other colours. */
  show(state: MapState): void {
    this.isAwaitingState = false;
    const isOtherArchive = state.archive.entry.tiles !== this.state.archive.entry.tiles;
    this.state = state;
    setState("moving");
    this.map.setStyle(styleOf(state), { diff: true });
    if (isOtherArchive) {
      delete this.marked.pointed;
    }
  }

  /** Opens the field with an id. False when none with it is in view. */
  find(id: string, idAttribute: string | null): boolean {
    const found = this.fragments().find(
      (one) => String(one.id) === id || (idAttribute !== null && String(one.properties[idAttribute]) === id),
    );
    const place = found === undefined ? null : this.placeIn(found);
    if (found === undefined || place === null) {
      return false;
    }
    this.choose(found, place);
    return true;
  }

  /** Moves to a place, to the archive's last zoom, in which what is as far off as places may be is still in view; waits until all is drawn. */
  async goTo([lon, lat]: readonly [number, number]): Promise<void> {
    this.map.jumpTo({ center: [lon, lat], zoom: this.state.archive.maxZoom });
    await this.map.once("idle");
  }

  private listen(): void {
    this.map.on("movestart", () => setState("moving"));
    this.map.on("idle", () => this.idle());
    this.map.on("error", ({ error }) => this.onProblem(error.message));
    this.map.on("click", (event) => this.click(event));
    this.map.on("mousemove", (event) => this.point(event));
    this.map.on("mouseout", () => this.unpoint());
    this.popup.on("close", () => this.mark("chosen", undefined));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        this.popup.remove();
      }
    });
    this.map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        this.openAt(this.map.getCenter());
      }
    });
  }

  private idle(): void {
    if (this.isAwaitingState || !this.map.isSourceLoaded(SOURCE)) {
      return;
    }
    if (this.chosenPlace !== null && this.popup.isOpen()) {
      this.refreshPopup(this.chosenPlace);
    }
    this.onIdle(this.summary());
    setState("ready");
  }

  private summary(): Summary {
    const box = this.map.getBounds();
    const view = {
      west: mercatorX(box.getWest()),
      east: mercatorX(box.getEast()),
      north: mercatorY(box.getNorth()),
      south: mercatorY(box.getSouth()),
    };
    return summarize(this.fragments(), this.state.archive.entry.classAttribute, view);
  }

  private fragments(): GeoJSONFeature[] {
    return this.map.querySourceFeatures(SOURCE, { sourceLayer: this.state.archive.layer });
  }

  private fieldAt(place: LngLat, reach = 0): MapGeoJSONFeature | undefined {
    const { x, y } = this.map.project(place);
    const layers = [FILL_LAYER];
    const exact = this.map.queryRenderedFeatures([x, y], { layers })[0];
    if (exact !== undefined || reach === 0) {
      return exact;
    }
    return this.map.queryRenderedFeatures([[x - reach, y - reach], [x + reach, y + reach]], { layers })[0];
  }

  private click(event: MapMouseEvent): void {
    this.openAt(event.lngLat);
  }

  private openAt(place: LngLat): void {
    const field = this.fieldAt(place, REACH_PIXELS);
    if (field === undefined) {
      this.popup.remove();
    } else {
      this.choose(field, place);
    }
  }

  private choose(field: FieldFacts, place: LngLat): void {
    this.popup.remove();
    this.unpoint();
    this.chosenPlace = place;
    this.popup.setLngLat(place).setDOMContent(this.detailsOf(field)).addTo(this.map);
    this.mark("chosen", field.id);
  }

  /** After a change of year the same place may hold another crop, or nothing. */
  private refreshPopup(place: LngLat): void {
    const id = this.marked.chosen;
    const field = id === undefined ? this.fieldAt(place) : this.fragments().find((one) => one.id === id);
    if (field !== undefined) {
      this.popup.setDOMContent(this.detailsOf(field));
      this.mark("chosen", field.id);
    }
  }

  private detailsOf(field: FieldFacts): HTMLElement {
    return details(field, this.state.archive.entry.classAttribute, this.state.classes);
  }

  private point(event: MapMouseEvent): void {
    const field = this.map.isStyleLoaded() && !this.map.isMoving() ? this.fieldAt(event.lngLat) : undefined;
    this.map.getCanvas().style.cursor = field === undefined ? "" : "pointer";
    this.mark("pointed", field?.id);
    this.tip.hidden = field === undefined;
    if (field !== undefined) {
      const line = classLine(field, this.state.archive.entry.classAttribute, this.state.classes);
      this.tip.replaceChildren(line, make("p", "", field.id === undefined ? "" : `Field ${field.id}`));
      this.tip.style.transform = `translate(${event.point.x + 14}px, ${event.point.y + 14}px)`;
    }
  }

  private unpoint(): void {
    this.tip.hidden = true;
    this.mark("pointed", undefined);
  }

  private mark(mark: Mark, id: FieldId | undefined): void {
    const before = this.marked[mark];
    if (this.map.getSource(SOURCE) === undefined) {
      return;
    }
    const place = { source: SOURCE, sourceLayer: this.state.archive.layer };
    if (before !== undefined && before !== id) {
      this.map.setFeatureState({ ...place, id: before }, { [mark]: false });
    }
    if (id === undefined) {
      delete this.marked[mark];
    } else {
      this.marked[mark] = id;
      this.map.setFeatureState({ ...place, id }, { [mark]: true });
    }
  }

  /** A place on a field that can be pointed at: the middle of its box, or a corner of it. Null when it is out of view. */
  private placeIn(fragment: GeoJSONFeature): LngLat | null {
    const { geometry } = fragment;
    if (geometry.type !== "Polygon" && geometry.type !== "MultiPolygon") {
      return null;
    }
    const ring = (geometry.type === "Polygon" ? geometry.coordinates[0] : geometry.coordinates[0]?.[0]) ?? [];
    const box = this.map.getBounds();
    const middle = middleOf(ring);
    return [middle, ...ring]
      .map(([lon = 0, lat = 0]) => this.map.unproject(this.map.project([lon, lat])))
      .find((place) => box.contains(place)) ?? null;
  }
}

function middleOf(ring: readonly (readonly number[])[]): number[] {
  const x = ring.map((position) => position[0] ?? 0);
  const y = ring.map((position) => position[1] ?? 0);
  return [(Math.min(...x) + Math.max(...x)) / 2, (Math.min(...y) + Math.max(...y)) / 2];
}

/** A box that is no point, so that a zoom can be found for it. */
function withExtent([west, south, east, north]: Archive["bounds"]): Archive["bounds"] {
  const margin = west < east && south < north ? 0 : 0.001;
  return [west - margin, south - margin, east + margin, north + margin];
}

import { Map as GlMap, NavigationControl, Popup, ScaleControl } from "maplibre-gl";
import type { FitBoundsOptions, GeoJSONFeature, IControl, LngLat, MapGeoJSONFeature, MapMouseEvent } from "maplibre-gl";
import type { Archive } from "./archive.js";
import { mercatorX, mercatorY } from "./area.js";
import { keyOf } from "./classes.js";
import { classLine, details, idOf, needAttribute, titleOf, type FieldFacts } from "./details.js";
import type { Bounds } from "./extent.js";
import { element, make, setState, speak } from "./page.js";
import { FILL_LAYER, SOURCE, styleOf, type MapState } from "./style.js";
import { summarize, type Summary } from "./summary.js";

type Mark = "chosen" | "pointed";
type FieldId = number | string;

/** Who is told what the map does. */
export interface MapListener {
  /** @param zoom the zoom of the tiles that are drawn */
  onIdle(summary: Summary, zoom: number): void;
  onProblem(message: string): void;
  /** A field of this class was searched and found. */
  onFound(key: string): void;
}

/** The field whose attributes are shown. */
interface Chosen {
  readonly id: FieldId | undefined;
  /** Key of its class; null when the field is not there this year. */
  readonly key: string | null;
  readonly place: LngLat;
  /** The archive that the attributes are from. */
  readonly archive: Archive;
}

const PADDING_PIXELS = 24;
/** Kept free between the attributes of a field and the edge of the map. */
const POPUP_MARGIN = 8;
/** Width of the strip at the foot of the map that a phone's sheet may cover. */
const SHEET_PIXELS = 14;
const MOST_ZOOM = 20;
/** Pixels around a tap in which a field is looked for where none lies under it. */
const REACH_PIXELS = 4;

/** The map: shows a state, tells what is in view, and opens what is known of a field. */
export class FieldMap {
  private readonly map: GlMap;
  private readonly popup = new Popup({ maxWidth: "320px", focusAfterOpen: false, closeOnClick: false });
  /** What the popup holds; it stays when its content changes, and so does the focus on the button beside it. */
  private readonly content = make("div", "content");
  private readonly tip = element("tip");
  private readonly marked: Partial<Record<Mark, FieldId>> = {};
  private chosen: Chosen | null = null;
  /** Addresses of archives whose fields are told apart by their attribute. */
  private readonly promoted = new Set<string>();
  /** Where the focus goes when the popup is closed that has it. */
  private focusBefore: Element | null = null;
  /** Whether a state is on its way that takes a while; the map may come to rest meanwhile, and is not ready. */
  private isAwaitingState = false;

  constructor(
    private state: MapState,
    private readonly listener: MapListener,
  ) {
    const { bounds, minZoom } = state.archive;
    this.map = new GlMap({
      container: "map",
      style: styleOf(state),
      bounds: withExtent(bounds),
      fitBoundsOptions: fitting(state.archive),
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
    this.map.addControl(allFieldsControl(() => this.showAll()), "top-left");
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
    if (this.isHidden(this.chosen)) {
      this.popup.remove();
    }
    this.restyle();
    if (isOtherArchive) {
      this.forgetMarks();
    }
    this.unpoint();
    // A style that does not differ draws nothing, and what comes to rest is drawing.
    this.map.triggerRepaint();
  }

  /** Opens the field with an id. False when none with it is in view. */
  find(id: string): boolean {
    const { idAttribute } = this.state;
    const found = this.fragments().find(
      (one) => String(one.id) === id || (idAttribute !== null && String(one.properties[idAttribute]) === id),
    );
    const place = found === undefined ? null : this.placeIn(found);
    if (found === undefined || place === null) {
      return false;
    }
    this.listener.onFound(this.keyOf(found));
    this.choose(found, place);
    return true;
  }

  /** Closes what is known of a field. */
  close(): void {
    this.popup.remove();
  }

  /** Goes to where all fields are in view. */
  showAll(): void {
    this.map.fitBounds(withExtent(this.state.archive.bounds), fitting(this.state.archive));
  }

  /** Moves to a place, to the archive's last zoom, in which what is as far off as places may be is still in view; waits until all is drawn. */
  async goTo([lon, lat]: readonly [number, number]): Promise<void> {
    this.map.jumpTo({ center: [lon, lat], zoom: this.state.archive.maxZoom });
    do {
      await this.map.once("idle");
      // At rest for the first time over fields, the map may load their tiles again.
    } while (!this.map.isSourceLoaded(SOURCE));
  }

  private listen(): void {
    this.map.on("movestart", () => {
      setState("moving");
      this.unpoint();
    });
    this.map.on("idle", () => this.idle());
    this.map.on("error", ({ error }) => this.listener.onProblem(error.message));
    this.map.on("click", (event) => this.click(event));
    this.map.on("mousemove", (event) => this.point(event));
    this.map.on("mouseout", () => this.unpoint());
    this.popup.on("close", () => this.closed());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        this.popup.remove();
      }
    });
    this.map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        this.openAt(this.map.getCenter());
      } else if (event.key === "Home") {
        this.showAll();
      }
    });
  }

  private idle(): void {
    if (this.isAwaitingState || !this.map.isSourceLoaded(SOURCE)) {
      return;
    }
    const fragments = this.fragments();
    if (this.shouldPromote(fragments)) {
      this.promote();
      return;
    }
    if (this.chosen !== null && this.chosen.archive !== this.state.archive) {
      this.refresh(this.chosen);
    }
    setState("ready");
    // The listener may show another state.
    this.listener.onIdle(this.summary(fragments), Math.min(Math.floor(this.map.getZoom()), this.state.archive.maxZoom));
  }

  private shouldPromote(fragments: readonly FieldFacts[]): boolean {
    const { archive, idAttribute } = this.state;
    return idAttribute !== null && !this.promoted.has(archive.entry.tiles) && needAttribute(fragments, idAttribute);
  }

  /** Loads the tiles again, with the attribute as the id of features; the map comes to rest once more when they are there. */
  private promote(): void {
    setState("moving");
    this.promoted.add(this.state.archive.entry.tiles);
    this.restyle();
    this.forgetMarks();
    this.unpoint();
    this.mark("chosen", this.chosen?.id);
  }

  private summary(fragments: readonly GeoJSONFeature[]): Summary {
    const box = this.map.getBounds();
    const view = {
      west: mercatorX(box.getWest()),
      east: mercatorX(box.getEast()),
      north: mercatorY(box.getNorth()),
      south: mercatorY(box.getSouth()),
    };
    return summarize(fragments, this.state.archive.entry.classAttribute, this.state.idAttribute, view);
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
    this.focusBefore = document.activeElement;
    this.chosen = this.chosenAs(field, place);
    this.fillPopup(field);
    this.popup.setLngLat(place).setDOMContent(this.content).addTo(this.map);
    this.popup.getElement().setAttribute("role", "dialog");
    this.popup.getElement().setAttribute("aria-label", this.titleOf(field));
    speak(this.titleOf(field));
    this.mark("chosen", field.id);
    this.makeRoom(this.popup.getElement());
  }

  /** After a change of year the same field may hold another crop, or be none. */
  private refresh({ id, place }: Chosen): void {
    const field = id === undefined ? this.fieldAt(place) : this.fragments().find((one) => this.idOf(one) === id);
    this.chosen = field === undefined ? { id, key: null, place, archive: this.state.archive } : this.chosenAs(field, place);
    if (this.isHidden(this.chosen)) {
      this.popup.remove();
    } else if (field !== undefined) {
      this.fillPopup(field);
      this.popup.getElement().setAttribute("aria-label", this.titleOf(field));
      this.mark("chosen", field.id);
    } else if (this.map.getBounds().contains(place)) {
      this.content.replaceChildren(make("p", "absent", absentText(id, this.state.archive.entry.year)));
      this.popup.getElement().setAttribute("aria-label", absentText(id, this.state.archive.entry.year));
    } else {
      this.popup.remove();
    }
  }

  private fillPopup(field: FieldFacts): void {
    this.content.replaceChildren(this.detailsOf(field));
  }

  /** Moves the map as far as the popup reaches out of it. */
  private makeRoom(popup: HTMLElement): void {
    const box = popup.getBoundingClientRect();
    const around = this.map.getContainer().getBoundingClientRect();
    const x = beyond(box.left, box.right, around.left + POPUP_MARGIN, around.right - POPUP_MARGIN);
    const y = beyond(box.top, box.bottom, around.top + POPUP_MARGIN, around.bottom - POPUP_MARGIN - SHEET_PIXELS);
    if (x !== 0 || y !== 0) {
      this.map.panBy([x, y]);
    }
  }

  private closed(): void {
    this.chosen = null;
    this.mark("chosen", undefined);
    if (document.activeElement === document.body) {
      const before = this.focusBefore;
      const target = before instanceof HTMLElement && before !== document.body && before.isConnected ? before : this.map.getCanvas();
      target.focus({ preventScroll: true });
    }
  }

  private chosenAs(field: FieldFacts, place: LngLat): Chosen {
    return { id: this.idOf(field), key: this.keyOf(field), place, archive: this.state.archive };
  }

  private idOf(field: FieldFacts): FieldId | undefined {
    return idOf(field, this.state.idAttribute);
  }

  private keyOf(field: FieldFacts): string {
    return keyOf(field.properties[this.state.archive.entry.classAttribute]);
  }

  /** Whether the fields of its class are hidden. What is of another archive is looked at anew once that is drawn. */
  private isHidden(chosen: Chosen | null): boolean {
    return chosen !== null && chosen.archive === this.state.archive && chosen.key !== null && this.state.hidden.has(chosen.key);
  }

  private titleOf(field: FieldFacts): string {
    return titleOf(field, this.state.archive.entry.classAttribute, this.state.idAttribute, this.state.classes);
  }

  private detailsOf(field: FieldFacts): HTMLElement {
    return details(field, this.state.archive.entry.classAttribute, this.state.idAttribute, this.state.classes);
  }

  private point(event: MapMouseEvent): void {
    const field = this.map.isStyleLoaded() && !this.map.isMoving() ? this.fieldAt(event.lngLat) : undefined;
    this.map.getCanvas().style.cursor = field === undefined ? "" : "pointer";
    this.mark("pointed", field?.id);
    this.tip.hidden = field === undefined;
    if (field !== undefined) {
      const id = this.idOf(field);
      const line = classLine(field, this.state.archive.entry.classAttribute, this.state.classes);
      this.tip.replaceChildren(line, make("p", "", id === undefined ? "" : `Field ${id}`));
      this.tip.style.transform = `translate(${event.point.x + 14}px, ${event.point.y + 14}px)`;
    }
  }

  private unpoint(): void {
    this.tip.hidden = true;
    this.mark("pointed", undefined);
  }

  private restyle(): void {
    const { archive, idAttribute } = this.state;
    this.map.setStyle(styleOf(this.state, this.promoted.has(archive.entry.tiles) ? idAttribute : null), { diff: true });
  }

  /** Marks go with the tiles that they are on. */
  private forgetMarks(): void {
    delete this.marked.pointed;
    delete this.marked.chosen;
  }

  private mark(mark: Mark, id: FieldId | undefined): void {
    const before = this.marked[mark];
    // A state that is set again is drawn again, and what is drawn comes to rest once more.
    if (before === id || this.map.getSource(SOURCE) === undefined) {
      return;
    }
    const place = { source: SOURCE, sourceLayer: this.state.archive.layer };
    if (before !== undefined) {
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

/** How far a span reaches beyond its limits: below 0 on the near side, above on the far side. The near side comes first. */
function beyond(from: number, to: number, least: number, most: number): number {
  return from < least ? from - least : Math.max(0, Math.min(to - most, from - least));
}

function absentText(id: FieldId | undefined, year: number | null): string {
  const when = year === null ? "on this map" : `in ${year}`;
  return id === undefined ? `No field is drawn here ${when}.` : `Field ${id} is not drawn here ${when}.`;
}

function fitting({ maxZoom }: Archive): FitBoundsOptions {
  return { padding: PADDING_PIXELS, maxZoom };
}

/** The button that goes to all fields. */
function allFieldsControl(onClick: () => void): IControl {
  const button = make("button", "all-fields", "\u2302");
  button.setAttribute("type", "button");
  button.setAttribute("aria-label", "Show all fields");
  button.title = "Show all fields, key Home";
  button.addEventListener("click", onClick);
  const group = make("div", "maplibregl-ctrl maplibregl-ctrl-group", button);
  return { onAdd: () => group, onRemove: () => group.remove() };
}

/** A box that is no point, so that a zoom can be found for it. */
function withExtent([west, south, east, north]: Bounds): Bounds {
  const margin = west < east && south < north ? 0 : 0.001;
  return [west - margin, south - margin, east + margin, north + margin];
}

import { addProtocol, setWorkerUrl } from "maplibre-gl";
import { Protocol } from "pmtiles";
import { hasChanged, openArchive, type Archive } from "./archive.js";
import { readCatalog, readJson, readSettings, type Catalog, type Settings } from "./catalog.js";
import { Classes } from "./classes.js";
import { shortfallText } from "./coverage.js";
import { FieldMap } from "./field-map.js";
import { LegendView, totalText } from "./legend.js";
import { clearProblem, element, showProblem, speak } from "./page.js";
import { ARCHIVE_CHANGED, messageOf, tilesProblem } from "./problem.js";
import { findInIndex, notDrawnText, notFoundText, type Found } from "./search.js";
import type { MapState } from "./style.js";
import type { Summary } from "./summary.js";
import { countText } from "./text.js";
import { ThemeSwitch } from "./theme.js";
import { YearSwitch } from "./years.js";

/** Name of the worker's file, set by build.mjs. */
declare const WORKER_FILE: string;

/** Shows what view.json beside the page names. */
class App {
  private readonly protocol = new Protocol();
  private readonly archives = new Map<number, Archive>();
  private readonly theme = new ThemeSwitch((theme) => this.change({ theme }));
  private readonly legend: LegendView;
  private readonly map: FieldMap;

  constructor(
    settings: Settings,
    private readonly catalog: Catalog,
    classes: Classes,
    first: Archive,
    place: number,
  ) {
    setWorkerUrl(new URL(WORKER_FILE, import.meta.url).href);
    addProtocol("pmtiles", this.protocol.tile);
    this.keep(place, first);
    this.state = {
      archive: first,
      classes,
      hidden: new Set(),
      theme: this.theme.theme(),
      basemap: settings.basemap,
      idAttribute: settings.idAttribute,
    };
    this.legend = new LegendView(classes, (hidden) => this.change({ hidden }));
    this.map = new FieldMap(
      this.state,
      {
        onIdle: (summary, zoom) => this.showSummary(summary, zoom),
        onProblem: (message) => this.say(tilesProblem(message, this.state.archive.entry.tiles)),
        onFound: (key) => this.legend.reveal(key),
      },
    );
    new YearSwitch(catalog.years, place, (chosen) => void this.goToYear(chosen));
    element<HTMLFormElement>("search").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.find(element<HTMLInputElement>("field").value.trim());
    });
    this.describe();
  }

  private state: MapState;
  /** Place of the year that was asked for last; answers may come in another order. */
  private wantedYear: number | null = null;
  private heard = "";
  /** The id that was asked for last. */
  private wantedField = "";

  private change(change: Partial<MapState>): void {
    this.state = { ...this.state, ...change };
    this.map.show(this.state);
  }

  /** What is heard is what has changed: the year, and the fields in view. */
  private showSummary(summary: Summary, zoom: number): void {
    const classes = this.state.classes.with(summary.classes.map((one) => one.key));
    if (classes !== this.state.classes) {
      this.change({ classes });
    }
    const { entry, shortfalls } = this.state.archive;
    const missing = shortfallText(shortfalls.get(zoom));
    this.legend.show(summary, missing);
    const total = [totalText(summary) || "No field is in view", missing].filter((text) => text !== "").join(". ");
    const heard = entry.year === null ? total : `${entry.year}: ${total}`;
    if (heard !== this.heard) {
      this.heard = heard;
      speak(heard);
    }
    hasChanged(this.state.archive).then(
      (isOther) => isOther && this.say(ARCHIVE_CHANGED),
      (thrown: unknown) => this.say(tilesProblem(messageOf(thrown), this.state.archive.entry.tiles)),
    );
  }

  private async goToYear(place: number): Promise<void> {
    this.wantedYear = place;
    clearProblem();
    this.map.awaitState();
    try {
      const archive = this.archives.get(place) ?? (await openArchive(this.catalog.years[place]!));
      this.keep(place, archive);
      if (this.wantedYear !== place) {
        return;
      }
      this.say("");
      this.change({ archive });
      this.describe();
    } catch (thrown) {
      if (this.wantedYear === place) {
        showProblem(messageOf(thrown));
      }
    }
  }

  private keep(place: number, archive: Archive): void {
    this.archives.set(place, archive);
    this.protocol.add(archive.pmtiles);
  }

  /** Looks in view first, then in all of the archive where it has an index. */
  private async find(id: string): Promise<void> {
    this.wantedField = id;
    if (id === "") {
      this.say("Type the id of a field.");
      return;
    }
    this.map.close();
    if (this.map.find(id)) {
      this.say("");
      return;
    }
    const { places } = this.state.archive.entry;
    if (places === null) {
      this.say(notFoundText(id, null));
      return;
    }
    this.tell("Searching all of the archive\u2026");
    try {
      const found = await findInIndex(places, id);
      if (this.wantedField === id) {
        await this.goToField(id, found);
      }
    } catch (thrown) {
      this.say(messageOf(thrown));
    }
  }

  private async goToField(id: string, found: Found): Promise<void> {
    if (found.place === null) {
      this.say(notFoundText(id, found));
      return;
    }
    await this.map.goTo(found.place);
    if (this.wantedField === id) {
      if (this.map.find(id)) {
        this.tell(`Found among ${countText(found.ids)} fields of the archive.`);
      } else {
        this.say(notDrawnText(id));
      }
    }
  }

  /** Says what went wrong, or nothing any more. */
  say(text: string): void {
    this.write(text, "problem");
  }

  /** Says what goes well. */
  private tell(text: string): void {
    this.write(text, "news");
  }

  private write(text: string, kind: "problem" | "news"): void {
    element("status").textContent = text;
    element("status").dataset["kind"] = kind;
  }

  private describe(): void {
    const { entry, attribution } = this.state.archive;
    const title = entry.year === null ? this.catalog.name : `${this.catalog.name}, ${entry.year}`;
    element("title").textContent = this.catalog.name;
    document.title = title;
    element("source").textContent = attribution ?? "";
    element<HTMLInputElement>("field").placeholder = entry.places === null ? "Field id in view" : "Field id";
  }
}

function prepareSheet(): void {
  const button = element("sheet");
  const paint = (isOpen: boolean): void => {
    button.setAttribute("aria-expanded", String(isOpen));
    button.setAttribute("aria-label", isOpen ? "Close the legend" : "Open the legend");
    button.textContent = isOpen ? "\u2304" : "\u2303";
    element("body").hidden = !isOpen;
  };
  button.addEventListener("click", () => paint(button.getAttribute("aria-expanded") !== "true"));
  paint(true);
}

async function start(): Promise<void> {
  const settings = await readSettings(document.baseURI);
  const [catalog, legend] = await Promise.all([
    readCatalog(settings),
    settings.legend === null ? null : readJson(settings.legend),
  ]);
  const { archive, place, problem } = await openLatest(catalog);
  const app = new App(settings, catalog, Classes.of(legend), archive, place);
  if (problem !== null) {
    app.say(problem);
  }
}

/** Opens the latest year that can be opened, and tells why it is not the last one. */
async function openLatest({ years }: Catalog): Promise<{ archive: Archive; place: number; problem: string | null }> {
  const problems: unknown[] = [];
  for (let place = years.length - 1; place >= 0; place--) {
    try {
      const archive = await openArchive(years[place]!);
      return { archive, place, problem: problems.length === 0 ? null : messageOf(problems[0]) };
    } catch (thrown) {
      problems.push(thrown);
    }
  }
  throw problems[0];
}

prepareSheet();
start().catch((thrown: unknown) => {
  showProblem(messageOf(thrown));
});

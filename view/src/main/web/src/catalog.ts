import { PageProblem } from "./problem.js";

/** What view.json says: where everything else is, as seen from the page. */
export interface Settings {
  readonly manifest: string;
  readonly legend: string | null;
  /** Attribute with the class of a field, where the manifest names no other. */
  readonly classAttribute: string;
  /** Attribute that is searched besides the id of the feature. */
  readonly idAttribute: string | null;
  /** Raster tiles with {z}, {x} and {y}, drawn under the fields. */
  readonly basemap: string | null;
}

/** An archive of the manifest. */
export interface YearEntry {
  readonly year: number | null;
  /** Absolute address. */
  readonly tiles: string;
  readonly bytes: number | null;
  readonly classAttribute: string;
  /** Address of the index that tells where a field lies, in view or not; null where there is none. */
  readonly places: string | null;
}

/** The published years, rising. */
export interface Catalog {
  readonly name: string;
  readonly years: readonly YearEntry[];
}

type Json = Record<string, unknown>;

/** Reads view.json. */
export async function readSettings(page: string): Promise<Settings> {
  const address = new URL("view.json", page).href;
  const json = await readJson(address);
  return {
    manifest: new URL(text(json["manifest"]) ?? "manifest.json", address).href,
    legend: text(json["legend"]) === null ? null : new URL(String(json["legend"]), address).href,
    classAttribute: text(json["classAttribute"]) ?? "majority",
    idAttribute: text(json["idAttribute"]),
    basemap: text(json["basemap"]),
  };
}

/** Reads the list of years. Archives are told as seen from the list. */
export async function readCatalog(settings: Settings): Promise<Catalog> {
  return catalogOf(await readJson(settings.manifest), settings);
}

export function catalogOf(json: Json, settings: Settings): Catalog {
  const listed = Array.isArray(json["archives"]) ? (json["archives"] as Json[]) : [];
  const years = listed.map((entry): YearEntry => {
    const tiles = text(entry["tiles"]);
    if (tiles === null) {
      throw new PageProblem(`Cannot read ${settings.manifest}: an archive of it has no "tiles". Publish the list again.`);
    }
    return {
      year: number(entry["year"]),
      tiles: new URL(tiles, settings.manifest).href,
      bytes: number(entry["bytes"]),
      classAttribute: text(entry["attribute"]) ?? settings.classAttribute,
      places: text(entry["places"]) === null ? null : new URL(String(entry["places"]), settings.manifest).href,
    };
  });
  if (years.length === 0) {
    throw new PageProblem(`Cannot show a map: ${settings.manifest} lists no archive. Publish one first.`);
  }
  years.sort((one, other) => (one.year ?? 0) - (other.year ?? 0));
  return { name: text(json["name"]) ?? "Fields", years };
}

/** Reads a JSON object. */
export async function readJson(address: string): Promise<Json> {
  const response = await get(address);
  if (!response.ok) {
    throw new PageProblem(`Cannot read ${address}: the server says ${response.status}. Publish it beside the page.`);
  }
  let json: unknown;
  try {
    json = await response.json();
  } catch {
    json = null;
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new PageProblem(`Cannot read ${address}: it is no JSON object. Publish it again.`);
  }
  return json as Json;
}

/** Fetches, with a message where nobody answers. */
export async function get(address: string, headers: Record<string, string> = {}): Promise<Response> {
  try {
    return await fetch(address, { headers });
  } catch {
    throw new PageProblem(`Cannot reach ${address}: is croft view still running, or the network down?`);
  }
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function number(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

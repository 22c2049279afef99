import { bytesToHeader, PMTiles, TileType, type Header } from "pmtiles";
import { get, type YearEntry } from "./catalog.js";
import { shortfalls, type Shortfall } from "./coverage.js";
import { boundsOfTiles, statedBounds, type Bounds } from "./extent.js";
import { PageProblem } from "./problem.js";

/** Bytes that hold the header and, by the specification of PMTiles 3, the root directory. */
const HEADER_BYTES = 127;

interface VectorLayer {
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** An archive that has been looked into and can be shown. */
export interface Archive {
  readonly entry: YearEntry;
  readonly pmtiles: PMTiles;
  readonly layer: string;
  readonly attributes: readonly string[];
  /** Where its fields are: as its header says, or where that says nothing of use, its tiles. */
  readonly bounds: Bounds;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** The zooms at which not each of its fields is drawn, as far as it tells. */
  readonly shortfalls: ReadonlyMap<number, Shortfall>;
  readonly attribution: string | null;
  /** What the server named its content when it was opened. */
  readonly etag: string | undefined;
}

/** Opens an archive, and says what is wrong with one that cannot be shown. */
export async function openArchive(entry: YearEntry): Promise<Archive> {
  const header = await readHeader(entry);
  const pmtiles = new PMTiles(entry.tiles);
  let metadata: Record<string, unknown>;
  let bounds: Bounds;
  try {
    metadata = (await pmtiles.getMetadata()) as Record<string, unknown>;
    bounds = statedBounds(header) ?? (await firstTilesBounds(pmtiles, header));
  } catch {
    throw new PageProblem(`Cannot read ${entry.tiles}: its directory or metadata are damaged. Publish it again.`);
  }
  const layer = chooseLayer(layersOf(metadata), entry);
  return {
    entry,
    pmtiles,
    layer: layer.id,
    attributes: Object.keys(layer.fields),
    bounds,
    minZoom: header.minZoom,
    maxZoom: header.maxZoom,
    shortfalls: shortfalls(metadata, layer.id),
    etag: (await pmtiles.getHeader()).etag,
    attribution: typeof metadata["attribution"] === "string" ? metadata["attribution"] : null,
  };
}

/** Whether an archive has become another one since it was opened; pmtiles then reads on in the new one without a word. */
export async function hasChanged({ pmtiles, etag }: Pick<Archive, "pmtiles" | "etag">): Promise<boolean> {
  return (await pmtiles.getHeader()).etag !== etag;
}

/** Asks the root directory and, where that only points to others, the first one. */
async function firstTilesBounds(pmtiles: PMTiles, header: Header): Promise<Bounds> {
  const { cache, source } = pmtiles;
  const root = await cache.getDirectory(source, header.rootDirectoryOffset, header.rootDirectoryLength, header);
  const pointer = root.find((entry) => entry.runLength === 0);
  if (pointer === undefined) {
    return boundsOfTiles(root, true);
  }
  const leaf = await cache.getDirectory(source, header.leafDirectoryOffset + pointer.offset, pointer.length, header);
  return boundsOfTiles(leaf, root.length === 1);
}

async function readHeader(entry: YearEntry): Promise<Header> {
  const response = await get(entry.tiles, { range: `bytes=0-${HEADER_BYTES - 1}` });
  if (response.status === 200) {
    await response.body?.cancel();
    throw new PageProblem(
      `Cannot read ${entry.tiles}: its server sends whole files only. Serve it with byte ranges, as croft view and buckets do.`,
    );
  }
  if (!response.ok) {
    throw new PageProblem(
      `Cannot read ${entry.tiles}: the server says ${response.status}. The list of years names it; publish the archive, or the list again.`,
    );
  }
  return checkHeader(await response.arrayBuffer(), lengthOf(response) ?? entry.bytes, entry.tiles);
}

/** The header, when it is one of vector tiles and the file is as long as it says. */
export function checkHeader(bytes: ArrayBuffer, fileBytes: number | null, name: string): Header {
  const magic = new TextDecoder().decode(bytes.slice(0, 7));
  if (bytes.byteLength < HEADER_BYTES || magic !== "PMTiles") {
    throw new PageProblem(`Cannot read ${name}: it is no PMTiles archive. Make one with croft tile.`);
  }
  const header = bytesToHeader(bytes);
  if (header.tileType !== TileType.Mvt) {
    throw new PageProblem(`Cannot show ${name}: it holds images, not vector tiles. Make an archive with croft tile.`);
  }
  const expected = Math.max(
    header.tileDataOffset + (header.tileDataLength ?? 0),
    header.jsonMetadataOffset + header.jsonMetadataLength,
    header.leafDirectoryOffset + (header.leafDirectoryLength ?? 0),
  );
  if (fileBytes !== null && fileBytes < expected) {
    throw new PageProblem(
      `Cannot read ${name}: it has ${fileBytes} bytes, its header says ${expected}. It is truncated; copy it again.`,
    );
  }
  return header;
}

function lengthOf(response: Response): number | null {
  const total = /\/(\d+)$/.exec(response.headers.get("content-range") ?? "")?.[1];
  return total === undefined ? null : Number(total);
}

function layersOf(metadata: Record<string, unknown>): VectorLayer[] {
  const listed = Array.isArray(metadata["vector_layers"]) ? (metadata["vector_layers"] as unknown[]) : [];
  return listed.flatMap((layer) => {
    const { id, fields } = (layer ?? {}) as { id?: unknown; fields?: unknown };
    return typeof id === "string" ? [{ id, fields: (fields ?? {}) as Record<string, string> }] : [];
  });
}

/** The layer named fields, or the first one that has the class. */
export function chooseLayer(layers: readonly VectorLayer[], entry: YearEntry): VectorLayer {
  const classed = layers.filter((layer) => entry.classAttribute in layer.fields);
  const chosen = classed.find((layer) => layer.id === "fields") ?? classed[0];
  if (chosen === undefined) {
    const known = [...new Set(layers.flatMap((layer) => Object.keys(layer.fields)))];
    throw new PageProblem(
      `Cannot colour ${entry.tiles}: no layer has the attribute "${entry.classAttribute}". ` +
        (known.length === 0 ? "Its layers have no attributes." : `There are ${known.join(", ")}.`) +
        " Choose one with --class-attribute.",
    );
  }
  return chosen;
}

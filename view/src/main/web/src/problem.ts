/** What the reader of the page can do something about; everything else is a fault of ours. */
export class PageProblem extends Error {}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof PageProblem) {
    return thrown.message;
  }
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return `Cannot go on: ${said}. Load the page again; if that does not help, the browser's console says more.`;
}

export const ARCHIVE_CHANGED = "The archive has changed since the page was opened. Load the page again.";

/** What to do about a piece of an archive that could not be read, by what was thrown in MapLibre's worker or by pmtiles. */
export function tilesProblem(said: string, tiles: string): string {
  if (/failed to fetch|networkerror|load failed|network error/i.test(said)) {
    return `Some of the map is missing: ${new URL(tiles).host} cannot be reached. croft view has ended, or the network is down.`;
  }
  const status = /Bad response code: (\d+)/.exec(said)?.[1];
  if (status === "404" || status === "403") {
    return `Some of the map is missing: the archive is gone (the server says ${status}). Load the page again when it is back.`;
  }
  if (status !== undefined) {
    return `Some of the map is missing: the server says ${status} for the archive. Try again later.`;
  }
  if (/etag|content-length/i.test(said)) {
    return ARCHIVE_CHANGED;
  }
  return `Some of the map is missing: the archive is damaged (${said === "" ? "a tile cannot be read" : said}). Publish it again.`;
}

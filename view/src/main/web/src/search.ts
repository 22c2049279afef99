import { get } from "./catalog.js";
import { PageProblem } from "./problem.js";
import { countText } from "./text.js";

/** What a search through an archive found. */
export interface Found {
  /** Ids that were searched. */
  readonly ids: number;
  /** Whether those are all that the archive has. */
  readonly isComplete: boolean;
  /** Longitude and latitude; null when there is no such field. */
  readonly place: readonly [number, number] | null;
}

/** Asks the server of the archive where a field lies. The first question takes a while, for the server reads one zoom. */
export async function findInArchive(address: string, id: string): Promise<Found> {
  const response = await get(`${address}?id=${encodeURIComponent(id)}`);
  if (!response.ok) {
    throw new PageProblem(`Cannot search beyond what is in view: ${(await response.text()).trim()}`);
  }
  return (await response.json()) as Found;
}

/** Says what was searched in vain. */
export function notFoundText(id: string, found: Found | null): string {
  if (found === null) {
    return (
      `Field ${id} is not in view, and a page in a bucket searches only there; croft view searches whole archives.` +
      " Move or zoom to where it lies; at low zooms small fields are gathered."
    );
  }
  return found.isComplete
    ? `No field ${id} among all ${countText(found.ids)} of the archive.`
    : `No field ${id} in view or among the first ${countText(found.ids)} of the archive; more are not searched.`;
}

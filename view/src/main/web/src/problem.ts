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

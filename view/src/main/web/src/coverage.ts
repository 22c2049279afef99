/** What becomes of fields at a zoom, where not each is drawn: some are missing, or small ones share a square. */
export type Shortfall = "left out" | "gathered";

/** The zooms at which fewer fields of a layer are drawn than at the fullest, by Croft's own counts. Other archives do not tell. */
export function shortfalls(metadata: Record<string, unknown>, layer: string): ReadonlyMap<number, Shortfall> {
  const counts = member(member(member(metadata, "croft"), "layers"), layer);
  const zooms = Array.isArray(counts) ? counts : [];
  const drawn = zooms.map((zoom) => count(zoom, "kept") + count(zoom, "squares"));
  const most = Math.max(...drawn);
  return new Map(
    zooms.flatMap((zoom, index): [number, Shortfall][] => {
      const isMissing = count(zoom, "overLimit") + count(zoom, "tiny") > 0;
      return drawn[index]! < most ? [[count(zoom, "zoom"), isMissing ? "left out" : "gathered"]] : [];
    }),
  );
}

/** What to say of it; empty where all is drawn, or nothing is known. */
export function shortfallText(shortfall: Shortfall | undefined): string {
  switch (shortfall) {
    case "left out":
      return "At this zoom the map leaves out fields: zoom in for all of them.";
    case "gathered":
      return "At this zoom small fields are drawn together: zoom in for each of them.";
    default:
      return "";
  }
}

function member(json: unknown, name: string): unknown {
  return typeof json === "object" && json !== null ? (json as Record<string, unknown>)[name] : undefined;
}

function count(json: unknown, name: string): number {
  const value = member(json, name);
  return typeof value === "number" ? value : 0;
}

const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const SHORT = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const ATTRIBUTE = new Intl.NumberFormat("en", { maximumFractionDigits: 4, useGrouping: false });

/** An area, with three digits at least. */
export function hectaresText(hectares: number): string {
  if (hectares >= 1e6) {
    return `${SHORT.format(hectares / 1e6)} M ha`;
  }
  return `${hectares >= 100 ? WHOLE.format(hectares) : SHORT.format(hectares)} ha`;
}

export function countText(count: number): string {
  return WHOLE.format(count);
}

/** A share of 1. */
export function shareText(share: number): string {
  return share > 0 && share < 0.001 ? "<0.1%" : `${(share * 100).toFixed(1)}%`;
}

/** The value of an attribute; numbers are not grouped, because many are codes. */
export function valueText(value: unknown): string {
  return typeof value === "number" ? ATTRIBUTE.format(value) : String(value ?? "");
}

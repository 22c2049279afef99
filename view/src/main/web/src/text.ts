const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const SHORT = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const SMALL = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
/** Decimal digits that any 32-bit number can be told by, and of which a 64-bit number that is one as well has more. */
const DIGITS_OF_FLOAT = 9;
const DIGITS_OF_WIDENED_FLOAT = 15;

/** An area, with three digits where that is no less than 100 square metres. */
export function hectaresText(hectares: number): string {
  if (hectares >= 1e6) {
    return `${SHORT.format(hectares / 1e6)} M ha`;
  }
  if (hectares > 0 && hectares < 0.005) {
    return "<0.01 ha";
  }
  return `${hectares >= 100 ? WHOLE.format(hectares) : hectares >= 10 ? SHORT.format(hectares) : SMALL.format(hectares)} ha`;
}

export function countText(count: number): string {
  return WHOLE.format(count);
}

/** A share of 1. */
export function shareText(share: number): string {
  return share > 0 && share < 0.001 ? "<0.1%" : `${(share * 100).toFixed(1)}%`;
}

/** The value of an attribute. Numbers are told exactly, by the shortest text that means them, and not grouped, because many are codes. */
export function valueText(value: unknown): string {
  return typeof value === "number" ? numberText(value) : String(value ?? "");
}

/** Tiles hold numbers of 32 bits, too; widened to 64, as here, 0.1 would read 0.10000000149011612. */
function numberText(value: number): string {
  const text = String(value);
  if (Number.isInteger(value) || Math.fround(value) !== value) {
    return text;
  }
  const digits = text.replace(/e.*$/, "").replace(/\D/g, "").replace(/^0+/, "").length;
  if (digits < DIGITS_OF_WIDENED_FLOAT) {
    return text;
  }
  let precision = 1;
  while (precision < DIGITS_OF_FLOAT && Math.fround(Number(value.toPrecision(precision))) !== value) {
    precision++;
  }
  return String(Number(value.toPrecision(precision)));
}

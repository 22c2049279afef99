/** The colours of class Palette, which makes them for values that an archive's statistics list: hues by the golden angle, in three lightnesses. */
const GOLDEN_TURN = 0.381966;
const SATURATION = 0.62;
const BRIGHTNESS = [0.85, 0.65, 0.95] as const;
const LEAST_DIGITS = /^[1-9]\d{0,8}$/;

/**
 * A colour for a class of which only the value is known, whatever other values there are. Whole numbers from 1 on have the colours that
 * statistics listing all of 1, 2, 3, ... would give them; other values have one that is drawn from their text.
 */
export function madeColor(value: string): string {
  return paletteColor(LEAST_DIGITS.test(value) ? Number(value) - 1 : digest(value));
}

/** Colour of the class with this place in its legend. */
export function paletteColor(place: number): string {
  const hue = (place * GOLDEN_TURN) % 1;
  const brightness = BRIGHTNESS[place % BRIGHTNESS.length]!;
  // Red, green and blue of a hue, a saturation and a brightness (Smith, Color Gamut Transform Pairs, 1978).
  const channel = (offset: number): number => {
    const sector = (offset + hue * 6) % 6;
    return brightness * (1 - SATURATION * Math.max(0, Math.min(sector, 4 - sector, 1)));
  };
  return `#${[5, 3, 1].map((offset) => Math.round(channel(offset) * 255).toString(16).padStart(2, "0")).join("")}`;
}

/** FNV-1a with 32 bits, of the units of a text, the last shared out over all bits. */
function digest(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

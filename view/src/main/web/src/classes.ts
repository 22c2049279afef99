import type { ExpressionSpecification } from "maplibre-gl";
import { madeColor } from "./palette.js";

/** A class of fields, as the legend shows it. */
export interface FieldClass {
  readonly key: string;
  readonly name: string;
  readonly color: string;
}

/** Colour of classes that the legend does not know, readable on light and dark ground. */
export const UNKNOWN_COLOR = "#8a8f98";
/** Colour of fields without a class. */
export const NO_CLASS_COLOR = "#c9c5bb";
/** Key of fields without a class; no value has it, because values are written as JSON. */
export const NO_CLASS = "";

/** Values that are no names. */
const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;

/** Names and colours of classes by value. Immutable. */
export class Classes {
  private constructor(
    private readonly known: ReadonlyMap<string, FieldClass>,
    /** Whether nothing was known of the classes at first, so that each has a colour made of its value. */
    private readonly isMade: boolean,
  ) {}

  /** Reads {"classes": [{"value", "name", "color"}]}; names and colours may be absent. */
  static of(legend: Record<string, unknown> | null): Classes {
    const known = new Map<string, FieldClass>();
    const listed = Array.isArray(legend?.["classes"]) ? (legend["classes"] as Record<string, unknown>[]) : [];
    for (const entry of listed) {
      const key = keyOf(entry["value"]);
      if (key !== NO_CLASS) {
        const { name, color } = entry;
        known.set(key, {
          key,
          name: typeof name === "string" ? name : unnamed(key),
          color: typeof color === "string" && /^#[0-9a-f]{6}$/i.test(color) ? color : UNKNOWN_COLOR,
        });
      }
    }
    return new Classes(known, known.size === 0);
  }

  /** The same where the legend names classes or none of the keys is new; else these keys, too, each with a colour made of its value. */
  with(keys: readonly string[]): Classes {
    const added = this.isMade ? keys.filter((key) => key !== NO_CLASS && !this.known.has(key)) : [];
    return added.length === 0 ? this : new Classes(new Map([...this.known, ...added.map((key) => [key, this.get(key)] as const)]), true);
  }

  /** The class of a value; one that the legend does not know is named by its value. */
  get(key: string): FieldClass {
    if (key === NO_CLASS) {
      return { key, name: "No class", color: NO_CLASS_COLOR };
    }
    return this.known.get(key) ?? { key, name: unnamed(key), color: this.isMade ? madeColor(key) : UNKNOWN_COLOR };
  }

  /** Fill colour by class. */
  colors(attribute: string): ExpressionSpecification {
    const value: ExpressionSpecification = ["to-string", ["get", attribute]];
    const byColor = new Map<string, string[]>();
    for (const { key, color } of this.known.values()) {
      byColor.set(color, [...(byColor.get(color) ?? []), key]);
    }
    const pairs = [...byColor].flatMap(([color, keys]): unknown[] => [keys, color]);
    const matched = pairs.length === 0 ? UNKNOWN_COLOR : ["match", value, ...pairs, UNKNOWN_COLOR];
    return ["case", isAbsent(attribute), NO_CLASS_COLOR, matched] as unknown as ExpressionSpecification;
  }
}

/** Keeps all fields but those of hidden classes. */
export function shown(attribute: string, hidden: ReadonlySet<string>): ExpressionSpecification {
  const values = [...hidden].filter((key) => key !== NO_CLASS);
  const conditions: unknown[] = [];
  if (values.length > 0) {
    conditions.push(["!", ["in", ["to-string", ["get", attribute]], ["literal", values]]]);
  }
  if (hidden.has(NO_CLASS)) {
    conditions.push(["!", isAbsent(attribute)]);
  }
  return ["all", ...conditions] as unknown as ExpressionSpecification;
}

/** A value as the expression to-string writes it. */
export function keyOf(value: unknown): string {
  return value === undefined || value === null ? NO_CLASS : String(value);
}

function isAbsent(attribute: string): unknown {
  return ["==", ["to-string", ["get", attribute]], ""];
}

function unnamed(key: string): string {
  return NUMBER.test(key) ? `Class ${key}` : key;
}

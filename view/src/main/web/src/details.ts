import { keyOf, type Classes } from "./classes.js";
import { make, swatch } from "./page.js";
import { valueText } from "./text.js";

/** What is known of a field. */
export interface FieldFacts {
  readonly id: number | string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What a field is called: the id of its feature, or else the attribute that holds its id. */
export function idOf(facts: FieldFacts, idAttribute: string | null): number | string | undefined {
  const value = idAttribute === null ? undefined : facts.properties[idAttribute];
  return facts.id ?? (typeof value === "number" || typeof value === "string" ? value : undefined);
}

/** The class of a field, as a line with its colour. */
export function classLine(facts: FieldFacts, attribute: string, classes: Classes): HTMLElement {
  const { name, color } = classes.get(keyOf(facts.properties[attribute]));
  return make("p", "class", swatch(color), make("strong", "", name));
}

/** Field and class in words. */
export function titleOf(facts: FieldFacts, attribute: string, idAttribute: string | null, classes: Classes): string {
  const { name } = classes.get(keyOf(facts.properties[attribute]));
  const id = idOf(facts, idAttribute);
  return id === undefined ? `Field, ${name}` : `Field ${id}, ${name}`;
}

/** Class, id and all attributes of a field. */
export function details(facts: FieldFacts, attribute: string, classes: Classes): HTMLElement {
  const table = make("dl", "");
  // A long list is scrolled, with the keyboard too.
  table.tabIndex = 0;
  table.setAttribute("aria-label", "Attributes");
  for (const [name, value] of rowsOf(facts)) {
    table.append(make("dt", "", name), make("dd", "", value));
  }
  return make("div", "details", classLine(facts, attribute, classes), table);
}

/** Names and values in the order to show them, the id first. */
export function rowsOf(facts: FieldFacts): [string, string][] {
  const rows = Object.entries(facts.properties).map(([name, value]): [string, string] => [name, valueText(value)]);
  const hasId = facts.id === undefined || "id" in facts.properties;
  return hasId ? rows : [["id", String(facts.id)], ...rows];
}

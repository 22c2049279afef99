import { keyOf, type Classes } from "./classes.js";
import { make, swatch } from "./page.js";
import { valueText } from "./text.js";

/** What is known of a field. */
export interface FieldFacts {
  readonly id: number | string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The class of a field, as a line with its colour. */
export function classLine(facts: FieldFacts, attribute: string, classes: Classes): HTMLElement {
  const { name, color } = classes.get(keyOf(facts.properties[attribute]));
  return make("p", "class", swatch(color), make("strong", "", name));
}

/** Class, id and all attributes of a field. */
export function details(facts: FieldFacts, attribute: string, classes: Classes): HTMLElement {
  const table = make("dl", "");
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

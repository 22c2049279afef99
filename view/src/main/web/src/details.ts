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

/**
 * Whether features have to be told apart by the attribute with their id: some have no id of their own, and none has only that. A mark
 * needs an id, and MapLibre takes it from one place for all of a layer.
 */
export function needAttribute(features: readonly FieldFacts[], idAttribute: string): boolean {
  const hasAttribute = ({ properties }: FieldFacts): boolean => idAttribute in properties;
  return (
    features.some((one) => one.id === undefined && hasAttribute(one)) &&
    features.every((one) => one.id === undefined || hasAttribute(one))
  );
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
export function details(facts: FieldFacts, attribute: string, idAttribute: string | null, classes: Classes): HTMLElement {
  const table = make("dl", "");
  // A long list is scrolled, with the keyboard too.
  table.tabIndex = 0;
  table.setAttribute("aria-label", "Attributes");
  for (const [name, value] of rowsOf(facts, idAttribute)) {
    table.append(make("dt", "", name), make("dd", "", value));
  }
  return make("div", "details", classLine(facts, attribute, classes), table);
}

/** Names and values in the order to show them, the id first. */
export function rowsOf(facts: FieldFacts, idAttribute: string | null): [string, string][] {
  const rows = Object.entries(facts.properties).map(([name, value]): [string, string] => [name, valueText(value)]);
  const isTold = idAttribute !== null && facts.properties[idAttribute] === facts.id;
  const hasId = facts.id === undefined || isTold || "id" in facts.properties;
  return hasId ? rows : [["id", String(facts.id)], ...rows];
}
